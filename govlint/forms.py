"""The forms that a run knows, and which of them a document is.

Duty: load forms with their lexicons and parsers, recognise one by what is printed. May not go by the year.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from govlint.document import Document, Grid, Piece, Strip
from govlint.facts import Finder, compile_facts
from govlint.grammar import Form, kind_of
from govlint.headings import split_headings
from govlint.labels import Simplifier, label_key
from govlint.lexicon import Lexicon
from govlint.glue import unglue
from govlint.syntax import Parser
from govlint.tables import compile_form

_LONGEST_LABEL_LINE = 120
_FEWEST_HEADINGS = 2
_FEWEST_LABELS = 5


@dataclass(frozen=True)
class Kit:
    """A form with what reads it."""

    form: Form
    lexicon: Lexicon
    parser: Parser
    finders: tuple[Finder, ...] = ()


@dataclass(frozen=True)
class Recognised:
    """The forms by the number of their labels seen: of their own alone, and in all."""

    kit: Kit | None
    candidates: tuple[tuple[str, int], ...]


def load_kits(paths: Iterable[Path], traditional: str) -> tuple[Kit, ...]:
    """A kit for each grammar that has a `start`; `traditional` is pairs of characters.

    Raises:
        GrammarError: where a grammar cannot be used.
    """
    simplify = Simplifier(traditional)
    folders = sorted({path.parent for path in paths})
    kits = []
    for path in sorted(paths):
        form = compile_form(path, folders)
        kits.append(Kit(form, Lexicon(form, simplify), Parser(form), compile_facts(form.facts)))
    return tuple(kits)


def recognise(document: Document, kits: Sequence[Kit]) -> Recognised:
    """The form whose own labels are printed most; none where hardly a label of any form is."""
    pieces = list(_pieces(document))
    short = {piece.text for piece in pieces if 0 < len(piece.text) <= _LONGEST_LABEL_LINE}
    seen = {kit.form.id: _labels(kit, short, pieces) for kit in kits}
    scores = []
    for kit in kits:
        others = set().union(*(seen[other.form.id] for other in kits if other is not kit)) if len(kits) > 1 else set()
        mine = seen[kit.form.id]
        scores.append((len(mine - others), len(mine), kit))
    best = max(scores, key=lambda score: (score[0], score[1]), default=None)
    candidates = tuple((kit.form.id, own) for own, _, kit in sorted(scores, key=lambda s: (-s[0], -s[1])))
    if best is None or not _enough(best[2], seen[best[2].form.id]):
        return Recognised(None, candidates)
    return Recognised(best[2], candidates)


def _pieces(document: Document) -> Iterable[Piece]:
    for block in document.blocks:
        if isinstance(block, Grid):
            yield from (cell.piece for cell in block.cells)
        elif isinstance(block, Strip):
            yield from block.cells
        else:
            yield block.piece


def _labels(kit: Kit, short: set[str], pieces: Sequence[Piece]) -> set[tuple[str, str]]:
    """(terminal, letters) of every label printed; lines that run on are searched where short ones are few."""
    lexicon = kit.lexicon
    texts = short.union(part for text in short if " " in text for part in text.split())
    found = {(r.terminal, label_key(text).text) for text in texts for r in lexicon.readings(text)}
    if len(found) >= 2 * _FEWEST_LABELS:
        return found
    for piece in pieces:
        if len(piece.text) > _LONGEST_LABEL_LINE:
            for part, _ in split_headings(piece, lexicon):
                found |= {(r.terminal, label_key(part.text).text) for r in lexicon.readings(part.text)}
                for label, readings in unglue(part, lexicon):
                    found |= {(r.terminal, label_key(label.text).text) for r in readings}
    return found


def _enough(kit: Kit, seen: set[tuple[str, str]]) -> bool:
    kinds = [kind_of(terminal) for terminal in {terminal for terminal, _ in seen}]
    return kinds.count("HEADING") >= _FEWEST_HEADINGS or len(kinds) - kinds.count("HEADING") >= _FEWEST_LABELS
