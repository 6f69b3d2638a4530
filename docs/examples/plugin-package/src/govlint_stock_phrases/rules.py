"""The rule: phrases that stand in the prose too often. It knows no phrase; the pack does."""

from collections.abc import Iterator

from govlint.document import Piece
from govlint.model import Report
from govlint.rule import Breach, Node, Scope, Step, Yield, rule


@rule(facts=("phrase", "count", "most"))
def stock_phrases(_node: Node, scope: Scope, *, phrases: tuple[str, ...], most: int = 3) -> Yield:
    """A phrase stands in the prose more often than `most` times."""
    for phrase in phrases:
        found = [(piece, at) for piece in _prose(scope.report) for at in _places(piece.text, phrase)]
        if scope.tell is not None:
            scope.tell(Step(f"{phrase}: {len(found)}"))
        if len(found) > most:
            piece, at = found[most]
            facts = {"phrase": phrase, "count": len(found), "most": most}
            yield Breach(piece.span(at, at + len(phrase)), facts)


def _prose(report: Report) -> Iterator[Piece]:
    yield from report.preamble
    for section in report.sections:
        yield from section.paragraphs


def _places(text: str, phrase: str) -> Iterator[int]:
    at = text.find(phrase)
    while at >= 0:
        yield at
        at = text.find(phrase, at + len(phrase))
