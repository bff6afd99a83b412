package org.elbo.kernel;

import java.nio.charset.StandardCharsets;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.JupyterIO;

/**
 * Tells the base where the displays of the running cell go; they keep going there until the next
 * cell begins.
 */
final class CellIo extends JupyterIO {
    CellIo() {
        super(StandardCharsets.UTF_8);
    }

    void attach(ShellReplyEnvironment cell) {
        setEnv(cell);
        setJupyterInEnabled(false);
    }
}
