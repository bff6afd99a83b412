package org.elbo.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.elbo.autodiff.Parameter;
import org.elbo.internal.Check;
import org.elbo.nn.Module;
import org.elbo.nn.Optimizer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The parameters of a model on disk, as a {@link SafeTensors} file, alone or with what an optimiser
 * remembers, so that a training run can be continued exactly.
 */
public final class Checkpoint {
    private static final String OPTIMIZER = "optimizer.";

    private Checkpoint() {}

    /**
     * Saves all parameters by name. A file that was there before stays whole until the new one is.
     *
     * @param file where to, usually *.safetensors; replaced if it exists
     * @param module whose parameters
     * @throws IOException if the file cannot be written
     * @throws IllegalArgumentException if two parameters have the same name
     */
    public static void save(Path file, Module module) throws IOException {
        SafeTensors.write(file, values(module));
    }

    /**
     * Saves a training run: all parameters, what the optimiser remembers, and texts.
     *
     * @param file where to, usually *.safetensors; replaced if it exists
     * @param module whose parameters
     * @param optimizer its arrays are named optimizer, a dot and the name of {@link
     *     Optimizer#state}
     * @param metadata texts by name, read by {@link SafeTensors#metadata}
     * @throws IOException if the file cannot be written
     * @throws IllegalArgumentException if two parameters have the same name
     */
    public static void save(
            Path file, Module module, Optimizer optimizer, Map<String, String> metadata)
            throws IOException {
        Map<String, INDArray> tensors = values(module);
        optimizer
                .state(module.parameters())
                .forEach((name, array) -> tensors.put(OPTIMIZER + name, array));
        SafeTensors.write(file, tensors, metadata);
    }

    private static Map<String, INDArray> values(Module module) {
        Map<String, INDArray> tensors = new LinkedHashMap<>();
        for (Parameter p : module.parameters()) {
            INDArray before = tensors.put(p.name(), p.value());
            Check.that(before == null, "two parameters have the name '%s'", p.name());
        }
        return tensors;
    }

    /**
     * Loads all parameters and what the optimiser remembers: all or, if anything is wrong, no
     * parameter.
     *
     * @param file written by {@link #save(Path, Module, Optimizer, Map)}
     * @param module whose parameters are set; names and shapes must be the file's
     * @param optimizer of the kind that was saved; its learning rate stays
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if the file is not sound or of another model or optimiser
     */
    public static void load(Path file, Module module, Optimizer optimizer) throws IOException {
        Map<String, INDArray> state = new LinkedHashMap<>();
        SafeTensors.read(file)
                .forEach(
                        (name, array) -> {
                            if (name.startsWith(OPTIMIZER)) {
                                state.put(name.substring(OPTIMIZER.length()), array);
                            }
                        });
        optimizer.restore(module.parameters(), state);
        load(file, module);
    }

    /**
     * Loads all parameters by name: all or, if anything is wrong, none. What the file holds of an
     * optimiser is left aside.
     *
     * @param file written by {@link #save} or by another program
     * @param module whose parameters are set; names and shapes must be the file's
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if the file is not sound, or a parameter is missing, unknown
     *     or of another shape
     */
    public static void load(Path file, Module module) throws IOException {
        Map<String, INDArray> tensors = SafeTensors.read(file);
        Set<String> unknown = new HashSet<>(tensors.keySet());
        unknown.removeIf(name -> name.startsWith(OPTIMIZER));
        for (Parameter p : module.parameters()) {
            INDArray tensor = tensors.get(p.name());
            Check.that(tensor != null, "%s has no parameter '%s'", file, p.name());
            Check.that(
                    Arrays.equals(tensor.shape(), p.shape()),
                    "'%s' has shape %s in %s but the model needs %s",
                    p.name(),
                    Arrays.toString(tensor.shape()),
                    file,
                    Arrays.toString(p.shape()));
            unknown.remove(p.name());
        }
        Check.that(unknown.isEmpty(), "%s has %s, which the model has not", file, unknown);
        for (Parameter p : module.parameters()) {
            p.assign(tensors.get(p.name()).data().asFloat());
        }
    }
}
