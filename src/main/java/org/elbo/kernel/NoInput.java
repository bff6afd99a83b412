package org.elbo.kernel;

import java.io.InputStream;

/** Standard input of a cell: there is none, and reading says so at once. */
final class NoInput extends InputStream {
    @Override
    public int read() {
        throw new UnsupportedOperationException(
                "System.in cannot be read in a notebook: assign the value to a variable in the cell instead");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        return read();
    }
}
