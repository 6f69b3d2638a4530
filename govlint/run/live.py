"""The outcome of a run that is still under way: whoever goes through its files drives it.

Duty: files as they come, then as often as asked; sums once the last has come. May not do the work, nor print.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import overload

from govlint.findings import Assurance, ConstraintInfo, FileOutcome, Outcome, Sums
from govlint.run.job import Answer
from govlint.run.outcomes import decode, encode
from govlint.run.spool import Spool


class Files(Sequence[FileOutcome]):
    """The files of a run in order; each is taken from the run when somebody first gets to it."""

    def __init__(
        self,
        answers: Iterable[Answer],
        before: Callable[[], None] = lambda: None,
        amend: Callable[[FileOutcome], FileOutcome] = lambda file: file,
        last: Callable[[], Iterable[FileOutcome]] = lambda: (),
    ) -> None:
        """Take a run.

        Args:
            answers: the files, encoded.
            before: called before each file is handed out.
            amend: what becomes of each file; called once for each, in order.
            last: files that come behind the others, known when these are done.
        """
        self._answers = iter(answers)
        self._before = before
        self._amend = amend
        self._last: Callable[[], Iterable[FileOutcome]] | None = last
        self._rest: list[FileOutcome] = []
        self._spool = Spool()
        self._sums = Sums()

    def __iter__(self) -> Iterator[FileOutcome]:
        number = 0
        while number < len(self._spool):
            yield decode(self._spool[number])
            number += 1
        while (file := self._next()) is not None:
            number += 1
            yield file
            while number < len(self._spool):
                # Somebody else has gone on in the meantime.
                yield decode(self._spool[number])
                number += 1

    def __len__(self) -> int:
        self.finish()
        return len(self._spool)

    def __bool__(self) -> bool:
        return bool(len(self._spool)) or self._next() is not None

    @overload
    def __getitem__(self, index: int) -> FileOutcome: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[FileOutcome, ...]: ...
    def __getitem__(self, index: int | slice) -> FileOutcome | tuple[FileOutcome, ...]:
        numbers = range(len(self))[index]
        if isinstance(numbers, range):
            return tuple(decode(self._spool[number]) for number in numbers)
        return decode(self._spool[numbers])

    def finish(self) -> None:
        """Take all that is left from the run."""
        while self._next() is not None:
            pass

    @property
    def sums(self) -> Sums:
        """What the files come to; waits for the end of the run."""
        self.finish()
        return self._sums

    def _next(self) -> FileOutcome | None:
        answer = next(self._answers, None)
        if answer is None:
            return self._behind()
        came = decode(answer.outcome)
        file = self._amend(came)
        return self._put(file, answer.outcome if file is came else encode(file))

    def _behind(self) -> FileOutcome | None:
        """The next of the files that come last."""
        if self._last is not None:
            self._rest, self._last = list(self._last()), None
        return self._put(file := self._rest.pop(0), encode(file)) if self._rest else None

    def _put(self, file: FileOutcome, encoded: bytes) -> FileOutcome:
        self._spool.append(encoded)
        self._sums.add(file)
        self._before()
        return file


class Live(Outcome):
    """An outcome whose files come as they are asked for; sums wait for the last of them."""

    __slots__ = ("_constraints", "_files")

    def __init__(self, files: Files, constraints: Callable[[], tuple[ConstraintInfo, ...]]) -> None:
        object.__setattr__(self, "_files", files)
        object.__setattr__(self, "_constraints", constraints)

    @property
    def files(self) -> Files:
        """The files in order."""
        found: Files = object.__getattribute__(self, "_files")
        return found

    @property
    def assurance(self) -> Assurance:
        """What was checked; waits for the end of the run."""
        return self.sums.assurance()

    @property
    def sums(self) -> Sums:
        """What the files come to; waits for the end of the run."""
        return self.files.sums

    @property
    def constraints(self) -> tuple[ConstraintInfo, ...]:
        """The constraints in force."""
        make: Callable[[], tuple[ConstraintInfo, ...]] = object.__getattribute__(self, "_constraints")
        return make()
