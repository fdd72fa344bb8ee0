"""Checks of packages against one another: what they need, what they exclude, where they can be bought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from pricelang.catalog.catalog import Tier
from pricelang.diagnostics import Label
from pricelang.lowering.packages import LoweredPackage
from pricelang.lowering.scope import Scope
from pricelang.source import Span

_Packages = Mapping[str, LoweredPackage]


def check_packages(scope: Scope, packages: _Packages, tiers: Sequence[Tier]) -> None:
    """Report packages that need each other in a circle or what they exclude, that exclude themselves, and add-ons that
    nobody can buy."""
    rings = _rings(packages)
    for ring in rings:
        _report_ring(scope, packages, ring)
    in_ring = {name for ring in rings for name in ring}
    excluding = any(one.not_with for one in packages.values())
    for name, one in packages.items():
        if name in one.not_with:
            _report_itself(scope, name, one.not_with[name])
            continue
        if name in in_ring or not (one.needs or one.not_with):
            continue
        reach = _reach(packages, name)
        contradicted = excluding and _check_exclusions(scope, packages, one, reach)
        if not contradicted and one.package.kind == "addon" and tiers:
            _check_buyable(scope, packages, one, reach, tiers)


def _rings(packages: _Packages) -> list[list[str]]:
    """The circles of needs, each once, from its package that is declared first."""
    order = {name: index for index, name in enumerate(packages)}
    done: set[str] = set()
    rings = []
    for root in packages:
        path: dict[str, list[str]] = {}
        walk = [root]
        while walk:
            name = walk[-1]
            if name in done:
                walk.pop()
                continue
            if name not in path:
                path[name] = list(packages[name].needs) if name in packages else []
            if not path[name]:
                del path[name]
                done.add(name)
                walk.pop()
                continue
            needed = path[name].pop()
            if needed in path:
                ring = walk[walk.index(needed) :]
                start = min(range(len(ring)), key=lambda index: order.get(ring[index], 0))
                rings.append(ring[start:] + ring[:start])
            elif needed not in done:
                walk.append(needed)
    return rings


def _report_ring(scope: Scope, packages: _Packages, ring: list[str]) -> None:
    links = list(zip(ring, [*ring[1:], ring[0]], strict=True))
    places = [packages[name].needs[needed] for name, needed in links]
    through = ", ".join(f"`{name}`" for name in ring[1:])
    scope.enter(places[0].source, f"package {ring[0]}")
    scope.error(
        "circular-needs",
        f"`{ring[0]}` needs itself" + (f" by way of {through}" if through else ""),
        places[0],
        related=[
            Label(place, f"`{name}` needs `{needed}`")
            for place, (name, needed) in zip(places[1:], links[1:], strict=True)
        ],
        helps=("nobody can buy any of them: take one `needs` out",),
    )


def _reach(packages: _Packages, name: str) -> dict[str, Span]:
    """All that a package needs, directly or not, with the place of its own `needs` that leads there."""
    reach: dict[str, Span] = {}
    for needed, place in packages[name].needs.items():
        walk = [needed]
        while walk:
            at = walk.pop()
            if at not in reach and at in packages:
                reach[at] = place
                walk += packages[at].needs
    return reach


def _check_exclusions(scope: Scope, packages: _Packages, one: LoweredPackage, reach: dict[str, Span]) -> bool:
    name = one.package.name
    found = False
    for needed, place in reach.items():
        for excluded, excluded_at in packages[needed].not_with.items():
            if excluded == name and needed not in one.needs:
                found = True
                _report_way_back(scope, packages, name, needed, excluded_at)
            elif excluded == name or excluded in reach:
                found = True
                _report_exclusion(scope, name, place, needed, excluded, excluded_at)
        if needed in one.not_with:
            found = True
            _report_exclusion(scope, name, place, name, needed, one.not_with[needed])
    return found


def _report_exclusion(scope: Scope, name: str, place: Span, excluding: str, excluded: str, excluded_at: Span) -> None:
    scope.enter(place.source, f"package {name}")
    needed = excluded if excluding == name else excluding
    if name in (excluding, excluded):
        message = f"`{name}` needs `{needed}`, and the two cannot be bought together"
    else:
        message = f"`{name}` needs both `{excluding}` and `{excluded}`, which cannot be bought together"
    scope.error(
        "excluded-need",
        message,
        place,
        related=(Label(excluded_at, f"`{excluding}` is not sold with `{excluded}`"),),
        helps=("take out the `needs` or the `not with`",),
    )


def _report_itself(scope: Scope, name: str, place: Span) -> None:
    scope.enter(place.source, f"package {name}")
    scope.error(
        "excluded-need",
        f"`{name}` is not sold with itself",
        place,
        helps=("take it out of `not with`: nobody could buy it",),
    )


def _report_way_back(scope: Scope, packages: _Packages, name: str, last: str, excluded_at: Span) -> None:
    """Report a chain of needs whose last package comes back to the first, to exclude it."""
    way = _way(packages, name, last)
    links = list(pairwise(way))
    places = [packages[each].needs[needed] for each, needed in links]
    through = ", ".join(f"`{each}`" for each in way[1:-1])
    scope.enter(places[0].source, f"package {name}")
    scope.error(
        "circular-needs",
        f"`{name}` needs `{last}` by way of {through}, and `{last}` is not sold with `{name}`",
        places[0],
        related=[
            *(Label(place, f"`{each}` needs `{needed}`") for place, (each, needed) in zip(places, links, strict=True)),
            Label(excluded_at, f"`{last}` is not sold with `{name}`"),
        ][1:],
        helps=(f"nobody can buy `{name}`: take one `needs` or the `not with` out",),
    )


def _way(packages: _Packages, name: str, last: str) -> list[str]:
    """The shortest chain of needs from one package to another that it needs."""
    ways = [[name]]
    seen = {name}
    for way in ways:
        for needed in packages[way[-1]].needs if way[-1] in packages else ():
            if needed == last:
                return [*way, last]
            if needed not in seen:
                seen.add(needed)
                ways.append([*way, needed])
    return [name, last]  # not reached: the caller has walked there


def _check_buyable(
    scope: Scope, packages: _Packages, one: LoweredPackage, reach: dict[str, Span], tiers: Sequence[Tier]
) -> None:
    """Report an add-on that needs what is not to be had on any of its tiers."""
    package = one.package
    own = set(package.available_on)
    possible = [tier for tier in tiers if not own or tier.name in own]
    for needed, place in reach.items():
        other = packages[needed].package
        possible = [
            tier
            for tier in possible
            if any(grant.package == needed for grant in tier.packages)
            or (other.kind == "addon" and (not other.available_on or tier.name in other.available_on))
        ]
        if possible:
            continue
        where = ", ".join(f"`{name}`" for name in package.available_on) or "any tier"
        scope.enter(place.source, f"package {package.name}")
        scope.error(
            "addon-nowhere",
            f"no tier allows `{package.name}`: it needs `{needed}`, which is not to be had on {where}",
            place,
            related=(Label(other.span, "declared here"),) if other.span else (),
            helps=(f"include `{needed}` in a tier on which `{package.name}` is available, or sell it there",),
        )
        return
    clashes = [[grant for grant in tier.packages if grant.package in one.not_with] for tier in possible]
    if clashes and all(clashes):
        clash = [grant for grants in clashes for grant in grants]
        place = one.not_with[clash[0].package]
        scope.enter(place.source, f"package {package.name}")
        scope.error(
            "addon-nowhere",
            f"no tier allows `{package.name}`: each includes what it is not sold with, such as `{clash[0].package}`",
            place,
            related=[Label(grant.span, "included here") for grant in clash[:3] if grant.span],
            helps=("make it available on another tier, or take out the `not with`",),
        )
