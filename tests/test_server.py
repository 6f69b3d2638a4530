"""The language server, spoken to by a real client over standard input and output."""

import asyncio
import os
import random
import sys

import pytest
import reports

pytest.importorskip("pygls")
from lsprotocol import types
from pygls.lsp.client import LanguageClient

from govlint.findings import Edit
from govlint.places import Span
from govlint.server.positions import Ruler
from govlint.server.quickfix import replacement

CHECK = 'x = "政府信息公开𠮷", undefinedname'
WORD = Span(CHECK.index("undefinedname"), len(CHECK))
UNITS = {"utf-32": 15, "utf-16": 16, "utf-8": 30}


@pytest.mark.parametrize(("encoding", "column"), UNITS.items())
def test_columns_are_counted_in_the_units_agreed_on(encoding, column):
    ruler = Ruler("一\r\n二\u2028三\r" + CHECK, encoding)
    shifted = Span(WORD.start + 7, WORD.end + 7)
    found = ruler.range(shifted)
    # U+2028 ends no line; CR and CRLF do.
    assert (found.start.line, found.start.character) == (2, column)
    assert ruler.offset(found.start) == shifted.start
    assert ruler.offset(found.end) == shifted.end


def test_positions_beyond_a_line_or_the_text_are_its_end():
    ruler = Ruler("一二\n三", "utf-16")
    assert ruler.offset(types.Position(0, 99)) == 2
    assert ruler.offset(types.Position(9, 0)) == 4
    assert ruler.position(99) == types.Position(1, 1)


def planted():
    """A printed report with a wrong total, and the line of the wrong cell."""
    fault = next(f for f in reports.FAULTS if f.check == "t3-row-sum")
    spoilt = fault.plant(fault.make(0), random.Random(0))
    printed = reports.write(spoilt.data, "lines")
    return printed.text, printed.line_of(spoilt.place)


class Client(LanguageClient):
    """A client that keeps the diagnostics it is sent."""

    def __init__(self):
        super().__init__("tests", "1")
        self.published = asyncio.Queue()

        @self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def _(params):
            self.published.put_nowait(params)

        @self.feature(types.WINDOW_SHOW_MESSAGE)
        def _(params):
            self.published.put_nowait(params)

    async def next(self):
        return await asyncio.wait_for(self.published.get(), 60)

    async def begin(self, *options, encodings=None):
        await self.start_io(sys.executable, "-m", "govlint", "server", *options, env=os.environ)
        general = types.GeneralClientCapabilities(position_encodings=encodings) if encodings else None
        answer = await self.initialize_async(
            types.InitializeParams(capabilities=types.ClientCapabilities(general=general), process_id=None)
        )
        self.initialized(types.InitializedParams())
        return answer

    def open(self, uri, text, language="plaintext"):
        item = types.TextDocumentItem(uri, language, 1, text)
        self.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def change(self, uri, text, version):
        self.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(version, uri),
                [types.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    async def end(self):
        await self.shutdown_async(None)
        self.exit(None)
        await self.stop()


def spoken(talk, *options, encodings=None):
    async def run():
        client = Client()
        answer = await client.begin(*options, encodings=encodings)
        try:
            return await talk(client, answer)
        finally:
            await client.end()

    return asyncio.run(run())


def test_a_report_is_checked_as_it_is_opened_changed_and_closed(tmp_path):
    text, line = planted()
    uri = (tmp_path / "报告.txt").as_uri()

    async def talk(client, _):
        client.open(uri, text)
        first = await client.next()
        client.change(uri, "没有报告", 2)
        second = await client.next()
        client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))
        return first, second, await client.next()

    first, second, third = spoken(talk)
    (wrong,) = [d for d in first.diagnostics if d.code == "GL302"]
    assert wrong.severity is types.DiagnosticSeverity.Error
    places = {wrong.range.start.line, *(r.location.range.start.line for r in wrong.related_information)}
    assert line - 1 in places
    assert all(r.location.uri == uri for r in wrong.related_information)
    assert len(wrong.related_information) >= 7
    assert second.version == 2
    assert [d.code for d in second.diagnostics] == ["GL010"]
    assert list(third.diagnostics) == []


