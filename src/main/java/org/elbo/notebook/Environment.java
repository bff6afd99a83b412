package org.elbo.notebook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.nd4j.linalg.factory.Nd4j;

/** What a notebook runs on. */
public final class Environment {
    private Environment() {}

    /**
     * One line: Java, platform, this library, ND4J and its BLAS.
     *
     * @return for example {@code Java 17 on Linux amd64, ELBO 0.1.0, ND4J 1.0.0-M2.1, OPENBLAS}
     */
    public static String describe() {
        return "Java "
                + Runtime.version().feature()
                + " on "
                + System.getProperty("os.name")
                + " "
                + System.getProperty("os.arch")
                + ", ELBO "
                + version("org.elbo", "elbo")
                + ", ND4J "
                + version("org.nd4j", "nd4j-api")
                + ", "
                + Nd4j.getExecutioner().getEnvironmentInformation().getProperty("blas.vendor");
    }

    private static String version(String group, String artifact) {
        String name = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
        try (InputStream in = Environment.class.getResourceAsStream(name)) {
            if (in == null) {
                return "(built here)";
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name, e);
        }
    }
}
