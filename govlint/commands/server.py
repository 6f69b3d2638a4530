"""`govlint server`: a language server on standard input and output.

Duty: from options to a running service. May not print: standard output belongs to the protocol.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from govlint.commands import Answer, Session
from govlint.commands.common import (
    add_choice,
    add_configuration,
    add_general,
    add_sources,
    configurations,
)
from govlint.commands.configured import Linters, settings_of
from govlint.config.configurations import Configurations
from govlint.errors import GovlintError
from govlint.findings import ConstraintInfo, FileOutcome, Finding, Fix
from govlint.lint import Linter, info
from govlint.words import AskedError, catalogue

if TYPE_CHECKING:
    from govlint.commands.parser import Parser

ARGUMENTS = ""
_LIBRARY = "pygls"
_COMMAND = "pip install 'govlint[lsp]'"


def configure(parser: Parser) -> None:
    """The options of `server`."""
    add_choice(parser)
    add_sources(parser)
    parser.option("help.options", "--stdio", text="help.stdio", action="store_true")
    add_configuration(parser)
    add_general(parser)


def run(options: argparse.Namespace, session: Session) -> Answer:
    """Serve until the client says goodbye.

    Raises:
        AskedError: where the library is not installed.
    """
    if importlib.util.find_spec(_LIBRARY) is None:
        raise AskedError(catalogue().words("library-missing", command=_COMMAND))
    from govlint.server.service import make_service  # noqa: PLC0415 - heavy, and an extra

    desk = Desk(options)
    make_service(desk, session.lang).start_io()
    return Answer()


class Desk:
    """The linters behind the service, made when first needed and again after a change of what they were made of."""

    def __init__(self, options: argparse.Namespace) -> None:
        # An editor hands over characters, whatever the file's own encoding is.
        self._options = argparse.Namespace(**{**vars(options), "encoding": "utf-8"})
        self._configured: Configurations | None = None
        self._linters = Linters()

    def check(self, path: str, text: str) -> FileOutcome:
        """What comes of an open text, by the configuration that governs its path.

        Raises:
            GovlintError: for mistakes in configuration or packs; they are read anew at the next check.
        """
        try:
            linter = self._linter(path)
        except GovlintError:
            self.reload()
            raise
        return linter.check_bytes(path.replace(os.sep, "/"), text.encode("utf-8", "surrogatepass"))

    def _linter(self, path: str) -> Linter:
        if self._configured is None:
            self._configured = configurations(self._options)
        resolved = self._configured.for_file(path)
        self._linters.ready([resolved], self._configured)
        return self._linters[settings_of(resolved)]

    def fixes(self, path: str, text: str, file: FileOutcome, finding: Finding) -> Iterator[tuple[Fix, str]]:
        """The fixes of a finding that hold, each with the text that it makes."""
        from govlint.fixing.propose import offers  # noqa: PLC0415 - only where a fix is asked for

        def check(data: bytes) -> FileOutcome:
            return self.check(path, data.decode("utf-8", "surrogatepass"))

        data = text.encode("utf-8", "surrogatepass")
        for fix, new in offers(data, file, finding, check, self._linter(path).settings.limits):
            yield fix, new.decode("utf-8", "surrogatepass")

    def infos(self) -> dict[str, ConstraintInfo]:
        """The constraints in force by code."""
        return {c.code: info(c) for c in self._linters.in_force()}

    def reload(self) -> None:
        """Read configuration, packs and plugins anew before the next check."""
        self._configured = None
        self._linters = Linters()
