import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlint.equations import Equation
from govlint.model import Cell, State
from govlint.numbers import read
from govlint.places import Span
from govlint.verdicts import Met, Open, Policy, Unmet

ZERO = Policy(blank_as_zero=True)
STRICT = Policy()


def cells(**texts):
    made = []
    for index, (key, text) in enumerate(texts.items()):
        number = read(text)
        made.append(
            Cell(
                "t", "row", key, f"t / row / {key}", text, Span(index, index + 1), number.state, number.count
            )
        )
    return tuple(texts), made


def judge(text, policy=STRICT, lacking=(), **texts):
    keys, made = cells(**texts)
    return Equation.parse(text).evaluate(keys, made, policy, lacking)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("a + b = c", True),
        ("a + b != c", False),
        ("a < b", True),
        ("a <= a", True),
        ("b > c", False),
        ("c >= a + b", True),
        ("c - b = a", True),
        ("-a + c = b", True),
        ("2 * a = b", True),
        ("(a + b) * 2 = c + 3", True),
        ("c - (b - a) = b", True),
        ("sum(a, b) = c", True),
        ("a * 0.5 = 0.5", True),
        ("a = 1 and b = 3", False),
        ("a = 1 or b = 3", True),
        ("not a = 1", False),
        ("a = 2 implies b = 9", True),
        ("a = 1 implies b = 9", False),
        ("(a = 1 or b = 9) and not (c = 4)", True),
        ("a = 1 or b = 9 and c = 9", True),
    ],
)
def test_statements_mean_what_they_say(text, holds):
    assert isinstance(judge(text, a="1", b="2", c="3"), Met if holds else Unmet)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "column 1: the expression ends too early"),
        ("a +", "column 4: the expression ends too early"),
        ("a = b = c", "column 7: unexpected '= c'"),
        ("a $ b", "column 3: unexpected '$ b'"),
        ("a + b", "only a sum"),
        ("a and b = 1", "column 1: a comparison is expected"),
        ("(a = 1) + 2 = 3", "column 1: a sum is expected"),
        ("a * b = 1", "column 1: one side of '*' must be a number"),
        ("1 = 2", "needs a name"),
        ("a.b().c = 1", "unexpected"),
        ("__import__ = 1", "unexpected"),
        ("not " * 400 + "a = 1", "at most"),
    ],
)
def test_a_mistake_is_told_with_its_column(text, message):
    with pytest.raises(ValueError, match="column") as caught:
        Equation.parse(text)
    assert message in str(caught.value)


def test_a_name_sums_its_group():
    keys = ("granted", "refused.secret", "refused.banned", "refusedly", "total")
    _, made = cells(**dict(zip("abcde", "12345", strict=True)))
    verdict = Equation.parse("granted + refused = total + 1").evaluate(keys, made, STRICT)
    assert isinstance(verdict, Met)
    assert [cell.printed for cell in verdict.cells] == ["1", "2", "3", "5"]


def test_the_proof_has_every_operand_with_side_and_sign():
    verdict = judge("a - b = c", a="9", b="2", c="5")
    proof = verdict.proof
    assert (proof.left, proof.right, proof.difference, proof.relation) == (7, 5, 2, "=")
    assert [(o.label, o.count, o.side, o.sign, o.cell.column) for o in proof.operands] == [
        ("t / row / a", 9, "left", 1, "a"),
        ("t / row / b", 2, "left", -1, "b"),
        ("t / row / c", 5, "right", 1, "c"),
    ]
    assert verdict.total.column == "c"


def test_decimals_are_exact():
    assert isinstance(judge("a + b = c", a="0.1", b="0.2", c="0.3"), Met)
    assert isinstance(judge("a = b", a="3.0", b="3"), Met)


def test_a_blank_counts_as_zero_only_where_it_may():
    strict = judge("a + b = c", a="1", b="", c="1")
    assert (strict.reason, strict.cell.column) == ("blank", "b")
    lenient = judge("a + b = c", ZERO, a="1", b="", c="2")
    assert [operand.blank for operand in lenient.proof.operands] == [False, True, False]


def test_a_blank_total_is_never_zero():
    verdict = judge("a + b = c", Policy(blank_as_zero=True, totals=("c",)), a="1", b="2", c="")
    assert (verdict.reason, verdict.cell.column) == ("blank_total", "c")


def test_nothing_but_blanks_is_nothing_to_check():
    assert judge("a + b = c", ZERO, a="", b=" ", c="").reason == "all_blank"


@pytest.mark.parametrize(("text", "reason"), [("/", "not_a_number"), ("x1", "not_a_number")])
def test_what_is_no_number_leaves_the_equation_open(text, reason):
    assert judge("a = b", ZERO, a="1", b=text).reason == reason


def test_a_missing_row_leaves_its_group_open():
    assert judge("a = b", a="1", b="2", lacking=("a.second",)) == Open("missing_row", name="a.second")
    assert isinstance(judge("a = b", a="1", b="2", lacking=("c",)), Unmet)


def test_absent_and_doubled_names_leave_it_open():
    assert judge("a = z", a="1") == Open("absent", name="z")
    _, made = cells(a="1", b="1")
    assert Equation.parse("a = 1").evaluate(("a", "a"), made, STRICT) == Open("repeated", name="a")


@given(st.lists(st.integers(0, 10**17), min_size=2, max_size=12), st.integers(-3, 3))
def test_a_sum_holds_exactly_when_it_is_right(counts, off):
    names = [f"n{i}" for i in range(len(counts))]
    texts = dict(zip(names, map(str, counts), strict=True)) | {"total": str(max(sum(counts) + off, 0))}
    verdict = judge(" + ".join(names) + " = total", **texts)
    right = sum(counts) == max(sum(counts) + off, 0)
    assert isinstance(verdict, Met if right else Unmet)
    if isinstance(verdict, Unmet):
        assert sum(o.count for o in verdict.proof.operands if o.side == "left") == verdict.left == sum(counts)


def test_unreadable_is_not_blank():
    keys, made = cells(a="1", b="")
    lost = [made[0], Cell("t", "row", "b", "b", "", Span(0, 0), State.UNREADABLE)]
    assert Equation.parse("a = b").evaluate(keys, lost, ZERO).reason == "unreadable"
