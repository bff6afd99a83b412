package org.elbo.data;

import java.nio.file.Path;

/**
 * The MNIST database of handwritten digits (LeCun, Cortes, Burges): 60,000 training and 10,000 test
 * images of 28 x 28 pixels, shipped complete in {@code data/mnist}.
 */
public final class Mnist {
    private Mnist() {}

    /**
     * The training images.
     *
     * @return 60,000 images
     * @throws IllegalStateException if the folder {@code data/mnist} is not found
     */
    public static Images train() {
        return train(DataFolder.find("mnist"));
    }

    /**
     * The test images.
     *
     * @return 10,000 images
     * @throws IllegalStateException if the folder {@code data/mnist} is not found
     */
    public static Images test() {
        return test(DataFolder.find("mnist"));
    }

    /**
     * Training images from another folder of IDX files with the names of MNIST.
     *
     * @param folder the folder
     * @return the images
     */
    public static Images train(Path folder) {
        return Images.read(folder, "train");
    }

    /**
     * Test images from another folder of IDX files with the names of MNIST.
     *
     * @param folder the folder
     * @return the images
     */
    public static Images test(Path folder) {
        return Images.read(folder, "t10k");
    }
}
