"""How fast files are parsed and lowered, and whether time and memory grow with their size alone.

    python benchmarks/throughput.py [--lines 10000 100000 1000000]

Each size runs in a process of its own on a generated file of tiers, metrics and credits as people write them. Promised:
at least 15,000 lines a second, and time and memory linear in the size.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import textwrap

BLOCK = """
metric draft_{n} "Drafts {n}" {{
  charged  by task
  worth    $1.20                       # value to the customer
  event    count "draft.completed"
}}
credit ai_{n} "AI credits {n}" {{
  burns   1 per draft_{n}
  draws   soonest expiring, included, purchased
  unused  rolls over to a balance of 2x
}}
feature sso_{n} "Single sign-on {n}"
tier pro_{n} "Pro {n}" {{
  price     $20 per seat per month or $192 per seat per year, grants monthly
  trial     14 days
  includes  sso_{n}
  includes  500 ai_{n} per seat per month, pooled,
            then graduated {{ first 1_000 at $0.05 each; rest at $0.045 each }} up to $200 per month if enabled,
            then block
  limit     200 draft_{n} per seat per rolling 5 hours, then slow
  alert     ai_{n} at 80%, 100%
}}
"""

CHILD = """
import resource, sys, time
from pricelang.lowering import lower
from pricelang.source import Source
from pricelang.syntax import parse
text = sys.stdin.read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
begin = time.perf_counter()
file = parse(Source("big.price", text))
parsed = time.perf_counter()
lowered = lower([file])
end = time.perf_counter()
assert not file.diagnostics and not lowered.diagnostics, (file.diagnostics[:1], lowered.diagnostics[:1])
print(parsed - begin, end - parsed, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, nargs="+", default=[10_000, 100_000])
    rates = []
    for lines in parser.parse_args().lines:
        per_block = BLOCK.count("\n")
        text = 'product big "Big" {\n  currency USD\n}\n'
        text += "".join(BLOCK.format(n=number) for number in range(lines // per_block))
        done = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(CHILD)], input=text, capture_output=True, text=True, check=True
        )
        parse, lower, memory = (float(value) for value in done.stdout.split())
        count = text.count("\n")
        rate = count / (parse + lower)
        rates.append(rate)
        print(
            f"{count:>9,} lines: parse {parse:6.2f} s, lower {lower:6.2f} s, {rate:9,.0f} lines/s, "
            f"{memory / count:6.2f} KiB a line"
        )
    print(f"slowest {min(rates):,.0f} lines/s, promised at least 15,000; largest/smallest {rates[-1] / rates[0]:.2f}")


if __name__ == "__main__":
    main()
