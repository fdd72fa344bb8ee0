"""Random faults in real files, for as long as you like.

    python -m tests.fuzz --seconds 600 [--seed 1]
    python -m tests.fuzz --format 10000 [--seed 1]
    python -m tests.fuzz --fix 1000 [--seed 1]

Mutates the tokens of the specs and takes each result through the whole of a check, and its rendering. Stops at the
first exception or hang and leaves the text in `fuzz-failure.price`. With `--format`, so many generated programs are
formatted instead: nothing may be lost, no comment, and formatting again may change nothing. With `--fix`, so many
price lists are fixed: no comment may be lost, fixing again may change nothing, and safe fixes keep the compiled output.
"""

from __future__ import annotations

import argparse
import random
import re
import signal
import sys
import time
from pathlib import Path

from pricelang import check, load
from pricelang.render import render
from pricelang.targets import emit

SPECS = sorted((Path(__file__).parents[1] / "specs").glob("*.price"))
TOKEN = re.compile(r'\s+|"[^"\n]*"|\w+|.', re.DOTALL)
STRANGE = ["{", "}", '"', ",", "@", "\0", "\n", ";", "é", "-", "20x", "$5", "70%", "per", "per month", "0", "unlimited"]


def mutated(rng: random.Random, text: str) -> str:
    """A text with one to five changes of tokens."""
    tokens = TOKEN.findall(text)
    for _ in range(rng.randint(1, 5)):
        at, other = rng.randrange(len(tokens)), rng.randrange(len(tokens))
        kind = rng.randrange(5)
        if kind == 0:
            del tokens[at : at + rng.randint(1, 3)]
        elif kind == 1:
            tokens.insert(at, tokens[other])
        elif kind == 2:
            tokens[at] = tokens[other]
        elif kind == 3:
            tokens[at] = rng.choice(STRANGE)
        else:
            tokens[at], tokens[other] = tokens[other], tokens[at]
        if not tokens:
            return ""
    return "".join(tokens)


def one(text: str) -> bool:
    """Check a text and render what is said; emit it where nothing is wrong. Whether it was sound."""
    found = check(str(SPECS[0].parent / "mutated.price"), text=text)
    render(found, "full", width=80, color=False)
    if any(each.severity.word == "error" for each in found):
        return False
    catalog = load(str(SPECS[0].parent / "mutated.price"), text=text)
    if catalog.product is not None:
        emit(catalog, "json")
        emit(catalog, "markdown")
    return True


def formatted(count: int, seed: int) -> int:
    """Format so many programs and hold each to the law of formatting."""
    sys.path.insert(0, str(Path(__file__).parent))
    from formatting.random_programs import hold

    for number in range(seed, seed + count):
        try:
            hold(random.Random(number), (20, 45, 70, 100)[number % 4])
        except BaseException:
            print(f"program {number} does not hold: --format 1 --seed {number}", file=sys.stderr)
            raise
    print(f"{count} programs formatted: nothing lost, nothing changed twice")
    return 0


def fixed(count: int, seed: int) -> int:
    """Fix so many price lists, careless and mutated ones in turn, and hold each to the law of fixing."""
    sys.path.insert(0, str(Path(__file__).parent))
    from fixing.mended import hold
    from strategies.careless import careless

    texts = [path.read_text("utf-8") for path in SPECS]
    for number in range(seed, seed + count):
        rng = random.Random(number)
        text = careless(number) if number % 2 else mutated(rng, rng.choice(texts))
        try:
            hold(text, unsafe=number % 4 < 2)
        except BaseException:
            print(f"price list {number} does not hold: --fix 1 --seed {number}", file=sys.stderr)
            raise
    print(f"{count} price lists fixed: no comment lost, nothing changed twice, no fault of syntax")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--format", type=int, metavar="COUNT")
    parser.add_argument("--fix", type=int, metavar="COUNT")
    options = parser.parse_args()
    if options.format is not None:
        return formatted(options.format, options.seed)
    if options.fix is not None:
        return fixed(options.fix, options.seed)
    rng = random.Random(options.seed)
    texts = [path.read_text("utf-8") for path in SPECS]
    count = sound = 0
    text = ""

    def too_long(*_: object) -> None:
        raise TimeoutError("a check took more than ten seconds")

    signal.signal(signal.SIGALRM, too_long)
    end = time.monotonic() + options.seconds
    try:
        while time.monotonic() < end:
            text = mutated(rng, rng.choice(texts))
            signal.alarm(10)
            sound += one(text)
            count += 1
    except BaseException:
        Path("fuzz-failure.price").write_text(text, "utf-8")
        print(f"after {count} texts: see fuzz-failure.price", file=sys.stderr)
        raise
    finally:
        signal.alarm(0)
    print(f"{count} texts, {sound} of them sound: no exception, no hang")
    return 0


if __name__ == "__main__":
    sys.exit(main())
