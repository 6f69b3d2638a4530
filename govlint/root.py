"""Root causes: one wrong cell, one finding.

Duty: of equations that fail, say which single cells explain them, and leave out what only follows from
others. May not read packs, evaluate an equation, nor know a word.

The engine gathers, for one report, a `Joint` for every breach of a joint rule and every `Holds`, leaves out
the joints of constraints that another finding suppresses, and passes both to `resolve`. It gets back the
breaches to report: at the wrong cell, with the other equations' proofs in `further`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from govlint.balances import Balance, Term
from govlint.findings import Edit, Fix, Related
from govlint.model import Cell, Count
from govlint.records import dataclass, replace
from govlint.rule import Breach, Holds, Node
from govlint.slips import Slip, likely, needed, word
from govlint.verdicts import name_of

_MAX_STEPS = 4000
"""Steps of the search for causes before a tangle of failures is called undecided."""

_MAX_RELATED = 32

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Joint:
    """One failed equation: its constraint's code and rank, the node, and the breach that the rule yielded."""

    code: str
    rank: int
    node: Node
    breach: Breach


@dataclass(frozen=True, slots=True)
class Suspect:
    """A cell that, changed to `meant`, repairs every failed equation it is in (`mends`, by index)."""

    term: Term
    meant: Count
    mends: frozenset[int]


def resolve(failing: Sequence[Joint], holding: Iterable[Holds]) -> Iterator[Joint]:
    """The breaches to report, each at the cell that repairs it where there is exactly one such cell."""
    yield from (joint for joint in failing if joint.breach.balance is None)
    joints = sorted((j for j in failing if j.breach.balance), key=lambda j: (j.rank, j.code, j.breach.span))
    if not joints:
        return
    held = list(holding)
    suspects = list(_suspects(joints, {_key(cell) for met in held for cell in met.cells}))
    unexplained: list[Joint] = []
    for tangle in _tangles(len(joints), suspects):
        cover = _cover(tangle, [suspect for suspect in suspects if suspect.mends <= tangle])
        yield from (_blamed(joints, suspect) for suspect in cover)
        if not cover:
            unexplained += (joints[index] for index in sorted(tangle))
    totals = _totals(joints, held)
    told = [joint for joint in unexplained if not _follows(joint, unexplained, totals)]
    for joint in told:
        index = joints.index(joint)
        yield _unblamed(joint, told, [s.term for s in suspects if index in s.mends])


def _balance(joint: Joint) -> Balance:
    assert joint.breach.balance is not None
    return joint.breach.balance


def _key(cell: Cell) -> Key:
    return cell.table, cell.row, cell.column


def _suspects(joints: Sequence[Joint], held: set[Key]) -> Iterator[Suspect]:
    shares: dict[Key, dict[int, Term]] = {}
    for index, joint in enumerate(joints):
        for term in _balance(joint).terms:
            if _key(term.cell) not in held:
                _share(shares.setdefault(_key(term.cell), {}), index, term)
    for terms in shares.values():
        figures = {needed(_balance(joints[index]), term) for index, term in terms.items()}
        meant = figures.pop()
        if not figures and meant is not None and _possible(meant):
            yield Suspect(next(iter(terms.values())), meant, frozenset(terms))


def _share(terms: dict[int, Term], index: int, term: Term) -> None:
    known = terms.get(index)
    terms[index] = term._replace(factor=known.factor + term.factor) if known else term


def _possible(meant: Count) -> bool:
    """Whether a cell can be meant to say this: what equations bind are counts, whole and not negative."""
    return meant >= 0 and meant == meant // 1


def _tangles(size: int, suspects: Iterable[Suspect]) -> Iterator[frozenset[int]]:
    """The failed equations in groups that share no suspect."""
    groups = {index: frozenset((index,)) for index in range(size)}
    for suspect in suspects:
        merged = frozenset[int]().union(*(groups[index] for index in suspect.mends))
        groups.update(dict.fromkeys(merged, merged))
    yield from dict.fromkeys(groups.values())


def _cover(tangle: frozenset[int], suspects: Sequence[Suspect]) -> Sequence[Suspect]:
    """The fewest suspects that between them repair each equation once, if only one choice is the smallest."""
    best: list[list[Suspect]] = []
    budget = _MAX_STEPS
    stack: list[tuple[frozenset[int], list[Suspect]]] = [(tangle, [])]
    while stack:
        budget -= 1
        left, chosen = stack.pop()
        if not budget:
            return ()
        if best and len(chosen) > len(best[0]):
            continue
        if not left:
            best = [chosen, *(best if best and len(best[0]) == len(chosen) else ())]
            continue
        fitting = (s for s in suspects if min(left) in s.mends and s.mends <= left)
        stack.extend((left - s.mends, [*chosen, s]) for s in fitting)
    return best[0] if len(best) == 1 else ()


