"""One self-contained page: the reports themselves with the findings marked in place; it prints as it is.

Duty: the frame, the index and the order. May not use a script or anything from elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import islice
from string import Template

from govlint.display.entries import Entry, Teller
from govlint.display.summary import counts, not_applicable_lines, open_findings, unchecked_lines
from govlint.findings import SEVERITIES, FileOutcome, Outcome
from govlint.formatters import Formatter, View
from govlint.formatters._hypertext import cells, tag, text
from govlint.formatters._page_blocks import units
from govlint.formatters._page_marks import Marks, Numbered
from govlint.formatters._page_notes import Notes
from govlint.formatters._page_report import Writer, belonging

_BODY = "$body"
Found = tuple[Entry, Numbered]


def render(outcome: Outcome, view: View) -> Iterator[str]:
    """The page."""
    teller = Teller(outcome, view.lang)
    head, _, foot = _resource("page.html").partition(_BODY)
    title = text(teller.say("outputs.summary-title"))
    yield Template(head).substitute(lang=view.lang, title=title, style=_resource("page.css"))
    yield tag("h1", title) + tag("p", text(teller.assurance), class_="assurance")
    found = _numbered(teller)
    yield tag("nav", *_index(outcome, teller), aria_label=teller.say("page.index")) + "\n"
    for index, file in enumerate(outcome.files):
        yield from _file(index, file, found[index], teller, view)
    yield foot


def _resource(name: str) -> str:
    return (files("govlint.formatters") / name).read_text(encoding="utf-8")


def _numbered(teller: Teller) -> list[list[Found]]:
    """The findings of each file, numbered through the page."""
    entries = enumerate(teller.entries(waived=True), start=1)
    waiting = ((entry, Numbered(number, entry.finding)) for number, entry in entries)
    return [list(islice(waiting, len(file.findings))) for file in teller.outcome.files]


# ---- the index ----


def _index(outcome: Outcome, teller: Teller) -> Iterator[str]:
    heads = [teller.say(f"outputs.column.{key}") for key in ("path", "agency", "year")]
    heads += [teller.say(severity) for severity in SEVERITIES]
    rows = (_index_row(index, file, teller) for index, file in enumerate(outcome.files))
    if outcome.files:
        yield tag("table", cells(heads, "th"), *rows, class_="index")


def _index_row(index: int, file: FileOutcome, teller: Teller) -> str:
    found = Counter(finding.severity for finding in open_findings(file))
    report = file.report
    parts = [tag("td", tag("a", text(teller.path(file)), href=f"#file{index}"))]
    parts += [tag("td", text(str(said or ""))) for said in ((report.agency, report.year) if report else "--")]
    parts += [
        tag("td", str(found[severity]), class_=f"figure {severity}" if found[severity] else "figure none")
        for severity in SEVERITIES
    ]
    return tag("tr", *parts)


# ---- one file ----


def _file(index: int, file: FileOutcome, found: Sequence[Found], teller: Teller, view: View) -> Iterator[str]:
    yield f'<section id="file{index}">\n'
    yield tag("h2", text(teller.path(file)))
    key = "file-summary" if file.status == "checked" else "file-summary-unchecked"
    summed = counts(open_findings(file), teller.words, teller.lang)
    yield tag("p", text(teller.say(key, path=file.path, counts=summed)), class_="small")
    yield tag("ol", *(_item(entry, one, teller) for entry, one in found), class_="findings") if found else ""
    yield from _report(file, found, teller)
    remarks = [*unchecked_lines(file, teller.words, view.lang, each=view.verbose > 0)]
    remarks += not_applicable_lines(file, teller.words, teller.lang)
    if remarks:
        label = tag("summary", text(teller.say("outputs.assurance")))
        yield tag("details", label, *(tag("p", text(line), class_="small") for line in remarks), open="open")
    yield "</section>\n"


def _item(entry: Entry, found: Numbered, teller: Teller) -> str:
    number = tag("a", str(found.number), class_=f"ref {found.style}", href=f"#f{found.number}")
    return tag(
        "li", number, tag("code", text(entry.finding.code)), " ", text(entry.finding.message.get(teller.lang))
    )


def _report(file: FileOutcome, found: Sequence[Found], teller: Teller) -> Iterator[str]:
    """The report with its notes; only the notes where there is no report to show, or nothing to say of it."""
    notes, entries = Notes(teller), {one.number: entry for entry, one in found}
    numbered = [one for _, one in found]
    document = file.document
    if not found or document is None or file.status != "checked":
        yield from (notes.note(entry, one) for entry, one in found)
        return
    shown = list(units(document, file.report))
    before, *rest = belonging(shown, numbered)
    marks = Marks(numbered)
    writer = Writer(file, document, marks, teller)
    yield '<article class="report">\n'
    yield from (notes.note(entries[one.number], one) for one in before)
    for unit, own in zip(shown, rest, strict=True):
        yield writer.unit(unit, own)
        for one in own:
            yield notes.note(entries[one.number], one, anchored=one.number in marks.anchored) + "\n"
    yield "</article>\n"


FORMATTER = Formatter("html", render, "format-html", whole=True)
