"""How long formatting takes, against checking the same file.

    python benchmarks/formatting.py [--lines 10000] [--runs 7]

Runs `pricelang check` and `pricelang fmt` in turn on a generated file, one that is in the style and one of which every
line changes: that one is parsed, laid out, and proven by doing both again. The ratios are taken pair by pair, so that
they hold when the machine's speed drifts. Promised: under three times the time of a check, even of one
without the linter's rules.
"""

from __future__ import annotations

import argparse
import runpy
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import pricelang

PROMISED = 3
BLOCK: str = runpy.run_path(str(Path(__file__).with_name("throughput.py")))["BLOCK"]


def seconds(*arguments: str) -> float:
    """The wall time of a whole command."""
    begin = perf_counter()
    done = subprocess.run([sys.executable, "-m", "pricelang", *arguments], capture_output=True, check=False)
    taken = perf_counter() - begin
    if done.returncode == 2:
        sys.exit(done.stderr.decode())
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    count = options.lines // BLOCK.count("\n")
    text = 'product big "Big" { currency USD }\n' + "".join(BLOCK.format(n=number) for number in range(count))
    styled = pricelang.format(text)
    # every line of it changes
    odd = "\n".join(line.replace("  ", " ") for line in styled.split("\n"))
    with tempfile.TemporaryDirectory() as folder:
        clean, other = Path(folder, "clean.price"), Path(folder, "odd.price")
        clean.write_text(styled, "utf-8")
        other.write_text(odd, "utf-8")
        rows = [
            (
                seconds("check", "--quiet", "--ignore", "all", str(clean)),
                seconds("check", "--quiet", str(clean)),
                seconds("fmt", str(clean)),
                seconds("fmt", "--check", str(other)),
            )
            for _ in range(options.runs)
        ]
    names = ("check, without rules", "check", "fmt, nothing to do", "fmt, every line changes")
    for place, name in enumerate(names):
        median = statistics.median(row[place] for row in rows)
        ratio = statistics.median(row[place] / row[0] for row in rows)
        sys.stdout.write(f"{name:<26} median {median * 1000:7.0f} ms   {ratio:5.2f} x the first\n")
    worst = statistics.median(row[3] / row[0] for row in rows)
    sys.stdout.write(f"{styled.count(chr(10)):,} lines; promised under {PROMISED} x the first\n")
    if worst >= PROMISED:
        sys.exit(f"formatting takes {worst:.2f} times a check")


if __name__ == "__main__":
    main()
