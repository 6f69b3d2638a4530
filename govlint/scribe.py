"""What a builder remembers while it builds: deviations, and where the last thing was printed.

Duty: labels of what was printed, deviations at their places. May not know tables.
"""

from __future__ import annotations

from govlint.automaton import Edit
from govlint.grammar import Form, kind_of
from govlint.labels import label_key
from govlint.model import Deviation, Label
from govlint.places import Span
from govlint.tokens import Token

_SUFFIX = "_COLUMN"


class Scribe:
    """Writes down what departs from the form; `last` is where the last thing stands that was printed."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.deviations: list[Deviation] = []
        self.last = Span(0, 0)
        self.labelled: Token | None = None
        self._heads: dict[str, str] = {}

    def column_label(self, key: str) -> str:
        """A column's head in the form's own words."""
        found = self._heads.get(key)
        if found is None:
            found = self._heads[key] = self.form.labels.get(f"{key.upper()}{_SUFFIX}", (key,))[0]
        return found

    def said(self, edit: Edit) -> Label:
        """The label of a shifted token."""
        token, reading = edit.token, edit.reading
        if token is None or reading is None:
            raise AssertionError("only what was printed has a label")
        self.last = token.span
        self.labelled = token
        text = token.text
        number = label_key(token.marker + text).number
        return Label(
            reading.text,
            text,
            token.span,
            number.value if number else None,
            reading.expected.value if reading.expected else None,
            reading.damaged,
            reading.canonical,
        )

    def deviate(  # noqa: PLR0913
        self,
        kind: str,
        of: str,
        key: str,
        label: str,
        span: Span | None = None,
        *,
        table: str = "",
        detail: str = "",
    ) -> None:
        """Record where the report departs from the form; without a span, at what was printed before."""
        place = Span(self.last.end, self.last.end) if span is None else span
        self.deviations.append(Deviation(kind, of, key, label, place, table, detail))

    def damaged(self, of: str, key: str, text: str, label: Label, table: str = "") -> None:
        """Record a label that was recognised only after repair."""
        if label.damaged:
            self.deviate("damaged", of, key, text, label.span, table=table, detail=label.printed)

    def unexpected(self, token: Token, section: str) -> None:
        """A label that the form does not have here: a row again, or a row of another form."""
        reading = token.readings[0]
        kind = kind_of(reading.terminal)
        if kind in ("ROW", "HEADING"):
            of = "row" if kind == "ROW" else "section"
            self.deviate("repeated", of, reading.terminal.lower(), token.text, token.span, table=section)

    def missing_table(self, key: str) -> None:
        """One deviation says that a table is missing; its parts need no more."""
        self.deviations = [d for d in self.deviations if d.kind != "missing" or d.table != key]
