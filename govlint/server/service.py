"""The server itself: open texts in, diagnostics and hovers out.

Duty: requests and notifications of the protocol. May not judge; standard output belongs to the protocol.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from typing import Protocol

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from govlint import __version__
from govlint.errors import GovlintError
from govlint.findings import ConstraintInfo, FileOutcome, Finding, Fix
from govlint.records import dataclass
from govlint.server.diagnostics import diagnostics, explained
from govlint.server.positions import Ruler
from govlint.server.quickfix import quick_fix, replacement

DELAY = 0.3
"""Seconds without a key pressed after which a changed text is checked."""


class Desk(Protocol):
    """What checks texts and knows what to say of findings."""

    def check(self, path: str, text: str) -> FileOutcome:
        """What comes of an open text."""
        ...

    def fixes(self, path: str, text: str, file: FileOutcome, finding: Finding) -> Iterable[tuple[Fix, str]]:
        """The fixes of a finding that hold, each with the text that it makes."""
        ...

    def infos(self) -> Mapping[str, ConstraintInfo]:
        """The constraints in force, by code."""
        ...

    def reload(self) -> None:
        """Forget configuration and packs that were read before."""
        ...


@dataclass(frozen=True, slots=True)
class Checked:
    """A text and what came of it."""

    text: str
    ruler: Ruler
    outcome: FileOutcome

    def at(self, place: types.Range) -> list[Finding]:
        """The findings that a range touches."""
        start, end = self.ruler.offset(place.start), self.ruler.offset(place.end)
        return [f for f in self.outcome.findings if f.span.start <= end and start <= f.span.end]


class Service(LanguageServer):
    """Checks open documents as they are opened, changed and saved.

    Args:
        desk: checks texts; a `GovlintError` of its is shown to the user.
        lang: `zh` or `en`.
    """

    def __init__(self, desk: Desk, lang: str) -> None:
        # Whole texts: changes by range would be counted by the library, which splits lines at more characters.
        super().__init__("govlint", __version__, types.TextDocumentSyncKind.Full)
        self._desk = desk
        self._lang = lang
        self._waiting: dict[str, asyncio.TimerHandle] = {}
        self.checked: dict[str, Checked] = {}

    def examine(self, uri: str) -> None:
        """Check a document now and publish what came of it."""
        self._forget_waiting(uri)
        document = self.workspace.get_text_document(uri)
        try:
            outcome = self._desk.check(_path(uri), document.source)
        except GovlintError as error:
            self.window_show_message(types.ShowMessageParams(types.MessageType.Error, f"govlint: {error}"))
            return
        ruler = Ruler(document.source, self.workspace.position_encoding or types.PositionEncodingKind.Utf16)
        self.checked[uri] = Checked(document.source, ruler, outcome)
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(
                uri, list(diagnostics(outcome, uri, ruler, self._lang)), document.version
            )
        )

    def examine_soon(self, uri: str) -> None:
        """Check a document when its writer pauses."""
        self._forget_waiting(uri)
        loop = asyncio.get_running_loop()
        self._waiting[uri] = loop.call_later(DELAY, self.examine, uri)

    def examine_all(self) -> None:
        """Check every open document anew."""
        for uri in list(self.workspace.text_documents):
            self.examine(uri)

    def close(self, uri: str) -> None:
        """Forget a document and take its diagnostics away."""
        self._forget_waiting(uri)
        self.checked.pop(uri, None)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def hover(self, uri: str, position: types.Position) -> types.Hover | None:
        """Why the findings at a position are findings, and by which document."""
        checked = self.checked.get(uri)
        if checked is None:
            return None
        found = checked.at(types.Range(position, position))
        texts = [explained(finding, self._desk.infos().get(finding.code), self._lang) for finding in found]
        if not texts:
            return None
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, "\n\n---\n\n".join(texts)))

    def actions(self, uri: str, place: types.Range) -> list[types.CodeAction]:
        """Quick fixes of the findings at a place that have been tried and hold."""
        checked = self.checked.get(uri)
        if checked is None or checked.text != self.workspace.get_text_document(uri).source:
            return []
        return [
            quick_fix(fix, replacement(checked.text, new), checked.ruler, uri, self._lang)
            for finding in checked.at(place)
            for fix, new in self._desk.fixes(_path(uri), checked.text, checked.outcome, finding)
        ]

    def _forget_waiting(self, uri: str) -> None:
        waiting = self._waiting.pop(uri, None)
        if waiting is not None:
            waiting.cancel()


def _path(uri: str) -> str:
    return to_fs_path(uri) or uri


def make_service(desk: Desk, lang: str) -> Service:
    """A service with its handlers."""
    service = Service(desk, lang)

    @service.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        service.examine(params.text_document.uri)

    # Asynchronous, so that it runs on the loop that the pause is measured by.
    @service.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: types.DidChangeTextDocumentParams) -> None:
        service.examine_soon(params.text_document.uri)

    @service.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        service.examine(params.text_document.uri)

    @service.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        service.close(params.text_document.uri)

    @service.feature(types.TEXT_DOCUMENT_HOVER)
    def hovered(params: types.HoverParams) -> types.Hover | None:
        return service.hover(params.text_document.uri, params.position)

    @service.feature(
        types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions([types.CodeActionKind.QuickFix])
    )
    def asked(params: types.CodeActionParams) -> list[types.CodeAction]:
        return service.actions(params.text_document.uri, params.range)

    @service.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    @service.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def reconfigured(_params: object) -> None:
        desk.reload()
        service.examine_all()

    return service