@pytest.mark.parametrize("encoding", UNITS)
def test_the_client_chooses_how_columns_are_counted(tmp_path, encoding):
    text, _ = planted()
    # A title with a character beyond the basic plane before the place of the finding.
    text = text.replace("\n一、", "\n𠮷𠮷𠮷联系人：____\n一、", 1)
    uri = (tmp_path / "a.txt").as_uri()

    async def talk(client, answer):
        client.open(uri, text)
        return answer, await client.next()

    answer, published = spoken(talk, encodings=[encoding])
    assert answer.capabilities.position_encoding == encoding
    (found,) = (d.range.start for d in published.diagnostics if d.code == "GL801")
    assert found.character == {"utf-8": 3 * 4 + 4 * 3, "utf-16": 3 * 2 + 4, "utf-32": 3 + 4}[encoding]


def test_hover_tells_why_and_by_which_document(tmp_path):
    text, _ = planted()
    uri = (tmp_path / "a.txt").as_uri()

    async def talk(client, _):
        client.open(uri, text)
        published = await client.next()
        wrong = next(d for d in published.diagnostics if d.code == "GL302")
        identifier = types.TextDocumentIdentifier(uri)
        return (
            await client.text_document_hover_async(types.HoverParams(identifier, wrong.range.start)),
            await client.text_document_hover_async(types.HoverParams(identifier, types.Position(1, 0))),
        )

    there, elsewhere = spoken(talk, "--lang", "en")
    assert there.contents.kind is types.MarkupKind.Markdown
    assert there.contents.value.startswith("**GL302 t3-row-sum**")
    assert "*Basis*" in there.contents.value
    assert elsewhere is None


@pytest.mark.parametrize(
    ("old", "new", "edit"),
    [
        ("甲乙丙", "甲丁丙", Edit(Span(1, 2), "丁")),
        ("甲乙", "甲乙乙", Edit(Span(2, 2), "乙")),
        ("甲甲甲", "甲甲", Edit(Span(2, 3), "")),
        ("甲", "甲", Edit(Span(1, 1), "")),
    ],
)
def test_a_replacement_is_what_lies_between_what_is_common(old, new, edit):
    assert replacement(old, new) == edit


@pytest.mark.parametrize("suffix", [".txt", ".html"])
def test_quick_fixes_are_tried_before_they_are_offered(tmp_path, suffix):
    text, _ = planted()
    text = text.replace("\n一、", "\n𠮷截止2021年12月31日\n一、", 1)
    if suffix == ".html":
        text = "<html><body>" + "".join(f"<p>{line}</p>\n" for line in text.split("\n")) + "</body></html>"
    uri = (tmp_path / f"a{suffix}").as_uri()

    async def talk(client, _):
        client.open(uri, text)
        published = await client.next()
        identifier = types.TextDocumentIdentifier(uri)
        found = {}
        for code in ("GL806", "GL302"):
            for diagnostic in (d for d in published.diagnostics if d.code == code):
                context = types.CodeActionContext([diagnostic])
                asked = types.CodeActionParams(identifier, diagnostic.range, context)
                found[code] = await client.text_document_code_action_async(asked)
        return found

    found = spoken(talk, "--lang", "en")
    (typo,) = [action for action in found["GL806"] if "frequent slip" in action.title]
    (change,) = typo.edit.changes[uri]
    assert typo.is_preferred
    assert change.new_text == "至"
    line = text.split("\n")[change.range.start.line]
    before = line.encode("utf-16-le")[: 2 * change.range.start.character].decode("utf-16-le")
    assert before.endswith("𠮷截")
    assert found["GL302"] == [] or not any(action.is_preferred for action in found["GL302"])


def test_the_missing_library_is_named_with_its_command(monkeypatch, capsys):
    from govlint import cli
    from govlint.commands import server

    monkeypatch.setattr(server, "_LIBRARY", "no_such_library")
    assert cli.main(["server"]) == 2
    assert "pip install 'govlint[lsp]'" in capsys.readouterr().err
