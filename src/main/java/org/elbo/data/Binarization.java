package org.elbo.data;

/** How pixels become the numbers of a data set. */
enum Binarization {
    NONE("real pixels"),
    DYNAMIC("dynamically binarised"),
    FIXED("binarised once"),
    THRESHOLD("binarised at 0.5");

    private final String text;

    Binarization(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
