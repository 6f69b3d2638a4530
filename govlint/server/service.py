"""The server itself: open texts in, diagnostics and hovers out.

Duty: requests and notifications of the protocol. May not judge; standard output belongs to the protocol.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from govlint import __version__
from govlint.errors import GovlintError
from govlint.findings import ConstraintInfo, FileOutcome
from govlint.records import dataclass
from govlint.server.diagnostics import diagnostics, explained
from govlint.server.positions import Ruler

DELAY = 0.3
"""Seconds without a key pressed after which a changed text is checked."""

Check = Callable[[str, str], FileOutcome]
"""From the path and the text of an open document to what came of it."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A text and what came of it."""

    ruler: Ruler
    outcome: FileOutcome


class Service(LanguageServer):
    """Checks open documents as they are opened, changed and saved.

    Args:
        check: checks one text; a `GovlintError` is shown to the user.
        infos: the constraints in force, for hovers.
        lang: `zh` or `en`.
    """

    def __init__(self, check: Check, infos: Callable[[], Mapping[str, ConstraintInfo]], lang: str) -> None:
        # Whole texts: changes by range would be counted by the library, which splits lines at more characters.
        super().__init__("govlint", __version__, types.TextDocumentSyncKind.Full)
        self._check = check
        self._infos = infos
        self._lang = lang
        self._waiting: dict[str, asyncio.TimerHandle] = {}
        self.checked: dict[str, Checked] = {}

    def examine(self, uri: str) -> None:
        """Check a document now and publish what came of it."""
        self._forget_waiting(uri)
        document = self.workspace.get_text_document(uri)
        try:
            outcome = self._check(to_fs_path(uri) or uri, document.source)
        except GovlintError as error:
            self.window_show_message(types.ShowMessageParams(types.MessageType.Error, f"govlint: {error}"))
            return
        ruler = Ruler(document.source, self.workspace.position_encoding or types.PositionEncodingKind.Utf16)
        self.checked[uri] = Checked(ruler, outcome)
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
        at = checked.ruler.offset(position)
        found = [f for f in checked.outcome.findings if f.span.start <= at <= f.span.end]
        texts = [explained(finding, self._infos().get(finding.code), self._lang) for finding in found]
        if not texts:
            return None
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, "\n\n---\n\n".join(texts)))

    def _forget_waiting(self, uri: str) -> None:
        waiting = self._waiting.pop(uri, None)
        if waiting is not None:
            waiting.cancel()


def make_service(
    check: Check, infos: Callable[[], Mapping[str, ConstraintInfo]], reload: Callable[[], None], lang: str
) -> Service:
    """A service with its handlers; `reload` forgets configuration and packs that were read before."""
    service = Service(check, infos, lang)

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

    @service.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    @service.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def reconfigured(_params: object) -> None:
        reload()
        service.examine_all()

    return service
