"""What is said of one finding on a page: its sentence, the proof as a small table, the remedy.

Duty: HTML of findings. May not show the report.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlint.display.elsewhere import place_of
from govlint.display.entries import Entry, Teller, title
from govlint.display.figures import MARK, Figures, Sheet
from govlint.display.places import within
from govlint.formatters._hypertext import tag, text
from govlint.formatters._page_marks import Numbered


class Notes:
    """Writes the notes of one file."""

    def __init__(self, teller: Teller) -> None:
        self.teller = teller

    def note(self, entry: Entry, found: Numbered, *, anchored: bool = False) -> str:
        """One finding; `anchored` says that its number stands in the text, to go back to."""
        return tag(
            "aside",
            *self._parts(entry, found, anchored=anchored),
            id=f"f{found.number}",
            class_=f"remark {found.style}",
        )

    def _parts(self, entry: Entry, found: Numbered, *, anchored: bool) -> Iterator[str]:
        finding, teller = entry.finding, self.teller
        back = f"#m{found.number}" if anchored else None
        number = tag("a", str(found.number), class_=f"ref {found.style}", href=back)
        badge = tag("b", text(teller.say(finding.severity)), class_="severity")
        place = within(entry.file.document, finding.span, teller.words, teller.lang)
        name = tag("code", text(title(finding)))
        yield tag("header", number, badge, name, tag("span", text(place), class_="place"))
        yield tag("p", text(finding.message.get(teller.lang)), class_="message")
        figures = Figures(entry.file, teller.words, teller.lang)
        sheet = figures.sheet(finding)
        if sheet is not None:
            yield _sheet(sheet)
        yield from (tag("p", text(figures.summary(proof)), class_="small") for proof in finding.further)
        yield from self._related(entry)
        yield from self._advice(entry)

    def _related(self, entry: Entry) -> Iterator[str]:
        operands = entry.finding.proof.operands if entry.finding.proof else ()
        told = {(operand.path, operand.span) for operand in operands}
        for other in entry.finding.related:
            if (other.path, other.span) not in told:
                place = place_of(other, entry.file, self.teller.words, self.teller.lang)
                yield tag(
                    "p", text(self.teller.say("related", place=place, label=other.label)), class_="small"
                )

    def _advice(self, entry: Entry) -> Iterator[str]:
        info = self.teller.known.get(entry.finding.code)
        advice = [("outputs.remedy", entry.remedy), ("outputs.basis", info.basis if info else "")]
        for key, said in advice:
            if said.strip():
                yield tag("p", tag("b", text(self.teller.say(key))), " ", text(said), class_="small")
        if entry.finding.waived is not None:
            yield tag(
                "p", text(self.teller.say("outputs.waived", reason=entry.finding.waived)), class_="small"
            )


def _sheet(sheet: Sheet) -> str:
    rows = []
    for index, row in enumerate(sheet.rows):
        name = "th" if sheet.heads and index == 0 else "td"
        parts = (
            tag(name, text(content), class_=_style(content, right=column in sheet.right))
            for column, content in enumerate(row)
        )
        rows.append(tag("tr", *parts, class_="marked" if MARK in row else ""))
    notes = (tag("p", text(note), class_="small") for note in sheet.notes)
    return tag("table", *rows, class_="proof") + "".join(notes)


def _style(content: str, *, right: bool) -> str:
    return " ".join(filter(None, ("figure" if right else "", "marked" if content.startswith(MARK) else "")))
