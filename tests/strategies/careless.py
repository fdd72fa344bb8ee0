"""Price lists written in haste: each breaks several rules that offer a fix, with comments wherever one may stand."""

from __future__ import annotations

import random

_REMARKS = ["# why", "#", "# agreed, {not} a; block", '# "quoted', "# ä 日本", "# -- price of it"]
_ALLOWED = [
    "# price: allow metric-not-valued -- asked for soon",
    "# price: allow metric-not-value -- asked for soon",
    "# price: allow loss-at-cap, idle-limit -- a launch, until 2030-01-01",
    "# price: ignore loss-at-cap -- agreed",
    "# price: allow tiers-identical",
]


class Careless:
    """One price list; `rng` decides everything."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.inline = rng.random() < 0.3

    def text(self) -> str:
        rng = self.rng
        parts = [self.product(), self.costs()]
        parts += [
            f'metric {name} "{name.title()}" {{ charged by task; costs 1 model.{name} }}' for name in ("draft", "image")
        ]
        parts += [self.credit(), "feature sso", "feature audit"]
        parts += ["persona writer { uses 60 drafts typical, 400 heavy }"] * (rng.random() < 0.4)
        parts += ["package core_set core { offers draft, image }"] * (rng.random() < 0.5)
        core = "core_set" if parts[-1].startswith("package") else None
        names = ["basic", "pro", "team"][: rng.randint(1, 3)]
        if rng.random() < 0.4:
            parts.append(f"package pack addon {{ price $45 once; includes 1_000 ai; available on {', '.join(names)} }}")
        if rng.random() < 0.4 and len(names) > 1:
            parts.append(f"package login addon {{ offers sso; price $9 per month; available on {', '.join(names)} }}")
        if rng.random() < 0.3:
            parts.append(f"discount loyal {{ {rng.choice([20, 50, 90])}% off; available on {names[0]} }}")
        parts += [self.tier(name, place, core) for place, name in enumerate(names)]
        if rng.random() < 0.3:
            parts.append(
                f'example "one" {{ tier {names[0]} monthly; use {rng.choice([0, 40, 5_000])} drafts; total $20 }}'
            )
        text = "".join(self.lead() + part + self.behind() + "\n" for part in parts)
        if rng.random() < 0.2:
            text = text.replace("\n", "\r\n")
        return text if rng.random() < 0.8 else text.rstrip("\r\n")

    def lead(self, indent: str = "") -> str:
        rng = self.rng
        if rng.random() < 0.15:
            return indent + rng.choice(_REMARKS + _ALLOWED) + "\n"
        return "\n" if rng.random() < 0.1 else ""

    def behind(self) -> str:
        return "  " + self.rng.choice(_REMARKS + _ALLOWED) if self.rng.random() < 0.15 else ""

    def block(self, head: str, statements: list[str]) -> str:
        if self.inline or self.rng.random() < 0.2:
            return f"{head} {{ {'; '.join(statements)} }}"
        lines = "".join(f"{self.lead('  ')}  {each}{self.behind()}\n" for each in statements)
        return f"{head} {{{self.behind()}\n{lines}{self.lead('  ')}}}"

    def twice(self, statements: list[str]) -> list[str]:
        """Statements of which one may come again."""
        if self.rng.random() < 0.2:
            statements.insert(self.rng.randint(0, len(statements)), self.rng.choice(statements))
        return statements

    def product(self) -> str:
        statements = ["currency USD", "audience consumer", "reviewed 2026-11-01"]
        if self.rng.random() < 0.5:
            statements.append("margin at least 70%")
        return self.block('product p "P"', self.twice(statements))

    def costs(self) -> str:
        draft, image = self.rng.choice(["0.005", "0.0005", "0.4"]), self.rng.choice(["0.01", "0.04"])
        return self.block("cost model", self.twice([f"rate ${draft} per draft", f"rate ${image} per image"]))

    def credit(self) -> str:
        statements = ["burns 1 per draft", "burns 8 per image"]
        statements += [self.rng.choice(["unused expires", "draws included, purchased, included"])] * (
            self.rng.random() < 0.4
        )
        return self.block('credit ai "AI credits"', self.twice(statements))

    def tier(self, name: str, place: int, core: str | None) -> str:
        rng = self.rng
        fee = 20 + 29 * place
        saved = rng.choice(["", ", saves 40%", ', saves 20%, note "x"'])
        year = f" or ${10 * fee} per year{saved}" if rng.random() < 0.5 else ""
        statements = [f"price ${fee} per month{year}"]
        if core and rng.random() < 0.7:
            statements.append(f"includes {rng.choice([core, core + ', sso', core + ', ' + core])}")
        else:
            statements.append(f"includes {rng.choice(['sso', 'sso, audit', 'audit, sso, audit', 'soo'])}")
        of = rng.choice(["ai", "ai", "drafts", "drfts", "ia"])
        after = rng.choice(
            [
                "",
                ", then block",
                ", then $0.05 each",
                ", then $0.003 each up to $50 per month",
                ", then $0.05 each if enabled",
            ]
        )
        end = rng.choice(["", ", then block"]) if "$" in after else ""
        statements.append(f"includes {rng.choice([40, 500, 5_000, 20_000]):_} {of} per month{after}{end}")
        windows = [window for window in ("day", "month") if rng.random() < 0.4]
        statements += [f"limit {rng.choice([10, 700, 90_000]):_} images per {each}, then slow" for each in windows]
        if rng.random() < 0.2:
            statements.append("alert ai at 120%")
        return self.block(f"tier {name}", self.twice(statements))


def careless(seed: int) -> str:
    """The price list of a seed."""
    return Careless(random.Random(seed)).text()
