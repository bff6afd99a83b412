package org.elbo.data;

import java.nio.file.Path;
import java.util.List;

/**
 * A sample of Fashion-MNIST (Xiao, Rasul, Vollgraf, arXiv:1708.07747): grey images of clothing, 28
 * x 28 pixels, the first 10,000 training and 2,000 test images, shipped in {@code data/fashion}.
 */
public final class FashionMnist {
    /** What the labels 0 to 9 mean. */
    public static final List<String> NAMES =
            List.of(
                    "T-shirt",
                    "trouser",
                    "pullover",
                    "dress",
                    "coat",
                    "sandal",
                    "shirt",
                    "sneaker",
                    "bag",
                    "ankle boot");

    private FashionMnist() {}

    /**
     * The training images.
     *
     * @return 10,000 images
     * @throws IllegalStateException if the folder {@code data/fashion} is not found
     */
    public static Images train() {
        return train(DataFolder.find("fashion"));
    }

    /**
     * The test images.
     *
     * @return 2,000 images
     * @throws IllegalStateException if the folder {@code data/fashion} is not found
     */
    public static Images test() {
        return test(DataFolder.find("fashion"));
    }

    /**
     * Training images from another folder, for example of the whole Fashion-MNIST.
     *
     * @param folder the folder
     * @return the images
     */
    public static Images train(Path folder) {
        return Images.read(folder, "train");
    }

    /**
     * Test images from another folder, for example of the whole Fashion-MNIST.
     *
     * @param folder the folder
     * @return the images
     */
    public static Images test(Path folder) {
        return Images.read(folder, "t10k");
    }
}
