"""Rules about what must not be published of a person: numbers that name him or lead to him.

Duty: tell such numbers from those of a body, and never print one whole. May not hold a word.
"""

from __future__ import annotations

from typing import Literal

from govlint.patterns import lazy
from govlint.prose.vocabulary import Vocabulary
from govlint.rule import Breach, Node, Scope, Yield, rule
from govlint.wordings import checks
from govlint.wordings.bounded import Bounded
from govlint.wordings.prose import prose_of

# What any of these numbers looks like; most reports have a few at most, so that the rest costs nothing.
_LONG = lazy(r"[0-9][0-9 -]{9,30}[0-9Xx]")
_APART = lazy(r"[ -]")
_CHECKS = {"resident": checks.resident, "luhn": checks.luhn}


@rule(facts=("text",))
def private_number(  # noqa: PLR0913 - one parameter for each key of a constraint
    _node: Node,
    scope: Scope,
    *,
    vocabulary: Vocabulary,
    number: Bounded,
    check: Literal["resident", "luhn", "none"] = "none",
    near: Bounded | None = None,
    unless: Bounded | None = None,
    despite: Bounded | None = None,
    shown: int = 3,
) -> Yield:
    """No `number` whose `check` digit fits stands in the prose.

    It counts only where `near` is found in the sentence up to it, and not where `unless` is, unless
    `despite` is found too. `shown` characters at each end are printed.
    """
    prose = prose_of(scope, vocabulary)
    candidates = scope.once("privacy.long", lambda: [match.span() for match in _LONG.finditer(prose.text)])
    for first, last in candidates:
        # One character more, for what may not stand behind a number.
        for match in number.pattern.finditer(prose.text, first, last + 1):
            bare = _APART.sub("", match.group())
            if check != "none" and not _CHECKS[check](bare):
                continue
            if _counts(_lead(prose.text, match.start()), near, unless, despite):
                yield Breach(prose.span(*match.span()), {"text": _masked(bare, shown)})


def _lead(text: str, at: int) -> str:
    """The sentence up to a place."""
    return text[max(text.rfind("。", 0, at), text.rfind("\n", 0, at), at - 120) + 1 : at]


def _counts(lead: str, near: Bounded | None, unless: Bounded | None, despite: Bounded | None) -> bool:
    if near is not None and not near.inside(lead):
        return False
    return unless is None or not unless.inside(lead) or (despite is not None and despite.inside(lead))


def _masked(number: str, shown: int) -> str:
    return number[:shown] + "*" * (len(number) - 2 * shown) + number[-shown:]
