"""`govlint server`: a language server on standard input and output.

Duty: from options to a running service. May not print: standard output belongs to the protocol.
"""

from __future__ import annotations

import argparse
import importlib.util
import os

from govlint.commands import Answer, Session
from govlint.commands.common import add_choice, add_general, add_sources, settings
from govlint.commands.parser import Parser
from govlint.findings import ConstraintInfo, FileOutcome
from govlint.lint import Linter, Settings, info
from govlint.records import replace
from govlint.words import AskedError, catalogue

ARGUMENTS = ""
_LIBRARY = "pygls"
_COMMAND = "pip install 'govlint[lsp]'"


def configure(parser: Parser) -> None:
    """The options of `server`."""
    add_choice(parser)
    add_sources(parser)
    parser.option("help.options", "--stdio", text="help.stdio", action="store_true")
    add_general(parser)


def run(options: argparse.Namespace, session: Session) -> Answer:
    """Serve until the client says goodbye.

    Raises:
        AskedError: where the library is not installed.
    """
    if importlib.util.find_spec(_LIBRARY) is None:
        raise AskedError(catalogue().words("library-missing", command=_COMMAND))
    from govlint.server.service import make_service  # noqa: PLC0415 - heavy, and an extra

    # An editor hands over characters, whatever the file's own encoding is.
    desk = Desk(replace(settings(options), encoding="utf-8"))
    service = make_service(desk.check, desk.infos, desk.reload, session.lang)
    service.start_io()
    return Answer()


class Desk:
    """The linter behind the service, made when first needed and again after a change of what it was made of."""

    def __init__(self, asked: Settings) -> None:
        self._asked = asked
        self._linter: Linter | None = None

    @property
    def linter(self) -> Linter:
        """The linter, ready."""
        if self._linter is None:
            self._linter = Linter(self._asked)
        return self._linter

    def check(self, path: str, text: str) -> FileOutcome:
        """What comes of an open text."""
        return self.linter.check_bytes(path.replace(os.sep, "/"), text.encode("utf-8", "surrogatepass"))

    def infos(self) -> dict[str, ConstraintInfo]:
        """The constraints in force by code."""
        return {c.code: info(c) for c in self.linter.in_force()}

    def reload(self) -> None:
        """Read packs and plugins anew before the next check."""
        self._linter = None
