"""Measures what drafting an article takes: in a process that runs already, in one of its own, and of a long text.

    python tests/benchmarks/drafting.py
    python tests/benchmarks/drafting.py --rounds 20

Prints a table for the README. The articles are the labelled ones that the tests have, put together to 5 kB; the long
text is these again and again. Garbage is not collected meanwhile, as in the command `readout draft`.
"""

from __future__ import annotations

import argparse
import gc
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from content.drafting.desk_file import load_desk
from content.drafting.draft import draft
from content.importers.plain import read

LABELLED = Path(__file__).parents[1] / "data/labelled"
SHORT, LONG = 5_000, 1_000_000
"""Code points of the two texts."""
READOUT = Path(sys.executable).with_name("readout")


def article(length: int) -> bytes:
    """So many code points of articles, whole paragraphs but for the last."""
    texts = [path.read_text("utf-8").strip() for path in sorted(LABELLED.glob("*.txt"))]
    whole = "\n".join(texts)
    return "\n".join([whole] * (length // len(whole) + 1))[:length].encode()


def seconds(work: Callable[[], object]) -> float:
    gc.collect()
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=10)
    rounds = options.parse_args().rounds
    gc.disable()
    desk = load_desk("world")
    short, long_ = article(SHORT), article(LONG)
    warm = [seconds(lambda: draft(read(short, "a.txt"), desk)) for _ in range(3 + 5 * rounds)][3:]
    # The longest last: what it leaves in memory is not to weigh on the others.
    large = [seconds(lambda: draft(read(long_, "a.txt"), desk)) for _ in range(max(1, rounds // 4))]
    cold: list[float] = []
    bare: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "a.txt")
        file.write_bytes(short)
        for _ in range(rounds):
            command = [str(READOUT), "draft", str(file), "--format", "json"]
            cold.append(seconds(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)))  # noqa: B023
            bare.append(seconds(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True)))
    rows = [
        ("an article of 5 kB, in a process that runs", f"{median(warm) * 1000:.0f} ms", "50 ms"),
        ("an article of 5 kB, `readout draft` from start to end", f"{median(cold) * 1000:.0f} ms", "400 ms"),
        ("the same, of `python -c pass`", f"{median(cold) / median(bare):.1f} ×", ""),
        ("a text of 1 MB", f"{median(large):.1f} s", ""),
        ("the same, of an article of 5 kB", f"{median(large) / median(warm):.0f} ×", "250 ×"),
    ]
    print("| | Readout | limit |\n| --- | --: | --: |")
    for what, took, limit in rows:
        print(f"| {what} | {took} | {limit} |")


if __name__ == "__main__":
    main()
