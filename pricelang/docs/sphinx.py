"""An extension of Sphinx: a directive and a role that show parts of the pricing page.

    .. pricelang:: table
       :tiers: pro, studio
       :locale: de

    Pro is :pricelang:`price tier=pro interval=month` a seat.

In `conf.py`, `pricelang_source` is the price file, relative to that file, of what names none; `pricelang_locale` and
`pricelang_currency` are options of all. What cannot be shown is a warning at its place.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

from pricelang import __version__
from pricelang.docs.nodes import nodes_of, paragraph, phrase
from pricelang.embedding import Catalogs, NoCatalog, Refused, Rendered, rendered
from pricelang.embedding.asking import asked, price_file
from pricelang.embedding.fragments import OPTIONS, fragment
from pricelang.embedding.markers import marker

if TYPE_CHECKING:
    from docutils.nodes import Node, system_message
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

    from pricelang.diagnostics import Diagnostic

_log = logging.getLogger(__name__)
_sites: WeakKeyDictionary[BuildEnvironment, tuple[Catalogs, str | None]] = WeakKeyDictionary()
"""Of each site that is built: its catalogs, and the price file of what names none."""


class _AnyOption(dict[str, Any]):
    """Takes every option, so that one which does not exist is refused in the words of the markers."""

    def __missing__(self, name: str) -> Any:
        return _text


def _text(argument: str | None) -> str:
    return (argument or "").strip()


class PricelangDirective(SphinxDirective):
    """A fragment as blocks; one that is a phrase becomes a paragraph."""

    required_arguments = 1
    option_spec = _AnyOption(dict.fromkeys(OPTIONS, _text))

    def run(self) -> list[Node]:
        """The nodes; none where there is something to warn of."""
        options: dict[str, str] = dict(self.options)
        name = self.arguments[0]
        try:
            found = fragment(name)
            for option, value in options.items():
                if not value and option in found.every_option:
                    raise Refused("wrong-value", f"`{option}` has no value", option, (f"write `:{option}: ...`",))
            if name == "page":
                options.setdefault("level", "2")  # the document has the title
            made = _rendered(self.env, name, options)
        except Refused as refused:
            _warn(refused, self.get_location())
            return []
        except NoCatalog as none:
            _warn_of(none, self.get_location())
            return []
        if made.phrase is not None:
            return [paragraph(made.phrase)]
        if not made.blocks:
            _log.warning(
                "`%s` has nothing to show here", name, location=self.get_location(), type="pricelang",
                subtype="nothing-to-show",
            )  # fmt: skip
        return nodes_of(made.blocks)


class PricelangRole(SphinxRole):
    """A fragment that is a phrase, as a part of a line."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """The phrase; the role as it is written where there is something to warn of."""
        try:
            begin, unread = marker(self.text)
            if unread:
                raise Refused("wrong-value", unread[0].message, None, unread[0].helps)
            wanted = asked(begin, {})
            if not fragment(wanted.name).inline:
                helps = (f"write `.. pricelang:: {wanted.name}` on a line of its own",)
                raise Refused("not-in-a-line", f"`{wanted.name}` has no place within a line", None, helps)
            made = _rendered(self.env, wanted.name, wanted.options)
        except Refused as refused:
            _warn(refused, self.get_location())
        except NoCatalog as none:
            _warn_of(none, self.get_location())
        else:
            return phrase(made.phrase or ""), []
        return [nodes.literal(self.rawtext, self.text)], []


def _rendered(env: BuildEnvironment, name: str, given: Mapping[str, str]) -> Rendered:
    """A fragment for the document that is read now, which depends on the price files from then on.

    Raises:
        Refused: it cannot be shown.
        NoCatalog: it has no price file that can be used.
    """
    options = dict(given)
    if "format" in options:
        raise Refused("unknown-option", "`format` is for the builder to say", "format", ("take it out",))
    for option in ("locale", "currency"):
        default = getattr(env.config, f"pricelang_{option}")
        if default is not None:
            options.setdefault(option, default)
    document = os.fspath(env.doc2path(env.docname))
    path = None
    if "source" in options:
        path = price_file(document, options["source"])
    catalogs, own = _sites[env]
    path = path or own
    if path is not None:
        env.note_dependency(path)
        path = os.path.relpath(path)
    project = catalogs.read(path)
    for file in project.files:
        env.note_dependency(os.path.abspath(file.source.path))
    return rendered(catalogs(path), name, options)


def _warn(refused: Refused, location: Any) -> None:
    _log.warning("%s", refused, location=location, type="pricelang", subtype=refused.rule.partition("/")[2])


def _warn_of(none: NoCatalog, location: Any) -> None:
    text = "; ".join((none.message, *none.helps))
    _log.warning("%s", text, location=location, type="pricelang", subtype="no-source")
    for each in none.diagnostics:
        _log.warning("%s", _said(each), location=_place(each), type="pricelang", subtype=each.rule)


def _said(diagnostic: Diagnostic) -> str:
    return "; ".join((diagnostic.message, *diagnostic.helps))


def _place(diagnostic: Diagnostic) -> str:
    return f"{diagnostic.span.source.path}:{diagnostic.span.position[0]}"


def _begin(app: Sphinx) -> None:
    """Price files are read anew for each build."""
    source = app.config.pricelang_source
    _sites[app.env] = Catalogs(), None if source is None else os.path.join(app.confdir, source)


def setup(app: Sphinx) -> ExtensionMetadata:
    """What Sphinx calls."""
    for name in ("source", "locale", "currency"):
        app.add_config_value(f"pricelang_{name}", None, "env", (str, type(None)))
    app.add_directive("pricelang", PricelangDirective)
    app.add_role("pricelang", PricelangRole())
    app.connect("builder-inited", _begin)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
