"""The documents that are measured: each report in every layout of text and as web page, Word file and PDF."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import make_docx
import make_html
import make_pdf
import reports
from reports.model import Place, Printed, ReportData

FILES: Mapping[str, Callable[[ReportData], bytes]] = {
    "html": make_html.report,
    "docx": make_docx.report,
    "pdf": make_pdf.report,
}
LAYOUTS = (*reports.LAYOUTS, *FILES)


@dataclass(frozen=True, slots=True)
class Made:
    """A document, what was planted in it and where it is printed, as far as lines tell."""

    path: str
    data: bytes
    layout: str
    printed: Printed | None = None
    check: str = ""
    place: Place | None = None
    words: str = ""
    """The planted sentence, where one was."""
    group: str = ""


def document(data: ReportData, layout: str, **options: object) -> Made:
    """A report in a layout; `options` are those of `reports.write` and have no say on files."""
    if layout in FILES:
        return Made(f"report.{layout}", FILES[layout](data), layout)
    printed = reports.write(data, layout, **options)
    return Made("report.txt", printed.text.encode(), layout, printed)


def planted(fault: reports.Fault, layout: str, seed: int) -> Made:
    """A report with one fault in it."""
    spoilt = fault.plant(fault.make(seed), random.Random(seed))
    made = document(spoilt.data, layout)
    said = {s.key: s.text for s in spoilt.data.sentences}
    words = said.get(spoilt.place.key[0], "") if spoilt.place.kind == "sentence" else ""
    return Made(made.path, made.data, layout, made.printed, spoilt.check, spoilt.place, words, fault.name)


def alike(harmless: reports.Harmless, layout: str, seed: int) -> Made:
    """A report that looks faulty and is not."""
    data = harmless.apply(harmless.make(seed), random.Random(seed))
    made = document(data, layout, **(harmless.options or {}))
    return Made(made.path, made.data, layout, made.printed, harmless.aimed, group=harmless.name)


def consistent(layout: str, seed: int) -> Made:
    """A report in which nothing is wrong; the seed chooses form, figures and body."""
    form = ("gfoi-2019", "gfoi-2021")[seed % 2]
    profile = reports.PROFILES[seed % len(reports.PROFILES)]
    kind = reports.KINDS[seed % len(reports.KINDS)]
    return document(reports.make(seed, form=form, profile=profile, kind=kind), layout)
