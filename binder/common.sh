# The steps that binder/lab, binder/run-notebooks and Binder's postBuild share. Sourced, with $root set to the checkout.
# Each step leaves a stamp of what it was made from; where nothing has changed it does nothing and needs no network.

venv=$root/.venv
jar=$root/target/elbo.jar
classpath=$root/target/kernel.classpath

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

say() {
    printf '%s\n' "$*" >&2
}

# need WHAT DEBIAN MAC: one line that says what is missing and how to get it.
need() {
    fail "$1 is missing. Debian, Ubuntu and Windows (in WSL): sudo apt install $2 - macOS: brew install $3"
}

java_command() {
    if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
        printf '%s\n' "$JAVA_HOME/bin/java"
    else
        command -v java || true
    fi
}

# The number of the Java version, as in 17.
java_number() {
    "$1" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1
}

require_java() {
    java=$(java_command)
    [ -n "$java" ] || need "A JDK (17 or later)" openjdk-17-jdk openjdk@17
    number=$(java_number "$java")
    [ "${number:-0}" -ge 17 ] || need "A JDK of version 17 or later ($java is ${number:-not a Java})" openjdk-17-jdk openjdk@17
    "$java" --list-modules 2>/dev/null | grep -q '^jdk.jshell' ||
        need "The JDK of $java (it is only a runtime, without jdk.jshell)" openjdk-17-jdk openjdk@17
}

require_maven() {
    command -v mvn >/dev/null || need "Maven" maven maven
}

require_python() {
    command -v python3 >/dev/null || need "Python 3" "python3 python3-venv" python
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' ||
        need "Python 3.10 or later" "python3 python3-venv" python
    python3 -c 'import ensurepip, venv' 2>/dev/null || need "Python's venv module" python3-venv python
}

# require_space MEGABYTES
require_space() {
    free=$(df -Pk "$root" | awk 'NR == 2 { print int($4 / 1024) }')
    [ "$free" -ge "$1" ] || fail "Disk space: $1 MB are needed in $root, $free MB are free. Delete something and start again."
}

checksum() {
    cksum | tr -d '\n'
}

# fresh FILE STAMP: whether the stamp in a file is this one.
fresh() {
    [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]
}

# What the library is built from; Maven's own builds leave the stamp too, by way of binder/run-notebooks.
library_stamp() {
    (cd "$root" && find pom.xml src/main -type f -exec cksum {} + | sort | checksum)
}

build_library() {
    stamp=$(library_stamp)
    if fresh "$root/target/library.stamp" "$stamp" && [ -f "$jar" ] && [ -f "$classpath" ]; then
        return
    fi
    require_maven
    if [ ! -d "$HOME/.m2/repository/org/nd4j" ]; then
        require_space 900
        say "This is the first time: about 200 MB of libraries are downloaded."
    fi
    say "Building the library ..."
    (cd "$root" && mvn -q -B -ntp package -DskipTests -DskipNotebooks) || fail "The library could not be built: see the messages above."
    printf '%s' "$stamp" >"$root/target/library.stamp"
}

make_venv() {
    stamp=$(checksum <"$root/binder/requirements.txt")
    if fresh "$venv/requirements.stamp" "$stamp"; then
        return
    fi
    require_python
    require_space 700
    say "Making the virtual environment with JupyterLab in .venv ..."
    python3 -m venv "$venv" || fail "The virtual environment could not be made. Debian, Ubuntu and WSL: sudo apt install python3-venv"
    set -- -m pip install --quiet --disable-pip-version-check --no-input -r "$root/binder/requirements.txt"
    # With an index that does not answer, pip's retries take minutes: without them first.
    "$venv/bin/python" "$@" --retries 0 2>/dev/null || "$venv/bin/python" "$@" ||
        fail "JupyterLab could not be installed: see pip's message above; is there a network?"
    # JupyterLab would ask at the first start whether to fetch news, and need a network for it.
    "$venv/bin/jupyter" labextension disable --level=sys_prefix "@jupyterlab/apputils-extension:announcements" >/dev/null 2>&1 ||
        fail "JupyterLab does not run: try rm -r .venv and start again."
    printf '%s' "$stamp" >"$venv/requirements.stamp"
}

quoted() {
    printf '"%s"\n' "$(printf '%s' "$1" | sed 's/[\\"]/\\&/g')"
}

# The options of the JVM, one a line: memory for Binder's gigabyte, and silence.
jvm_options() {
    cat <<OPTIONS
-Xms192m
-Xmx512m
-XX:+UseSerialGC
-Dorg.bytedeco.javacpp.maxphysicalbytes=1500m
-Djava.awt.headless=true
-Dfile.encoding=UTF-8
-ea
-Xshare:auto
-Xlog:disable
-Xlog:all=off
OPTIONS
    if [ "$(java_number "$java")" -ge 24 ]; then
        echo "--enable-native-access=ALL-UNNAMED"
        echo "--sun-misc-unsafe-memory-access=allow"
    fi
}

# kernel_json ARCHIVE_OPTION
kernel_json() {
    cat <<KERNEL
{
 "argv": [
  $(quoted "$java"),
  $(quoted "@$spec/java.args"),
  $(quoted "$1"),
  "org.elbo.kernel.KernelMain",
  "{connection_file}"
 ],
 "display_name": "Java (ELBO)",
 "language": "java",
 "interrupt_mode": "message"
}
KERNEL
}

install_kernel() {
    require_java
    spec=$venv/share/jupyter/kernels/java
    stamp=$({ cat "$root/binder/common.sh" "$jar" "$classpath"; "$java" -version; } 2>&1 | checksum)
    if fresh "$spec/kernel.stamp" "$stamp"; then
        return
    fi
    say "Installing the Java kernel ..."
    mkdir -p "$spec"
    rm -f "$spec/kernel.jsa" "$spec/kernel.stamp"
    {
        jvm_options
        quoted "-Delbo.sources=$root/src/main/java"
        printf '%s\n' -classpath
        quoted "$jar:$(cat "$classpath")"
    } >"$spec/java.args"
    # The first run unpacks ND4J's natives and leaves an archive of loaded classes, which halves every later start.
    kernel_json "-XX:ArchiveClassesAtExit=$spec/kernel.jsa" >"$spec/kernel.json"
    JUPYTER_PREFER_ENV_PATH=1 "$venv/bin/python" "$root/binder/check_kernel.py" --first ||
        fail "The Java kernel does not run: see the message above."
    kernel_json "-XX:SharedArchiveFile=$spec/kernel.jsa" >"$spec/kernel.json"
    printf '%s' "$stamp" >"$spec/kernel.stamp"
}

prepare() {
    require_java
    build_library
    make_venv
    install_kernel
    # The kernel of this checkout comes before one of the same name that the user has installed elsewhere.
    JUPYTER_PREFER_ENV_PATH=1
    export JUPYTER_PREFER_ENV_PATH
}
