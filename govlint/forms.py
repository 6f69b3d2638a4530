"""The forms that a run knows, and which of them a document is.

Duty: load forms with their lexicons and parsers, recognise one by what is printed. May not go by the year.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from govlint.commas import may_be_row
from govlint.document import Document, Grid, Piece, Strip
from govlint.facts import Finder, compile_facts, read_facts
from govlint.glue import unglue
from govlint.grammar import Form, kind_of
from govlint.headings import split_headings
from govlint.labels import Simplifier, label_key
from govlint.lexicon import Lexicon, Tables, tables_of
from govlint.patterns import lazy
from govlint.records import dataclass, field
from govlint.syntax import Parser

_LONGEST_LABEL_LINE = 120
_FEWEST_HEADINGS = 2
_FEWEST_LABELS = 5
_MOST_KEPT = 64
_FRONT = 12
"""So many lines at the head of a document are searched for its title."""
TITLE = "title"
"""The fact that a form's grammar reads in a report's title."""
_PARTED = lazy('[,，"]')
_SURE = 3
"""So many labels of its own make a form certain."""
Seen = tuple[str, str]
"""A label terminal and the letters that were printed."""


@dataclass(frozen=True)
class Kit:
    """A form with what reads it."""

    form: Form
    lexicon: Lexicon
    parser: Parser
    finders: tuple[Finder, ...] = ()
    skeletons: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)
    """Skeletons by what their tokens may be; `understand.py` fills it."""


@dataclass(frozen=True)
class Recognised:
    """The forms by the number of their labels seen: of their own alone, and in all."""

    kit: Kit | None
    candidates: tuple[tuple[str, int], ...]
    rivals: tuple[Kit, ...] = ()
    """Forms that it may be as well: hardly a label tells them apart."""


def load_kits(paths: Iterable[Path], traditional: str) -> tuple[Kit, ...]:
    """A kit for each grammar that has a `start`; `traditional` is pairs of characters.

    Raises:
        GrammarError: where a grammar cannot be used.
    """
    return make_kits(load_forms(paths), traditional)


def load_forms(paths: Iterable[Path]) -> tuple[tuple[Form, Tables], ...]:
    """The form of each grammar that has a `start`, and the tables of its labels.

    Raises:
        GrammarError: where a grammar cannot be used.
    """
    from govlint.compiled import load_form  # noqa: PLC0415 - not needed where forms have been kept
    from govlint.lineage import related  # noqa: PLC0415

    ordered = sorted(set(paths))
    folders = sorted({path.parent for path in ordered})
    forms = related([(path, load_form(path, folders)) for path in ordered])
    return tuple((form, tables_of(form)) for form in forms)


def make_kits(forms: Iterable[tuple[Form, Tables]], traditional: str) -> tuple[Kit, ...]:
    """A kit for each form; `traditional` is pairs of characters."""
    simplify = Simplifier(traditional)
    return tuple(
        Kit(form, Lexicon(form, simplify, tables), Parser(form), compile_facts(form.facts, form.signs))
        for form, tables in forms
    )


class Recogniser:
    """Tells which of some forms a document is; what a text counts for is remembered."""

    def __init__(self, kits: Sequence[Kit]) -> None:
        self.kits = tuple(kits)
        self._recognised: dict[frozenset[str], Recognised] = {}
        self._of = lru_cache(maxsize=1024)(self._labels_of)

    def _labels_of(self, text: str) -> tuple[frozenset[Seen], ...]:
        """The labels of each form that a text is; empty where it is none of any."""
        of = tuple(
            frozenset((r.terminal, label_key(text).text) for r in kit.lexicon.readings(text))
            for kit in self.kits
        )
        return of if any(of) else ()

    def recognise(self, document: Document) -> Recognised:
        """The form whose own labels are printed most; none where hardly a label of any form is.

        A form and those that extend it are one family; of a family, that one is taken of which most labels are
        printed, and a form before those that extend it.
        """
        labels = self._labels(_texts(document))
        known = self._recognised.get(labels)
        if known is not None:
            return known
        seen = self._seen(labels)
        if all(len(mine) < 2 * _FEWEST_LABELS for mine in seen):
            for mine, kit in zip(seen, self.kits, strict=True):
                mine.update(_run_on(kit.lexicon, _pieces(document)))
            return self._best(seen, document)
        found = self._best(seen, document)
        # With fewer labels the title was asked as well.
        if found.kit is not None and _enough(seen[self.kits.index(found.kit)]):
            if len(self._recognised) >= _MOST_KEPT:
                self._recognised.clear()
            self._recognised[labels] = found
        return found

    def _best(self, seen: list[set[Seen]], document: Document) -> Recognised:
        """The form of which most labels were seen."""
        letters = [{text for _, text in mine} for mine in seen]
        families = self._families()
        members = [
            max(family, key=lambda i: (len(letters[i]), -self._generation(i), i)) for family in families
        ]
        printed = [set[str]().union(*(letters[index] for index in family)) for family in families]
        scores = [
            (len(mine.difference(*printed[:at], *printed[at + 1 :])), len(letters[members[at]]), members[at])
            for at, mine in enumerate(printed)
        ]
        ranked = sorted(scores, key=lambda score: (-score[0], -score[1], -score[2]))
        candidates = tuple((self.kits[index].form.id, own) for own, _, index in ranked)
        if not ranked or not (_enough(seen[ranked[0][2]]) or _begun(seen[ranked[0][2]], document, self.kits)):
            return Recognised(None, candidates)
        own, known, best = ranked[0]
        rivals = [
            self.kits[i]
            for mine, all_, i in ranked[1:]
            if own < _SURE and mine + 1 >= own and 2 * all_ >= known
        ]
        return Recognised(self.kits[best], candidates, tuple(rivals))

    def _families(self) -> list[list[int]]:
        """The places of the forms of each family."""
        families: dict[str, list[int]] = {}
        for index, kit in enumerate(self.kits):
            families.setdefault(kit.form.lineage[-1], []).append(index)
        return list(families.values())

    def _generation(self, index: int) -> int:
        return len(self.kits[index].form.lineage)

    def _labels(self, printed: Iterable[str]) -> frozenset[str]:
        """The short texts, and the words of short texts, that are labels of some form."""
        short = [text for text in printed if 1 < len(text) <= _LONGEST_LABEL_LINE and not text.isdecimal()]
        texts = {*short, *[part for text in short if " " in text for part in text.split()]}
        texts.update([part for text in short if may_be_row(text) for part in _PARTED.split(text)])
        of = self._of
        return frozenset([text for text in texts if not text.isdecimal() and of(text)])

    def _seen(self, labels: Iterable[str]) -> list[set[Seen]]:
        """The labels of each form among these."""
        mine = [self._of(text) for text in labels]
        return [set[Seen]().union(*[of[index] for of in mine]) for index in range(len(self.kits))]


def _begun(seen: set[Seen], document: Document, kits: Sequence[Kit]) -> bool:
    """Whether a heading stands under a report's title: a report that breaks off, not something else."""
    if not any(kind_of(terminal) == "HEADING" for terminal, _ in seen):
        return False
    front = [("", piece) for piece in islice(_pieces(document), _FRONT)]
    return any(fact.name == TITLE for kit in kits for fact in read_facts(kit.finders, front))


