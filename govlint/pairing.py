"""What was left out in one place and inserted in another: it had moved.

Duty: find such pairs among the edits of a parse. May not search for a repair.
"""

from __future__ import annotations

from collections.abc import Sequence

from govlint.automaton import Edit
from govlint.grammar import CELLS, kind_of
from govlint.lexicon import Reading
from govlint.tokens import Token


def pair(edits: list[Edit]) -> list[Edit]:
    """Put what was left out into the places where the same was inserted."""
    if all(edit.terminal for edit in edits):
        return edits
    pairing = _Pairing(edits)
    for index, edit in enumerate(edits):
        if edit.token is None and edit.terminal != CELLS:
            pairing.fill(index, edit.terminal)
    return [edit for index, edit in enumerate(pairing.paired) if index not in pairing.used]


class _Pairing:
    """The edits with gaps filled so far; `spare` gives where a token that may be a terminal was left out."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self.edits = edits
        self.paired = list(edits)
        self.used: set[int] = set()
        self.spare: dict[str, list[int]] = {}
        for index, edit in enumerate(edits):
            if not edit.terminal and edit.token is not None:
                for reading in edit.token.readings:
                    self.spare.setdefault(reading.terminal, []).append(index)

    def fill(self, index: int, terminal: str) -> None:
        """Put the first token that fits, and the counts behind it, where a label was inserted."""
        spare = self.spare.get(terminal, ())
        found = next((i for i in spare if i not in self.used and self.sure(i)), None)
        if found is None:
            return
        self.used.add(found)
        token = self.token(found)
        passed = self.passed(index, found) if kind_of(terminal) == "ROW" else []
        if len(passed) == 1:
            # Two neighbours have changed places: the one that now stands too high has moved.
            self.paired[passed[0]] = self.paired[passed[0]]._replace(moved=True)
        self.paired[index] = Edit(terminal, token, _reading(token, terminal), moved=len(passed) != 1)
        self.bring_counts(index + 1, found + 1)

    def passed(self, index: int, found: int) -> list[int]:
        """The rows that stand between the place and the token."""
        between = range(index, found)
        return [i for i in between if self.edits[i].token and kind_of(self.edits[i].terminal) == "ROW"]

    def bring_counts(self, wanted: int, follows: int) -> None:
        """Counts left out behind a label go with it."""
        if wanted >= len(self.edits) or self.edits[wanted] != Edit(CELLS, None) or follows >= len(self.edits):
            return
        cells = self.edits[follows].token
        if not self.edits[follows].terminal and cells is not None and cells.kind == CELLS:
            self.paired[wanted] = Edit(CELLS, cells)
            self.used.add(follows)

    def token(self, index: int) -> Token:
        """The token left out there."""
        token = self.edits[index].token
        if token is None:
            raise AssertionError("only tokens are spare")
        return token

    def sure(self, index: int) -> bool:
        """Whether a label left out can be taken for a row: it is nothing else, or counts follow it."""
        kinds = {kind_of(reading.terminal) for reading in self.token(index).readings}
        if "ROW" not in kinds or kinds == {"ROW"}:
            return True
        following = self.edits[index + 1].token if index + 1 < len(self.edits) else None
        return following is not None and following.kind == CELLS


def _reading(token: Token, terminal: str) -> Reading:
    return next(reading for reading in token.readings if reading.terminal == terminal)
