"""Slips: how a wrong figure probably came about.

Duty: recognise, from the figures of one failed equation, the slip of a hand that explains them. May not know
a word of what it says: texts come with the equation.

Names of slips: `sign`, `transposed`, `shifted`, `left_out`, `counted_twice`, `moved` (to the place of another
equation), and `suspect` where a figure is known to be wrong and no slip shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from govlint.balances import Balance, Term
from govlint.findings import Words
from govlint.model import Count
from govlint.records import dataclass, replace

NOTHING = Words("", "")


@dataclass(frozen=True, slots=True)
class Slip:
    """A likely slip: its name, the term it happened at, the count that was meant where it is known.

    `besides` says which figure is wrong, where the slip itself names another.
    """

    name: str
    term: Term
    meant: Count | None = None
    besides: Slip | None = None


def likely(balance: Balance, suspect: Term | None = None, meant: Count | None = None) -> Slip | None:
    """The slip that the figures show, the one cell that must be wrong being given where it is known."""
    if suspect is not None and meant is not None:
        wrong = Slip("suspect", suspect, meant)
        summing = _of_row(balance, suspect)
        return _of_figure(suspect, meant) or (replace(summing, besides=wrong) if summing else wrong)
    return _of_row(balance, balance_total(balance)) or _lone(list(_of_any_figure(balance)))


def word(slip: Slip | None, texts: Mapping[str, Words], where: str) -> Words:
    """The slip in words, or nothing where it has none; cells of the place `where` go by their last name."""
    text = texts.get(slip.name) if slip else None
    if slip is None or text is None:
        return NOTHING
    facts = {
        "cell": slip.term.cell.label.removeprefix(f"{where} / "),
        "printed": count(slip.term),
        "meant": slip.meant,
    }
    said = Words(text.zh.format(**facts), text.en.format(**facts))
    if slip.besides is None:
        return said
    first = word(slip.besides, texts, where)
    return Words(first.zh + said.zh, first.en + said.en)


def count(term: Term) -> Count:
    """The count of a term, a blank being zero."""
    return 0 if term.cell.count is None else term.cell.count


def balance_total(balance: Balance) -> Term | None:
    """The term of the cell that sums the others up."""
    return next((term for term in balance.terms if term.cell is balance.total), None)


def needed(balance: Balance, term: Term) -> Count | None:
    """The count that would make the equation true, all others staying as they are; None if there is none."""
    if term.factor in (1, -1):
        return _plain(count(term) - balance.difference * term.factor)
    if not term.factor or balance.difference % term.factor:
        return None
    return _plain(count(term) - balance.difference // term.factor)


def _plain(number: Count) -> Count:
    """A whole number without decimals, so that nobody is told to print 15.0."""
    return int(number) if number == number // 1 else number


def _of_figure(term: Term, meant: Count) -> Slip | None:
    printed = count(term)
    if printed == -meant and printed:
        return Slip("sign", term, meant)
    return Slip("transposed", term, meant) if _swapped(str(printed), str(meant)) else None


def _swapped(printed: str, meant: str) -> bool:
    if len(printed) != len(meant):
        return False
    differing = [pair for pair in zip(printed, meant, strict=True) if pair[0] != pair[1]]
    return len(differing) == 2 and differing[0] == differing[1][::-1]


def _of_any_figure(balance: Balance) -> Iterator[Slip]:
    for term in balance.terms:
        meant = needed(balance, term)
        slip = _of_figure(term, meant) if meant is not None and meant >= 0 else None
        if slip:
            yield slip


def _of_row(balance: Balance, total: Term | None) -> Slip | None:
    """A slip in summing up, the total being the wrong figure."""
    if total is None or total.cell is not balance.total or abs(total.factor) != 1:
        return None
    parts = [term for term in balance.terms if term.factor == -total.factor]
    if _shifted(parts, total):
        return Slip("shifted", parts[-1])
    lack = -balance.difference * total.factor
    omitted = _lone([Slip("left_out", term) for term in parts if count(term) == lack != 0])
    return omitted or _lone([Slip("counted_twice", term) for term in parts if count(term) == -lack != 0])


def _shifted(parts: list[Term], total: Term) -> bool:
    """Whether the sum stands in the last part, one column before its place."""
    if len(parts) < 3 or count(total):
        return False
    last = count(parts[-1])
    return last != 0 and last == sum(count(term) for term in parts[:-1])


def _lone(slips: list[Slip]) -> Slip | None:
    return slips[0] if len(slips) == 1 else None
