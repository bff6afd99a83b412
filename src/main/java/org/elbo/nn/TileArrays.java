package org.elbo.nn;

import java.util.Arrays;
import java.util.Map;
import org.elbo.autodiff.Parameter;
import org.elbo.internal.Check;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What an optimiser remembers of each element, to and from arrays of the parameter's shape. */
final class TileArrays {
    private TileArrays() {}

    static INDArray array(Parameter parameter, float[][] tiles) {
        float[] all = new float[parameter.length()];
        int size = parameter.tileSize();
        for (int from = 0; from < all.length; from += size) {
            int count = Math.min(size, all.length - from);
            System.arraycopy(tiles[from / size], 0, all, from, count);
        }
        return Nd4j.create(all, parameter.shape(), 'c');
    }

    static float[][] tiles(Parameter parameter, String key, Map<String, INDArray> state) {
        float[] all = find(parameter.name() + key, parameter.shape(), state);
        float[][] tiles = parameter.zerosByTile();
        int size = parameter.tileSize();
        for (int from = 0; from < all.length; from += size) {
            int count = Math.min(size, all.length - from);
            System.arraycopy(all, from, tiles[from / size], 0, count);
        }
        return tiles;
    }

    static float[] find(String name, long[] shape, Map<String, INDArray> state) {
        INDArray array = state.get(name);
        Check.that(array != null, "the optimiser's state has no '%s'", name);
        Check.that(
                Arrays.equals(array.shape(), shape),
                "'%s' in the optimiser's state has shape %s but must have %s",
                name,
                Arrays.toString(array.shape()),
                Arrays.toString(shape));
        return array.dup('c').data().asFloat();
    }
}