def _blamed(joints: Sequence[Joint], suspect: Suspect) -> Joint:
    """The finding for a wrong cell: the most specific equation it breaks, the others as further proofs."""
    first, *others = (joints[index] for index in sorted(suspect.mends))
    proofs = tuple(
        replace(joint.breach.proof, constraint=joint.code, label=joint.node.label)
        for joint in others
        if joint.breach.proof
    )
    cell, balance = suspect.term.cell, _balance(first)
    text = word(likely(balance, suspect.term, suspect.meant), balance.slips, first.node.label)
    facts = {"suspect": cell.label, "proposed": suspect.meant, "slip": text}
    fixes = (_fix(suspect.term, suspect.meant),)
    return replace(first, breach=replace(_placed(first.breach, cell, facts), further=proofs, fixes=fixes))


def _unblamed(joint: Joint, told: Sequence[Joint], suspects: Sequence[Term]) -> Joint:
    """The finding for an equation that no one cell explains, with the cells that might."""
    balance = _balance(joint)
    cell = balance.total or balance.terms[-1].cell
    slip = likely(balance) or _moved(joint, told)
    facts = {"suspect": "", "proposed": "", "slip": word(slip, balance.slips, joint.node.label)}
    candidates = suspects or [term for term in balance.terms if _mendable(balance, term)]
    others = [term.cell for term in candidates if _key(term.cell) != _key(cell)]
    related = tuple(Related(other.span, other.label) for other in others[:_MAX_RELATED])
    likeliest = slip.term.cell if slip and slip.meant is not None else cell
    needs = [(term, meant) for term in candidates if (meant := needed(balance, term)) is not None]
    fixes = tuple(
        _fix(term, meant, rank=int(term.cell is not likeliest))
        for term, meant in needs[:_MAX_RELATED]
        if _possible(meant)
    )
    return replace(joint, breach=replace(_placed(joint.breach, cell, facts), related=related, fixes=fixes))


def _fix(term: Term, meant: Count, rank: int = 0) -> Fix:
    """The figure that a cell must print; whether the file can be written is for others to say."""
    return Fix((Edit(term.cell.span, str(int(meant))),), "fix.cell", rank=rank)


def _mendable(balance: Balance, term: Term) -> bool:
    meant = needed(balance, term)
    return meant is not None and _possible(meant)


def _moved(joint: Joint, told: Sequence[Joint]) -> Slip | None:
    """A figure put beside its place, where just one equation of the same kind lacks what this has over."""
    wanted = -_balance(joint).difference
    found = [other for other in told if other.code == joint.code and _balance(other).difference == wanted]
    return Slip("moved", _balance(found[0]).terms[-1]) if len(found) == 1 else None


def _placed(breach: Breach, cell: Cell, facts: Mapping[str, object]) -> Breach:
    known = {name: fact for name, fact in facts.items() if name in breach.facts}
    return replace(breach, span=cell.span, cell=name_of(cell), facts={**breach.facts, **known})


def _totals(joints: Iterable[Joint], holding: Iterable[Holds]) -> dict[Key, set[str]]:
    """Each cell that sums others up in a checked equation, and the constraints (empty where it holds)."""
    totals: dict[Key, set[str]] = {}
    for met in holding:
        if met.total:
            totals.setdefault(_key(met.total), set()).add("")
    for joint in joints:
        total = _balance(joint).total
        if total:
            totals.setdefault(_key(total), set()).add(joint.code)
    return totals


def _follows(joint: Joint, failing: Sequence[Joint], totals: dict[Key, set[str]]) -> bool:
    """Whether an equation over totals fails only because those of the parts fail, which are reported."""
    if not _over_totals(joint, totals):
        return False
    parts = [
        _balance(other).difference
        for other in failing
        if other.code == joint.code and not _over_totals(other, totals)
    ]
    return bool(parts) and sum(parts) == _balance(joint).difference


def _over_totals(joint: Joint, totals: dict[Key, set[str]]) -> bool:
    return all(totals.get(_key(term.cell), set()) - {joint.code} for term in _balance(joint).terms)
