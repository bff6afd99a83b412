"""The public conformance suite for Jupyter kernels, against the Java kernel.

Needs jupyter_kernel_test (Debian: python3-jupyter-kernel-test) and the kernel on the path:
    JUPYTER_PATH=.venv/share/jupyter /usr/bin/python3 src/test/python/kernel_conformance.py
The suite's test of pagers is left out by the suite itself: the kernel has no pager.
"""

import unittest

import jupyter_kernel_test


class JavaKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = "java"
    language_name = "java"
    file_extension = ".jshell"

    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("hello, standard error");'
    code_generate_error = 'throw new IllegalStateException("on purpose");'
    code_clear_output = "clearOutput(false);"
    code_inspect_sample = "Math.max("
    completion_samples = [
        {"text": "Math.sqr", "matches": {"sqrt("}},
        {"text": "int width = 3; Math.floorM", "matches": {"floorMod("}},
        {"text": 'String word = "w"; word.isEm', "matches": {"isEmpty()"}},
        {"text": "no.such.thing.", "matches": set()},
    ]
    complete_code_samples = [
        "1 + 1",
        "int x = 5",
        "int x = 5;",
        "void f() { System.out.println(1); }",
        "for (int i = 0; i < 3; i++) { System.out.println(i); }",
        "import java.util.zip.*;",
        "// only a comment",
    ]
    incomplete_code_samples = [
        "int f(int x) {",
        "for (int i = 0; i < 3; i++)",
        "Math.max(1,",
        'String s = """\n    text',
        "class Point { double x;",
    ]
    invalid_code_samples = ["int 5 = x;", "1 +* 2", "class {}"]
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": '"a" + "b"', "result": "ab"},
        {"code": "List.of(1, 2, 3)", "result": "[1, 2, 3]"},
        {"code": "new int[] {1, 2}", "result": "[1, 2]"},
        {"code": "new java.awt.image.BufferedImage(3, 2, 1)", "mime": "image/png"},
    ]
    code_display_data = [
        {"code": 'display("<b>bold</b>", "text/html");', "mime": "text/html"},
        {"code": 'display("# Title", "text/markdown");', "mime": "text/markdown"},
        {"code": 'display("$x^2$", "text/latex");', "mime": "text/latex"},
        {"code": 'display("<svg xmlns=\'http://www.w3.org/2000/svg\'/>", "image/svg+xml");', "mime": "image/svg+xml"},
        {"code": "display(new java.awt.image.BufferedImage(3, 2, 1));", "mime": "image/png"},
        {"code": 'display("plain");', "mime": "text/plain"},
    ]
    code_history_pattern = "6 *"
    supported_history_operations = ("tail", "range", "search")


if __name__ == "__main__":
    unittest.main(verbosity=2)
