"""Makes sure that the Java kernel starts, evaluates, uses ND4J and draws; one line each, with the time that it took.

With --first it says nothing where all is well, and waits until the process has ended: it is writing its archive.
"""

import sys
import time

from jupyter_client.manager import KernelManager

TIMEOUT = 60
STEPS = [
    ("evaluates 1 + 1", "1 + 1", "text/plain", "2"),
    (
        "draws a chart",
        """import org.knowm.xchart.*;
XYChart chart = new XYChartBuilder().width(400).height(300).build();
chart.addSeries("line", new double[] {0, 1, 2}, new double[] {0, 1, 4});
BitmapEncoder.getBufferedImage(chart)""",
        "image/png",
        None,
    ),
    (
        "uses ND4J",
        "import org.nd4j.linalg.factory.Nd4j;\nNd4j.ones(2, 3).mmul(Nd4j.ones(3, 2)).sumNumber().intValue()",
        "text/plain",
        "12",
    ),
]


def result_of(client, code):
    """What a cell shows: its MIME bundle, or the error as an exception."""
    bundle = {}

    def keep(message):
        content = message["content"]
        if message["msg_type"] in ("execute_result", "display_data"):
            bundle.update(content["data"])
        elif message["msg_type"] == "error":
            raise RuntimeError("\n".join(content["traceback"]))
        elif message["msg_type"] == "stream" and content["name"] == "stderr":
            raise RuntimeError("unexpected output on stderr: " + content["text"])

    client.execute_interactive(code, timeout=TIMEOUT, output_hook=keep)
    return bundle


def main():
    first = sys.argv[1:] == ["--first"]
    say = (lambda text: None) if first else print
    begin = time.perf_counter()
    manager = KernelManager(kernel_name="java")
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=TIMEOUT)
        say(f"the kernel starts: {time.perf_counter() - begin:.1f} s")
        for name, code, mime, expected in STEPS:
            start = time.perf_counter()
            bundle = result_of(client, code)
            if mime not in bundle or expected not in (None, bundle[mime]):
                raise RuntimeError(f"{name}: expected {mime} {expected or ''}, found {bundle}")
            say(f"{name}: {time.perf_counter() - start:.1f} s")
        say("everything works")
    except (RuntimeError, TimeoutError) as error:
        sys.exit(f"The Java kernel does not work: {error}")
    finally:
        client.stop_channels()
        manager.shutdown_wait_time = 60 if first else 5
        manager.shutdown_kernel()


if __name__ == "__main__":
    main()
