"""Where the time of a run went: reading, understanding, each constraint, the slowest files.

Duty: a linter that looks at the clock, and sums. May not be used where nobody asks: the linter itself never looks
at the clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from time import perf_counter
from typing import Any, TypeVar

from govlint.document import Document
from govlint.findings import FileOutcome
from govlint.lint import Linter
from govlint.model import Report
from govlint.packs.model import Constraint
from govlint.records import replace
from govlint.run.job import Spent
from govlint.settings import Settings
from govlint.understand import NotAReport

T = TypeVar("T")
READING, UNDERSTANDING, ALL = "reading", "understanding", "all"
_MOST = 10


class TimedLinter(Linter):
    """A linter that counts the seconds of each stage and of each constraint."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self._parts: dict[str, float] = {}
        timed = tuple(self._timed(constraint) for constraint in self.engine.constraints)
        self.engine = replace(self.engine, constraints=timed)

    def take_spent(self, path: str) -> Spent:
        """What went into the file last checked; counting starts anew."""
        parts, self._parts = self._parts, {}
        return Spent(path, parts)

    def check_bytes(self, path: str, data: bytes) -> FileOutcome:
        """As the linter does, by the clock."""
        return self._clocked(ALL, lambda: super(TimedLinter, self).check_bytes(path, data))

    def read(self, path: str, data: bytes) -> Document:
        """As the linter does, by the clock."""
        return self._clocked(READING, lambda: super(TimedLinter, self).read(path, data))

    def understand(self, document: Document) -> Report | NotAReport:
        """As the linter does, by the clock."""
        return self._clocked(UNDERSTANDING, lambda: super(TimedLinter, self).understand(document))

    def _clocked(self, part: str, work: Callable[[], T]) -> T:
        start = perf_counter()
        try:
            return work()
        finally:
            self._parts[part] = self._parts.get(part, 0.0) + perf_counter() - start

    def _timed(self, constraint: Constraint) -> Constraint:
        if constraint.rule is None:
            return constraint
        function = constraint.rule.function

        def clocked(*words: Any, **more: Any) -> Iterator[Any]:
            results = self._clocked(constraint.code, lambda: list(function(*words, **more)))
            return iter(results)

        rule = replace(
            constraint.rule, function=clocked, quiet=self._quiet(constraint.code, constraint.rule.quiet)
        )
        return replace(constraint, rule=rule)

    def _quiet(self, code: str, quiet: Callable[..., bool] | None) -> Callable[..., bool] | None:
        if quiet is None:
            return None
        return lambda *words, **more: self._clocked(code, lambda: quiet(*words, **more))


def summed(spent: Iterable[Spent]) -> tuple[list[tuple[str, float]], list[tuple[str, float]]]:
    """Seconds by stage and constraint, and by file, most first; only the worst files and constraints."""
    parts: dict[str, float] = {}
    files: list[tuple[str, float]] = []
    for one in spent:
        for name, seconds in one.parts.items():
            parts[name] = parts.get(name, 0.0) + seconds
        files.append((one.path, one.parts.get(ALL, 0.0)))
    stages = [(name, parts.pop(name, 0.0)) for name in (ALL, READING, UNDERSTANDING)]
    slowest = sorted(files, key=lambda pair: (-pair[1], pair[0]))[:_MOST]
    most = sorted(parts.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST]
    return [*stages, *most], slowest
