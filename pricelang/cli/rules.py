"""`pricelang rules`: the linter's rules."""

from __future__ import annotations

from typing import Literal

import click


@click.command()
@click.argument("group", required=False)
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(group: str | None, output_format: Literal["text", "json"]) -> None:
    """List the linter's rules, all or those of a GROUP.

    `pricelang explain RULE` prints the page of one.
    """
    from pricelang import rules
    from pricelang.cli.reporting import CannotRun, write, write_data

    groups = rules.groups()
    if group is not None and group not in groups:
        from pricelang.spelling import nearest

        close = nearest(group, groups)
        rest = f"did you mean `{close[0]}`?" if close else f"there are {', '.join(groups)}"
        raise CannotRun(f"there is no group `{group}`; {rest}")
    listed = [rules.load(name) for name in (groups[group] if group else rules.names())]
    if output_format == "json":
        import json

        document = [
            {
                "name": rule.name,
                "group": rule.group,
                "severity": rule.severity.word,
                "default": rule.default,
                "summary": rule.summary,
                "fix": None if rule.fix is None else {"safety": rule.fix[0].value, "does": rule.fix[1]},
                "options": {
                    name: {
                        "type": rules.TYPES[option.type],
                        "default": rules.plain(option.default),
                        "meaning": option.meaning,
                    }
                    for name, option in rule.options.items()
                },
            }
            for rule in listed
        ]
        write_data(json.dumps(document, indent=2, ensure_ascii=False) + "\n")
        return
    wide = max(len(rule.name) for rule in listed)
    lines, last = [], ""
    for rule in listed:
        if rule.group != last:
            lines += [""] * bool(last) + [rule.group]
            last = rule.group
        on = " " if rule.default else "-"
        fix = f" (fix: {rule.fix[0].value})" if rule.fix is not None else ""
        lines.append(f"  {rule.name:<{wide}}  {rule.severity.word:<7} {on} {rule.summary}{fix}")
    write("\n".join(lines) + "\n")
    if any(not rule.default for rule in listed):
        write("\n-  runs only where it, its group or `all` is selected\n")
