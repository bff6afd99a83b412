"""Runs notebooks in the real kernel and writes their outputs back, without the noise of versions and times.

usage: run_notebooks.py [--check] [--no-build] [glob]

A cell that throws or writes to stderr fails, with notebook, cell, line and message. For each notebook: seconds, peak
resident memory of the kernel, size of the file.
"""

import argparse
import fnmatch
import re
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

FOLDER = Path(__file__).resolve().parent.parent / "notebooks"
CELL_SECONDS = 600
LIMIT_SECONDS = 180
LIMIT_MEGABYTES = 1024
LIMIT_FILE_BYTES = 500_000
METADATA = {
    "kernelspec": {"display_name": "Java", "language": "java", "name": "java"},
    "language_info": {
        "codemirror_mode": "java",
        "file_extension": ".jshell",
        "mimetype": "text/x-java-source",
        "name": "java",
        "pygments_lexer": "java",
    },
}
ANSI = re.compile(r"\x1b\[[0-9;]*m")


class Failure(Exception):
    """A notebook that does not run, or breaks a rule; the message names the notebook and the cell."""


def find(pattern):
    """Notebooks whose name (or path below notebooks/) matches a pattern such as 08*, in reading order."""
    pattern = pattern.removesuffix(".ipynb")
    found = []
    for path in sorted(FOLDER.rglob("*.ipynb")):
        name = path.relative_to(FOLDER).with_suffix("").as_posix()
        hidden = any(part.startswith(".") for part in path.relative_to(FOLDER).parts)
        if not hidden and (fnmatch.fnmatch(name, pattern) or fnmatch.fnmatch(path.stem, pattern)):
            found.append(path)
    return found


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def error_of(path, notebook):
    """The first error or stderr output among the outputs, in words, or None."""
    for number, cell in enumerate(code_cells(notebook), 1):
        for output in cell.outputs:
            if output.output_type == "error":
                text = "\n".join(output.traceback)
            elif output.output_type == "stream" and output.name == "stderr":
                text = "it writes to stderr:\n" + output.text
            else:
                continue
            return f"{path.name}, code cell {number}:\n{ANSI.sub('', text).rstrip()}\nThe cell is:\n{cell.source}"
    return None


def peak_megabytes(client):
    """Peak resident memory of the kernel's process; None where the system does not tell (it is read on Linux)."""
    try:
        status = Path(f"/proc/{client.km.provisioner.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+) kB", status).group(1)) / 1024
    except (OSError, AttributeError):
        return None


class MeasuringClient(NotebookClient):
    """Reads the kernel's peak memory after the last cell, while the process is still there."""

    peak = None

    async def async_execute_cell(self, cell, cell_index, **options):
        try:
            return await super().async_execute_cell(cell, cell_index, **options)
        finally:
            self.peak = peak_megabytes(self)


def execute(path, notebook):
    for cell in code_cells(notebook):
        cell.outputs = []
        cell.execution_count = None
    client = MeasuringClient(
        notebook,
        timeout=CELL_SECONDS,
        kernel_name="java",
        record_timing=False,
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        client.execute()
    except CellExecutionError as error:
        raise Failure(error_of(path, notebook) or f"{path.name}: {error}") from None
    except (CellTimeoutError, DeadKernelError) as error:
        raise Failure(f"{path.name}: {error}") from None
    return client.peak


def scrub(notebook):
    """Leaves what a reader needs: no versions, no times; cell ids stay."""
    notebook.metadata = nbformat.from_dict(METADATA)
    notebook.nbformat_minor = max(5, notebook.nbformat_minor)
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({key: cell.metadata[key] for key in ("tags",) if key in cell.metadata})
        if cell.cell_type == "code":
            merge_streams(cell)
            for output in cell.outputs:
                output.pop("transient", None)


def merge_streams(cell):
    """Text that arrived in pieces becomes one piece, so that the file does not depend on when it arrived."""
    merged = []
    for output in cell.outputs:
        before = merged[-1] if merged else None
        if before and output.output_type == "stream" == before.output_type and output.name == before.name:
            before.text += output.text
        else:
            merged.append(output)
    cell.outputs = merged


def write(path, notebook):
    scrub(notebook)
    nbformat.validate(notebook)
    text = nbformat.writes(notebook, indent=1, sort_keys=True).rstrip() + "\n"
    if len(text.encode()) > LIMIT_FILE_BYTES:
        raise Failure(f"{path.name}: {len(text.encode()):,} bytes with its outputs, {LIMIT_FILE_BYTES:,} at most")
    temporary = path.with_suffix(".ipynb.part")
    temporary.write_text(text)
    temporary.replace(path)


def run(path, check):
    notebook = nbformat.read(path, as_version=4)
    start = time.perf_counter()
    peak = execute(path, notebook)
    seconds = time.perf_counter() - start
    problem = error_of(path, notebook)
    if problem:
        raise Failure(problem)
    if not check:
        write(path, notebook)
    memory = "memory unknown" if peak is None else f"{peak:,.0f} MB at its peak"
    print(f"{path.name}: {seconds:.1f} s, {memory}, {path.stat().st_size / 1000:,.0f} kB", flush=True)
    warn(path, seconds, peak)


def warn(path, seconds, peak):
    if seconds > LIMIT_SECONDS:
        print(f"WARNING: {path.name} runs {seconds:.0f} s, {LIMIT_SECONDS} at most are wanted", flush=True)
    if peak is not None and peak > LIMIT_MEGABYTES:
        print(f"WARNING: {path.name} needs {peak:,.0f} MB, {LIMIT_MEGABYTES} at most are wanted", flush=True)


def main():
    parser = argparse.ArgumentParser(description="Runs notebooks in the Java kernel and writes their outputs back.")
    parser.add_argument("glob", nargs="?", default="*", help="which notebooks, as in '08*'")
    parser.add_argument("--check", action="store_true", help="run only, write nothing")
    parser.add_argument("--no-build", action="store_true", help="read by the shell script around this one")
    arguments = parser.parse_args()
    paths = find(arguments.glob)
    if not paths:
        print(f"no notebook matches {arguments.glob}")
        sys.exit(0 if arguments.glob == "*" else 1)
    failures = 0
    for path in paths:
        try:
            run(path, arguments.check)
        except Failure as failure:
            failures += 1
            print(f"FAILED {failure}", file=sys.stderr, flush=True)
    if failures:
        sys.exit(f"{failures} of {len(paths)} notebooks failed")


if __name__ == "__main__":
    main()
