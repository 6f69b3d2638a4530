"""Expressions over counts: text to a tree of comparisons of sums.

Duty: parse what `grammars/constraint.lark` describes, exactly. May not know cells, nor evaluate.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any, NoReturn

from govlint.cache import remember, source_of
from govlint.model import Count
from govlint.records import dataclass
from govlint.shipped import grammar_text

LONGEST = 1000
_GRAMMAR = "constraint.lark"
_MAKERS = ("lark", "govlint.expressions")


@dataclass(frozen=True, slots=True)
class Sum:
    """Names with their factors, in the order written, and a constant."""

    terms: tuple[tuple[str, Count], ...]
    constant: Count = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sums and the relation that they should have."""

    left: Sum
    relation: str
    right: Sum


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary of a statement."""

    part: Statement


@dataclass(frozen=True, slots=True)
class All:
    """Every part must be true."""

    parts: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """One part must be true."""

    parts: tuple[Statement, ...]


Statement = Comparison | Not | All | Some


def comparisons(statement: Statement) -> list[Comparison]:
    """Every comparison in a statement, in the order written."""
    if isinstance(statement, Comparison):
        return [statement]
    if isinstance(statement, Not):
        return comparisons(statement.part)
    return [comparison for part in statement.parts for comparison in comparisons(part)]


@cache
def parse(text: str) -> Statement:
    """The statement that a text makes.

    Raises:
        ValueError: where the text is none, with the column of the mistake.
    """
    if len(text) > LONGEST:
        raise ValueError(f"column {LONGEST + 1}: an expression has at most {LONGEST} characters")
    made_of = (text.encode("utf-8", "surrogatepass"), *_makers())
    return _thaw(remember("expression", made_of, lambda: _freeze(_parse(text))))


@cache
def _makers() -> tuple[bytes, ...]:
    """What makes a statement of a text."""
    return *map(source_of, _MAKERS), grammar_text(_GRAMMAR).encode()


def _parse(text: str) -> Statement:
    from lark.exceptions import UnexpectedInput, VisitError  # noqa: PLC0415 - loaded with the first expression

    try:
        found = _transformer().transform(_parser().parse(text))
    except UnexpectedInput as error:
        raise ValueError(_surprise(text, error)) from None
    except VisitError as error:
        raise ValueError(str(error.orig_exc)) from None
    if isinstance(found, Sum):
        raise ValueError("column 1: a comparison is expected, this is only a sum")  # noqa: TRY004 - the text is at fault
    statement: Statement = found
    return statement


def _freeze(part: Statement | Sum) -> list[Any]:
    """The statement as JSON takes it; numbers are text, so that a decimal stays one."""
    if isinstance(part, Sum):
        return [[[name, _text(factor)] for name, factor in part.terms], _text(part.constant)]
    if isinstance(part, Comparison):
        return [part.relation, _freeze(part.left), _freeze(part.right)]
    if isinstance(part, Not):
        return ["not", _freeze(part.part)]
    return ["all" if isinstance(part, All) else "some", *map(_freeze, part.parts)]


def _text(number: Count) -> str:
    return format(number, "f") if isinstance(number, Decimal) else str(number)


def _thaw(plain: list[Any]) -> Statement:
    head, *rest = plain
    if head == "not":
        return Not(_thaw(rest[0]))
    if head in ("all", "some"):
        parts = tuple(map(_thaw, rest))
        return All(parts) if head == "all" else Some(parts)
    left, right = (_thawed_sum(*side) for side in rest)
    return Comparison(left, head, right)


def _thawed_sum(terms: list[list[str]], constant: str) -> Sum:
    return Sum(tuple((name, _number(factor)) for name, factor in terms), _number(constant))


def _surprise(text: str, error: Any) -> str:
    token = getattr(error, "token", None)
    if token is not None and token.type == "$END":
        return f"column {len(text) + 1}: the expression ends too early"
    return f"column {error.column}: unexpected {text[error.pos_in_stream :][:12]!r}"


@cache
def _parser() -> Any:
    from lark import Lark  # noqa: PLC0415

    return Lark(grammar_text(_GRAMMAR), parser="lalr", propagate_positions=True)


@cache
def _transformer() -> Any:
    from lark import v_args  # noqa: PLC0415
    from lark.visitors import Transformer_NonRecursive  # noqa: PLC0415

    members = {name: v_args(meta=True)(method) for name, method in _MEANINGS.items()}
    return type("Meaning", (Transformer_NonRecursive,), members)()


def _fail(meta: Any, text: str) -> NoReturn:
    raise ValueError(f"column {meta.column}: {text}")


def _sum(meta: Any, part: object) -> Sum:
    return part if isinstance(part, Sum) else _fail(meta, "a sum is expected here, not a comparison")


def _statement(meta: Any, part: object) -> Any:
    return _fail(meta, "a comparison is expected here, not a sum") if isinstance(part, Sum) else part


def _scaled(part: Sum, factor: Count) -> Sum:
    return Sum(tuple((name, number * factor) for name, number in part.terms), part.constant * factor)


def _joined(left: Sum, right: Sum) -> Sum:
    return Sum(left.terms + right.terms, left.constant + right.constant)


def _multiply(meta: Any, left: Sum, right: Sum) -> Sum:
    if left.terms and right.terms:
        _fail(meta, "one side of '*' must be a number")
    return _scaled(left, right.constant) if left.terms else _scaled(right, left.constant)


def _number(text: str) -> Count:
    return Decimal(text) if "." in text else int(text)


def _compare(meta: Any, left: object, relation: object, right: object) -> Comparison:
    comparison = Comparison(_sum(meta, left), str(relation), _sum(meta, right))
    if not (comparison.left.terms or comparison.right.terms):
        _fail(meta, "a comparison needs a name")
    return comparison


_MEANINGS: dict[str, Any] = {
    "start": lambda _, _meta, parts: parts[0],
    "implies": lambda _, meta, parts: Some((Not(_statement(meta, parts[0])), _statement(meta, parts[1]))),
    "any": lambda _, meta, parts: Some(tuple(_statement(meta, part) for part in parts)),
    "all": lambda _, meta, parts: All(tuple(_statement(meta, part) for part in parts)),
    "not": lambda _, meta, parts: Not(_statement(meta, parts[0])),
    "compare": lambda _, meta, parts: _compare(meta, *parts),
    "add": lambda _, meta, parts: _joined(_sum(meta, parts[0]), _sum(meta, parts[1])),
    "subtract": lambda _, meta, parts: _joined(_sum(meta, parts[0]), _scaled(_sum(meta, parts[1]), -1)),
    "multiply": lambda _, meta, parts: _multiply(meta, _sum(meta, parts[0]), _sum(meta, parts[1])),
    "negate": lambda _, meta, parts: _scaled(_sum(meta, parts[0]), -1),
    "number": lambda _, _meta, parts: Sum((), _number(str(parts[0]))),
    "name": lambda _, _meta, parts: Sum(((str(parts[0]), 1),)),
    "total": lambda _, _meta, parts: Sum(tuple((str(part), 1) for part in parts)),
}
