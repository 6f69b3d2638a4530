"""Where a sentence more is said.

Duty: put a sentence somewhere in a report's prose, and say where. May not know what it says.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace

from reports.edit import with_paragraphs, with_section, without_sentences
from reports.model import Paragraph, Place, ReportData, Sentence
from reports.statements import Told

KEY = "planted"
_SPOTS = ("opening", "normative", "management", "platforms", "training", "assessment")
"""Sentences of section one behind which another may stand."""


def told(data: ReportData) -> Told:
    """What the prose must agree with."""
    return Told(data.form, data.year, data.agency, data.figures)


def put(
    data: ReportData, rng: random.Random, text: str, instead_of: str = "", what: str = ""
) -> tuple[ReportData, Place, str]:
    """The report with that sentence in place of the marked one, or somewhere in section one; its place; what was said.

    A replaced sentence's own line is kept half of the time; else it goes and the new one stands elsewhere.
    """
    place = Place("sentence", (KEY,))
    said = Sentence(KEY, text)
    present = any(s.key == instead_of for s in data.sentences)
    movable = instead_of not in {"", "parts", "legal_basis", "fee"}
    if present and not (movable and rng.random() < 0.5):
        return _behind(data, instead_of, said, keep=False), place, what or text
    bare = without_sentences(data, [instead_of]) if present else data
    spots = [key for key in _SPOTS if any(s.key == key for s in bare.sentences)]
    way = rng.choice(("behind", "own", "last"))
    if way == "behind":
        return _behind(bare, rng.choice(spots), said), place, what or text
    if way == "last":
        return _last(bare, said), place, what or text
    return _own(bare, rng.choice(spots), said), place, what or text


def put_first(data: ReportData, text: str, what: str = "") -> tuple[ReportData, Place, str]:
    """The report with that sentence as a paragraph before the first section."""
    said = replace(data, intro=(*data.intro, Paragraph((Sentence(KEY, text),))))
    return said, Place("sentence", (KEY,)), what or text


def _behind(data: ReportData, key: str, said: Sentence, *, keep: bool = True) -> ReportData:
    """Behind the sentence of that key, or in its place."""

    def change(paragraph: Paragraph) -> Iterable[Paragraph]:
        new: list[Sentence] = []
        for sentence in paragraph.sentences:
            if sentence.key != key:
                new.append(sentence)
            else:
                new += [sentence, said] if keep else [said]
        return [replace(paragraph, sentences=tuple(new))]

    return with_paragraphs(data, change)


def _own(data: ReportData, key: str, said: Sentence) -> ReportData:
    """As a paragraph of its own behind the one that holds the sentence of that key."""

    def change(paragraph: Paragraph) -> Iterable[Paragraph]:
        holds = any(sentence.key == key for sentence in paragraph.sentences)
        return [paragraph, Paragraph((said,))] if holds else [paragraph]

    return with_paragraphs(data, change)


def _last(data: ReportData, said: Sentence) -> ReportData:
    """As the last paragraph of the first section."""
    old = data.section("overview").paragraphs
    return with_section(data, "overview", paragraphs=(*old, Paragraph((said,))))


def put_in(data: ReportData, section: str, text: str, key: str = KEY) -> tuple[ReportData, Place, str]:
    """The report with that sentence as a paragraph more at the end of a section."""
    old = data.section(section).paragraphs
    said = with_section(data, section, paragraphs=(*old, Paragraph((Sentence(key, text),))))
    return said, Place("sentence", (key,)), text