def _texts(document: Document) -> set[str]:
    """What the document prints, each text once."""
    texts: set[str] = set()
    for block in document.blocks:
        if isinstance(block, Grid):
            texts.update([cell.piece.text for cell in block.cells])
        elif isinstance(block, Strip):
            texts.update([text for text, _, _ in block.cells])
        else:
            texts.add(block.piece.text)
    return texts


def _pieces(document: Document) -> Iterable[Piece]:
    for block in document.blocks:
        if isinstance(block, Grid):
            yield from (cell.piece for cell in block.cells)
        elif isinstance(block, Strip):
            yield from block.cells
        else:
            yield block.piece


def _run_on(lexicon: Lexicon, pieces: Iterable[Piece]) -> set[Seen]:
    """The labels in lines that run on."""
    found: set[Seen] = set()
    for piece in pieces:
        if len(piece.text) > _LONGEST_LABEL_LINE:
            for part, _ in split_headings(piece, lexicon):
                for label, _ in ((part, ()), *unglue(part, lexicon)):
                    found |= {(r.terminal, label_key(label.text).text) for r in lexicon.readings(label.text)}
    return found


def _enough(seen: set[Seen]) -> bool:
    kinds = [kind_of(terminal) for terminal in {terminal for terminal, _ in seen}]
    return kinds.count("HEADING") >= _FEWEST_HEADINGS or len(kinds) - kinds.count("HEADING") >= _FEWEST_LABELS
