"""What a rule is: a decorated function from a node to breaches.

Duty: the contract between the engine and rules. May not know any rule, pack or form.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from types import ModuleType
from typing import Any, TypeVar

from govlint.balances import Balance
from govlint.document import Document, Piece
from govlint.findings import CellName, Fix, Operand, Proof, Related, Words
from govlint.gathered import Gathered
from govlint.model import Cell, Column, Report, Row, Section, Table
from govlint.named import NamedTuple
from govlint.places import Span
from govlint.records import dataclass, field
from govlint.sightings import Watched

T = TypeVar("T")
_DAY = object()


Value = Report | Section | Table | Row | Column | Cell | Piece | Gathered


class Node(NamedTuple):
    """What a selector yields and a rule is given.

    `kind` is `report`, `section`, `table`, `row`, `column`, `cell` or `paragraph`, or one of those that take
    several reports (`gathered.py`); `value` is the model's value; `table` is the table around it, where there is
    one; `label` is how a clerk names it.
    """

    kind: str
    value: Value
    label: str
    span: Span
    section: str = ""
    table: Table | None = None


class Step(NamedTuple):
    """What a rule tells of its work while it is traced.

    `what` names a text `trace.step-…` of the catalogue, which `facts` fill (or is itself the text, where there is
    none of that name); `operands` are the figures looked at.
    """

    what: str
    facts: Mapping[str, object] = {}
    span: Span | None = None
    operands: tuple[Operand, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """What a rule may look at beside its node.

    `tell` is None unless the constraint is traced; a rule then tells it what it looks at, step by step.
    """

    report: Report
    document: Document
    parameters: Mapping[str, object]
    _today: date
    tell: Callable[[Step], None] | None = None
    watched: Watched = field(default_factory=lambda: Watched(()), repr=False, compare=False)
    """The words that the rules in force look for, see `rule`."""
    _known: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def today(self) -> date:
        """The day of the run; what a rule finds that asks for it is not kept for another day."""
        self._known[_DAY] = True
        return self._today

    @property
    def dated(self) -> bool:
        """Whether a rule has asked for the day."""
        return _DAY in self._known

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, computed once for this report; `key` names it among all rules."""
        known: T = self._known.get(key, _DAY)
        if known is _DAY:
            known = self._known[key] = make()
        return known

    def forget(self) -> None:
        """Let go of what was computed: some of it holds the scope, and only a search for cycles would find that."""
        self._known.clear()


@dataclass(frozen=True, slots=True)
class Breach:
    """A constraint not met at one place. `facts` fill the message's placeholders.

    Facts are `str`, `int`, `Decimal`, `date`, `bool`, a `Words` (the message's language is chosen) or a
    tuple of those. A breach with a `balance` may share one wrong cell with others: see `root.py`, which
    puts the others' proofs into `further`. A rule over several reports puts them there itself, `constraint` being
    the name of the other constraint, where it is another's.
    """

    span: Span
    facts: Mapping[str, object] = field(default_factory=dict)
    cell: CellName | None = None
    proof: Proof | None = None
    related: tuple[Related, ...] = ()
    balance: Balance | None = None
    further: tuple[Proof, ...] = ()
    fixes: tuple[Fix, ...] = ()
    path: str = ""
    """The file that it is found in, where the node has several."""


class Holds(NamedTuple):
    """An equation of a joint rule that is met: what its cells are, so that none of them is suspected."""

    cells: tuple[Cell, ...]
    total: Cell | None = None


@dataclass(frozen=True, slots=True)
class NotChecked:
    """A node that a rule could not judge. `reason` names a text of the engine's catalogue, or is one."""

    reason: str | Words
    span: Span | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    path: str = ""
    """The file that it concerns, where the node has several."""


Result = Breach | NotChecked | Holds
Yield = Iterator[Result]
RuleFunction = Callable[..., Yield]
Watch = Callable[..., Iterable[str]]
Quiet = Callable[..., bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as registered: name, function, the facts its breaches carry and the node kinds it takes."""

    name: str
    function: RuleFunction
    facts: tuple[str, ...]
    nodes: tuple[str, ...]
    joint: bool = False
    """Breaches of this rule are equations that may share one wrong cell; it yields `Holds` for those met."""
    watch: Watch | None = None
    quiet: Quiet | None = None

    @property
    def parameters(self) -> Mapping[str, Any]:
        """Keyword-only parameters and the types that a pack's values are held to."""
        return _parameters(self.function)[0]

    @property
    def required(self) -> tuple[str, ...]:
        """Parameters without a default."""
        return _parameters(self.function)[1]


@cache
def _parameters(function: RuleFunction) -> tuple[dict[str, Any], tuple[str, ...]]:
    # Only where a pack is read anew does anybody ask.
    from inspect import signature  # noqa: PLC0415
    from typing import get_type_hints  # noqa: PLC0415

    hints = get_type_hints(function)
    keywords = [p for p in signature(function).parameters.values() if p.kind is p.KEYWORD_ONLY]
    types = {p.name: hints[p.name] for p in keywords}
    return types, tuple(p.name for p in keywords if p.default is p.empty)


F = TypeVar("F", bound=RuleFunction)


def rule(
    *,
    facts: tuple[str, ...] = (),
    nodes: tuple[str, ...] = ("report",),
    joint: bool = False,
    watch: Watch | None = None,
    quiet: Quiet | None = None,
) -> Callable[[F], F]:
    """Mark a function `(node, scope, *, parameters…)` as the rule of its own name.

    Its keyword-only parameters are the constraint's keys and their annotations the types the pack is
    held to; one with a default is optional. The function yields `Breach` and `NotChecked` values (a joint
    rule also `Holds`) and nothing else. Every breach carries exactly `facts`; `node` (the node's label) is
    always there.

    Two functions of the same parameters may spare the rule work; neither may change what is found.
    `watch(**parameters)` gives words of the folded prose, without any of which the rule yields nothing at all:
    the engine looks for the words of all constraints in one pass and does not call a rule that has nothing
    to see. `quiet(values, tables, scope, **parameters)` is given the model's
    values of all nodes, before any node is made, and the tables that they are of; it says whether the rule
    would yield nothing but `Holds` at every one of them.
    """

    def mark(function: F) -> F:
        function.govlint_rule = (facts, nodes, joint, watch, quiet)  # type: ignore[attr-defined]
        return function

    return mark


def rules_of(module: ModuleType) -> tuple[Rule, ...]:
    """The rules that a module defines, in order of name; a name's last underscore is left out."""
    marked = [
        f for f in vars(module).values() if hasattr(f, "govlint_rule") and f.__module__ == module.__name__
    ]
    return tuple(sorted((_rule(function) for function in marked), key=lambda found: found.name))


def _rule(function: RuleFunction) -> Rule:
    facts, nodes, joint, watch, quiet = function.govlint_rule  # type: ignore[attr-defined]
    return Rule(
        name=function.__name__.rstrip("_"),
        function=function,
        facts=facts,
        nodes=nodes,
        joint=joint,
        watch=watch,
        quiet=quiet,
    )


def first_few(labels: Sequence[str], most: int = 4) -> tuple[str, ...]:
    """The first labels, and a mark where there are more: a message is read, and the places follow it."""
    return (*labels[:most], "…") if len(labels) > most + 1 else tuple(labels)
