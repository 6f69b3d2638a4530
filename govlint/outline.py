"""The order of sections: put what moved where the form has it, and say so.

Duty: reorder the tokens of a report by its headings. May not look into a section.
"""

from __future__ import annotations

from collections.abc import Sequence

from govlint.grammar import PROSE, Form, kind_of
from govlint.named import NamedTuple
from govlint.records import dataclass
from govlint.tokens import Token, prose_token


class Ordered(NamedTuple):
    """Tokens in the form's order of sections, and the headings that stood elsewhere or twice."""

    tokens: list[Token]
    moved: tuple[Token, ...]
    repeated: tuple[Token, ...]


@dataclass(slots=True)
class _Part:
    rank: int
    tokens: list[Token]


def settle(tokens: Sequence[Token]) -> list[Token]:
    """Tokens with neighbouring prose as one; what only might be a heading is prose where a surer one is."""
    least: dict[str, int] = {}
    for reading in (token.readings[0] for token in tokens if token.readings):
        least[reading.terminal] = min(reading.cost, least.get(reading.terminal, reading.cost))
    settled: list[Token] = []
    for token in tokens:
        readings = token.readings
        # What is printed as the form has it is beyond doubt.
        doubtful = bool(readings and readings[0].cost) and all(
            r.cost > least.get(r.terminal, r.cost) for r in readings
        )
        heading = doubtful and all(kind_of(reading.terminal) == "HEADING" for reading in token.readings)
        here = prose_token(token.pieces) if heading else token
        if here.kind == PROSE and settled and settled[-1].kind == PROSE:
            settled[-1] = prose_token((*settled[-1].pieces, *here.pieces))
        else:
            settled.append(here)
    return settled


def order_sections(tokens: Sequence[Token], form: Form, *, free: bool) -> Ordered:
    """The tokens with their sections in the form's order; as they are where the form leaves it `free`."""
    if free:
        return Ordered(list(tokens), (), ())
    ranks = {f"{section.upper()}_HEADING": rank for rank, section in enumerate(form.sections)}
    parts = [_Part(-1, [])]
    for token in tokens:
        rank = _rank(token, ranks)
        if rank is None:
            parts[-1].tokens.append(token)
        else:
            parts.append(_Part(rank, [token]))
    parts, repeated = _merge_repeated(parts)
    kept = _longest_rise([part.rank for part in parts])
    moved = tuple(part.tokens[0] for index, part in enumerate(parts) if index not in kept)
    parts.sort(key=lambda part: part.rank)
    return Ordered(settle([token for part in parts for token in part.tokens]), moved, repeated)


def _rank(token: Token, ranks: dict[str, int]) -> int | None:
    if not token.readings or token.readings[0].cost or kind_of(token.readings[0].terminal) != "HEADING":
        return None
    return ranks.get(token.readings[0].terminal)


def _merge_repeated(parts: list[_Part]) -> tuple[list[_Part], tuple[Token, ...]]:
    """One part for each section: the fullest; the others join what stands before them.

    A part that holds its heading and nothing else is an entry of a table of contents and is not told.
    """
    best: dict[int, int] = {}
    for index, part in enumerate(parts):
        if part.rank not in best or _size(part) > _size(parts[best[part.rank]]):
            best[part.rank] = index
    merged: list[_Part] = []
    repeated: list[Token] = []
    for index, part in enumerate(parts):
        if best[part.rank] == index:
            merged.append(part)
            continue
        heading, *rest = part.tokens
        if rest:
            repeated.append(heading)
        target = merged[-1] if merged else parts[0]
        target.tokens.extend([prose_token(heading.pieces), *rest])
    return merged, tuple(repeated)


def _size(part: _Part) -> int:
    return sum(len(token.text) for token in part.tokens[1:])


def _longest_rise(ranks: Sequence[int]) -> set[int]:
    """Indices of a longest rising subsequence: the parts that need not move."""
    length = [1] * len(ranks)
    before = [-1] * len(ranks)
    for here, rank in enumerate(ranks):
        for there in range(here):
            if ranks[there] < rank and length[there] + 1 > length[here]:
                length[here], before[here] = length[there] + 1, there
    at = max(range(len(ranks)), key=lambda index: length[index], default=-1)
    kept: set[int] = set()
    while at >= 0:
        kept.add(at)
        at = before[at]
    return kept
