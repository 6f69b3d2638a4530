"""Lexicons: which labels of a form a printed text may be.

Duty: readings of one printed label, exact, by number, or after repair. May not look at what stands around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import itemgetter

from govlint.alphabet import Alphabet
from govlint.grammar import Form, kind_of
from govlint.labels import Key, Number, Simplifier, label_key, loose_digit
from govlint.named import NamedTuple

EXACT, UNNUMBERED, DAMAGED, OTHER_STYLE = 0, 30, 30, 140
"""Costs of a reading, in hundredths of one missing row."""
_SHORTEST_DAMAGED = 4
_LONGEST_LABEL = 60
_MOST_WRONG = 2
"""So many characters of a label may differ where its number does not vouch for it."""
_NUMERALS = "一二三四五六七八九十"
_NUMERALS_ALONE = frozenset(_NUMERALS)


class Reading(NamedTuple):
    """One thing that a printed label may be, and what it costs to take it so."""

    terminal: str
    cost: int
    text: str
    expected: Number | None
    damaged: bool
    canonical: bool


class _Entry(NamedTuple):
    terminal: str
    number: Number | None
    text: str
    key: str
    canonical: bool
    letters: frozenset[str]


_Placed = tuple[int, _Entry]
_place = itemgetter(0)


class Tables(NamedTuple):
    """The labels of a form by their letters, and the numbers of labels by how their letters begin."""

    entries: dict[str, list[_Entry]]
    prefixes: dict[str, frozenset[Number | None]]


def tables_of(form: Form) -> Tables:
    """The tables of a form's labels."""
    entries: dict[str, list[_Entry]] = {}
    prefixes: dict[str, set[Number | None]] = {}
    for terminal, alternatives in form.labels.items():
        _add(entries, prefixes, terminal, alternatives)
    # Thousands of beginnings have the same few numbers.
    same: dict[frozenset[Number | None], frozenset[Number | None]] = {}
    shared = {text: same.setdefault(one := frozenset(numbers), one) for text, numbers in prefixes.items()}
    return Tables(entries, shared)


def _add(
    entries: dict[str, list[_Entry]],
    prefixes: dict[str, set[Number | None]],
    terminal: str,
    alternatives: tuple[str, ...],
) -> None:
    first = label_key(alternatives[0])
    for index, text in enumerate(alternatives):
        key = label_key(text)
        known = entries.setdefault(key.text, [])
        if all(entry.terminal != terminal for entry in known):
            letters = frozenset(key.text)
            known.append(_Entry(terminal, first.number, alternatives[0], key.text, index == 0, letters))
        for size in range(1, len(key.text)):
            prefixes.setdefault(key.text[:size], set()).add(first.number)


