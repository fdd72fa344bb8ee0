"""From the grammar to the parser's tables. The only importer of lark.

    python -m pricelang.syntax.compile

writes `tables.json` beside this file. Lark reads the grammar, proves it LALR(1) without conflicts and builds the
tables; `parser.py` runs them. They are shipped, because building them costs more than all the rest of
a `check`. In a checkout whose grammar has changed since, they are built anew in memory at every start, so that an edit
shows at once; a test holds that the committed ones are current.
"""

from __future__ import annotations

import json
import os
from typing import Any

from pricelang.syntax.tables import CHECKOUT_GRAMMAR, digest

Rule = tuple[int, int, str, tuple[int | None, ...]]


def build(folder: str) -> dict[str, Any]:
    """The tables of the grammar in a folder, as `tables.json` holds them.

    Raises:
        lark.exceptions.LarkError: the grammar is not LALR(1), or not a grammar.
    """
    from lark import Lark
    from lark.parsers.lalr_analysis import Shift

    grammar = Lark.open(
        os.path.join(folder, "price.lark"),
        parser="lalr",
        lexer="contextual",
        strict=_has_interegular(),
        maybe_placeholders=True,
    )
    rules = grammar.rules
    table = grammar.parser.parser._parse_table

    terminals = sorted(str(terminal.name) for terminal in grammar.terminals)
    nonterminals = sorted({str(rule.origin.name) for rule in rules})
    symbol = {name: number for number, name in enumerate(["$END", *terminals, *nonterminals])}
    number_of = {rule: number for number, rule in enumerate(rules)}

    # Lark numbers states by the order of sets; number them by the way from the start, so that the same grammar gives
    # the same tables
    order = [table.start_states["start"]]
    numbered = {order[0]: 0}
    rows: list[dict[int, int]] = []
    for state in order:
        row: dict[int, int] = {}
        for name, (action, target) in sorted(table.states[state].items()):
            if action is Shift and target not in numbered:
                numbered[target] = len(order)
                order.append(target)
            # a shift or a goto is the next state, a reduction the rule's number below zero
            row[symbol[name]] = numbered[target] if action is Shift else ~number_of[target]
        rows.append(dict(sorted(row.items())))

    made = [_rule(rule, symbol) for rule in rules]
    rows = _without_detours(rows, made)

    patterns = {terminal.name: terminal.pattern for terminal in grammar.terminals}
    strings = {name: pattern.value for name, pattern in patterns.items() if pattern.type == "str"}
    words = {text: symbol[name] for name, text in sorted(strings.items()) if text[0].isalpha()}
    marks = {text: symbol[name] for name, text in sorted(strings.items()) if not text[0].isalpha()}
    ranked = sorted(
        (terminal for terminal in grammar.terminals if terminal.pattern.type == "re"),
        key=lambda terminal: (-terminal.priority, terminal.name),
    )
    tokens = {str(t.name): t.pattern.to_regexp() for t in ranked if not t.name.startswith("_")}
    name = symbol["NAME"]
    # a word that the language would read where a name may stand; `>= 0` is a shift
    reserved = {
        text
        for text, number in words.items()
        if any(row.get(number, -1) >= 0 and row.get(name, -1) >= 0 for row in rows)
    }
    opening = {row[symbol["LBRACE"]] for row in rows if row.get(symbol["LBRACE"], -1) >= 0}
    statements = [
        number for text, number in symbol.items() if text.endswith(("_statement", "declaration", "_band", "_row"))
    ]
    return {
        "DIGEST": digest(folder),
        "END": next(number for number, row in enumerate(rows) if not row),
        "SYMBOLS": ["$END", *terminals, *nonterminals],
        "TERMINALS": len(terminals) + 1,
        "WORDS": words,
        "MARKS": marks,
        "TOKENS": tokens,
        "RESERVED": sorted(reserved),
        "OPENING": sorted(opening),
        "STATEMENTS": sorted(statements),
        "RULES": made,
        "ROWS": rows,
    }


def _without_detours(rows: list[dict[int, int]], rules: list[Rule]) -> list[dict[int, int]]:
    """Go straight to where a `?x: y` would lead: half of all reductions do nothing else."""

    def straight(row: dict[int, int], target: int) -> int:
        while target >= 0 and (actions := set(rows[target].values())) and len(actions) == 1:
            action = actions.pop()
            if action >= 0 or rules[~action][2] != "pass" or rules[~action][1] != 1:
                break
            target = row[rules[~action][0]]
        return target

    shorter = [
        {number: straight(row, target) if target >= 0 else target for number, target in row.items()} for row in rows
    ]
    order = [0]
    numbered = {0: 0}
    for state in order:
        for target in shorter[state].values():
            if target >= 0 and target not in numbered:
                numbered[target] = len(order)
                order.append(target)
    return [
        {number: numbered[target] if target >= 0 else target for number, target in shorter[state].items()}
        for state in order
    ]


def _has_interegular() -> bool:
    """Lark proves that terminals do not collide only with this package; the tests have it."""
    try:
        import interegular  # noqa: F401
    except ImportError:
        return False
    return True


def _rule(rule: Any, symbol: dict[str, int]) -> Rule:
    """A production as (left side, length, what it makes, which children it keeps).

    What it makes: `list` is spliced into its parent, `tuple` is a sequence, `pass` is its only child, anything else the
    class of a node. A kept child is its place, a spliced one the complement of its place, an absent one None.
    """
    name = rule.origin.name
    made = (rule.alias or name).split("{")[0]
    if name.startswith("_"):
        made = "list"
    elif rule.options.expand1 and not rule.alias:
        made = "pass"
    elif rule.options.keep_all_tokens:
        made = "Word"
    elif made in SEQUENCES:
        made = "tuple"
    elif made == "start":
        made = "pass"
    else:
        made = "".join(part.capitalize() for part in made.split("_"))
    empty = "".join("1" if absent else "0" for absent in rule.options.empty_indices)
    gaps = [len(run) for run in empty.split("0")] if empty else [0] * (len(rule.expansion) + 1)
    kept: list[int | None] = []
    for place, child in enumerate(rule.expansion):
        kept += [None] * gaps[place]
        if child.name == "_nl" or (child.is_term and child.filter_out and not rule.options.keep_all_tokens):
            continue
        kept.append(~place if child.name.startswith("_") and not child.is_term else place)
    kept += [None] * gaps[-1]
    return symbol[name], len(rule.expansion), made, tuple(kept)


_SEQUENCES = """
declarations block audiences currencies cost_terms strings attributes row_keys row_key draw_sources names percents
inclusions fees unit_prices band_rates clauses and_names phase_rates tails pers conditions condition_keys used_list
"""
SEQUENCES = frozenset(_SEQUENCES.split())


def write(folder: str, path: str) -> None:
    """Write the tables of a grammar as JSON, which loads faster than Python source that is not cached."""
    built = build(folder)
    built["ROWS"] = [[number for pair in row.items() for number in pair] for row in built["ROWS"]]
    lines = [f"{json.dumps(field)}: {json.dumps(value, separators=(',', ':'))}" for field, value in built.items()]
    with open(path, "w", encoding="utf-8") as file:
        file.write("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    write(CHECKOUT_GRAMMAR, os.path.join(os.path.dirname(os.path.abspath(__file__)), "tables.json"))