class Lexicon:
    """The labels of one form, by key; the answers for recent texts are kept."""

    def __init__(self, form: Form, simplify: Simplifier, tables: Tables | None = None) -> None:
        self.form = form
        self.simplify = simplify
        self.entries, self.prefixes = tables or tables_of(form)
        self._by: tuple[dict[int, list[_Placed]], dict[Number | None, list[_Placed]]] | None = None
        self.alphabet = Alphabet(self.entries, simplify)
        self.readings = lru_cache(maxsize=1024)(self._look_up)
        self.damaged = lru_cache(maxsize=1024)(self._nearest)
        self.is_prefix = lru_cache(maxsize=1024)(self._starts_some)
        self.exact = lru_cache(maxsize=1024)(self._whole)
        self.completions = lru_cache(maxsize=1024)(self._begun)

    def _look_up(self, text: str) -> tuple[Reading, ...]:
        """The labels that `text` may be, by their letters and number; empty where it is none."""
        if len(text) > _LONGEST_LABEL * 2 or self.alphabet.is_strange(text):
            return ()
        key = label_key(text)
        for number, letters in self._candidates(key):
            found = self.entries.get(letters)
            if found:
                return _readings(number, found, damaged=False)
        return ()

    def _whole(self, text: str) -> tuple[Reading, ...]:
        """The labels that all the letters of `text` make, a note in brackets included."""
        key = label_key(text)
        found = self.entries.get(self.simplify(key.text))
        return _readings(key.number, found, damaged=False) if found else ()

    def _candidates(self, key: Key) -> list[tuple[Number | None, str]]:
        text, bare = self.simplify(key.text), self.simplify(key.bare)
        found: list[tuple[Number | None, str]] = [(key.number, text)]
        if bare and bare != text:
            found.append((key.number, bare))
        if key.number is None and text:
            loose = loose_digit(text)
            if loose:
                found.append(loose)
            elif text[0] in _NUMERALS:
                found.append((Number("top", text[0]), text[1:]))
        return found

    def _starts_some(self, text: str) -> bool:
        """Whether some label starts with the letters of `text` and goes on; a bare number starts many."""
        key = label_key(text)
        letters = self.simplify(key.text)
        if not letters or letters in _NUMERALS_ALONE:
            return key.number is not None or bool(letters)
        numbers = self.prefixes.get(letters, frozenset())
        return key.number in numbers if key.number is not None else bool(numbers)

    def _begun(self, text: str) -> tuple[Reading, ...]:
        """The one row label that `text` is the beginning of; empty where several start so, or none."""
        key = label_key(text)
        letters = self.simplify(key.text)
        # With its number a label is known by its first letters.
        if len(letters) < (_SHORTEST_DAMAGED - 1 if key.number is None else 1):
            return ()
        entries = [
            entry for found in self.entries.values() for entry in found if entry.key.startswith(letters)
        ]
        rows = {
            e.terminal: e for e in entries if kind_of(e.terminal) == "ROW" and key.number in (None, e.number)
        }
        return _readings(key.number, list(rows.values()), damaged=False) if len(rows) == 1 else ()

    def _near(self, number: Number | None, letters: str) -> Iterator[tuple[_Entry, int]]:
        """Labels of nearly the same letters, in any order, and how many may differ."""
        known = frozenset(letters)
        size = len(letters)
        by_size, by_number = self._sorted()
        found = set(by_number.get(number, ())) if number is not None else set()
        for near in range(size - _MOST_WRONG, size + _MOST_WRONG + 1):
            found.update(by_size.get(near, ()))
        for _, entry in sorted(found, key=_place):
            limit = _tolerance(entry.key, same_number=number == entry.number is not None)
            if not -limit <= len(entry.key) - size <= limit:
                continue
            # Each letter that only one of them has must be taken out, put in or replaced.
            if limit and len(known - entry.letters) <= limit and len(entry.letters - known) <= limit:
                yield entry, limit

    def _sorted(self) -> tuple[dict[int, list[_Placed]], dict[Number | None, list[_Placed]]]:
        """The entries, each with its place among all, by the number of their letters and by their number."""
        if self._by is None:
            self._by = {}, {}
            entries = [entry for found in self.entries.values() for entry in found]
            for placed in enumerate(entries):
                self._by[0].setdefault(len(placed[1].key), []).append(placed)
                self._by[1].setdefault(placed[1].number, []).append(placed)
        return self._by

    def _nearest(self, text: str) -> tuple[Reading, ...]:
        """The labels nearest to a text that is none, where few enough characters differ."""
        key = label_key(text)
        letters = self.simplify(key.text)
        known = self.alphabet.letters
        # A text without a letter of any label is as far from each as can be: thousands of bare figures are.
        if not _SHORTEST_DAMAGED - 1 <= len(letters) <= _LONGEST_LABEL or known.isdisjoint(letters):
            return ()
        if key.number is None and len(set(letters) - known) > _MOST_WRONG:
            return ()
        best = [
            (distance, entry)
            for entry, limit in self._near(key.number, letters)
            if (distance := _distance(letters, entry.key, limit)) <= limit
        ]
        if not best:
            return ()
        least = min(distance for distance, _ in best)
        nearest = tuple({entry.terminal: entry for distance, entry in best if distance == least}.values())
        return _readings(key.number, nearest, damaged=True)


def _distance(letters: str, label: str, limit: int) -> int:
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - costs start-up time and is rarely needed

    found: int = Levenshtein.distance(letters, label, score_cutoff=limit)
    return found


def _tolerance(label: str, *, same_number: bool) -> int:
    """How many characters may differ: lost ones count for less when the printed number is the label's."""
    if len(label) < _SHORTEST_DAMAGED:
        return 0
    if same_number:
        return max(1, len(label) // 3)
    return 1 if len(label) < 2 * _SHORTEST_DAMAGED else _MOST_WRONG


def _readings(number: Number | None, found: Sequence[_Entry], *, damaged: bool) -> tuple[Reading, ...]:
    same = [entry for entry in found if number is not None and entry.number == number]
    if number is not None and not same:
        same = [entry for entry in found if entry.number is not None]
    cost = DAMAGED if damaged else EXACT
    return tuple(
        Reading(
            entry.terminal,
            cost + _number_cost(number, entry),
            entry.text,
            entry.number,
            damaged,
            entry.canonical and not damaged,
        )
        for entry in (same or found)
    )


def _number_cost(number: Number | None, entry: _Entry) -> int:
    if kind_of(entry.terminal) != "HEADING" or entry.number is None:
        return 0
    if number is None:
        return UNNUMBERED
    return 0 if number.style == entry.number.style else OTHER_STYLE
