"""`govlint check --input jsonl|parquet`: a run over reports that come one by one.

Duty: from records to jobs while the run goes on. May not print, nor hold the reports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from govlint.commands import Answer, Session
from govlint.commands.across import comparing, comparison
from govlint.commands.common import configurations
from govlint.commands.configured import Linters, settings_of
from govlint.commands.excusing import exceptions
from govlint.commands.inputs import Entry, entries
from govlint.commands.running import After, begin, how, timing_lines
from govlint.commands.writing import formats_of, outputs
from govlint.config.configurations import Configurations
from govlint.config.merge import Resolved
from govlint.errors import UnreadableError
from govlint.lint import Settings
from govlint.run.job import Job
from govlint.run.progress import Bar
from govlint.run.work import Work
from govlint.verdict import NOT_DONE, Policy, exit_status
from govlint.words import AskedError, catalogue

if TYPE_CHECKING:
    import argparse

_MANY = 1_000_000
"""As many reports as are taken to come: enough for every processor."""


class Stream:
    """Jobs from entries, in their order; counts them, and knows the settings met so far."""

    def __init__(
        self, given: Iterable[Entry], configured: Configurations, work: Work, *, across: bool
    ) -> None:
        self._given, self._configured, self._across = given, configured, across
        self._linters = Linters(work.linter)
        self._settings: dict[tuple[int, bool], Settings] = {}
        self.number = 0

    def __iter__(self) -> Iterator[Job]:
        for entry in self._given:
            self.number += 1
            settings = self._of(self._configured.for_name(entry.name), decoded=entry.decoded)
            most = settings.limits.bytes
            if len(entry.data) > most:
                yield Job(
                    entry.name, settings, UnreadableError("limit-exceeded", limit="bytes", allowed=most)
                )
            else:
                yield Job(entry.name, settings, entry.data)

    def settings(self) -> Iterable[Settings]:
        """Every settings that a job has had."""
        return self._settings.values()

    def _of(self, resolved: Resolved, *, decoded: bool) -> Settings:
        key = id(resolved), decoded
        if key not in self._settings:
            self._linters.ready([resolved], self._configured)
            own = settings_of(resolved, across=self._across)
            # Characters have been decoded already, whatever the encoding of files is.
            self._settings[key] = replace(own, encoding="utf-8") if decoded else own
        return self._settings[key]


def run_streamed(
    options: argparse.Namespace, session: Session, policy: Callable[[Resolved], Policy]
) -> Answer:
    """Check the reports that the files hold.

    Raises:
        GovlintError: where it cannot be done as asked; for what is wrong with a record, when its turn comes.
    """
    if not options.paths:
        raise AskedError(catalogue().words("missing-argument", names="PATH"))
    configured = configurations(options, session.environment)
    of_run = configured.for_run()
    asked = comparison(options, of_run)
    Linters().ready([of_run], configured)
    formats = formats_of(of_run)
    manner = how(options, of_run, _MANY, whole=any(formatter.whole for formatter, _ in formats))
    work = Work(manner)
    stream = Stream(entries(options, session.stdin), configured, work, across=asked is not None)
    judge = partial(work.linter, settings_of(of_run, across=asked is not None))
    after = After(exceptions(of_run, judge), comparing(asked, judge, _MANY, whole=manner.whole))
    outcome, tally = begin(stream, stream.settings, work, after, Bar(_MANY, str, None))

    def undone() -> bool:
        return not stream.number and not of_run.value("allow-empty")

    return Answer(
        tuple(outputs(formats, outcome, options, of_run, session)),
        lambda: NOT_DONE if undone() else exit_status(outcome, policy(of_run)),
        _remarks(undone, options, session.lang),
        timing_lines(tally, session.lang) if options.timing else (),
    )


def _remarks(undone: Callable[[], bool], options: argparse.Namespace, lang: str) -> Iterator[str]:
    if undone():
        yield catalogue().text("nothing-found", lang, paths=", ".join(options.paths), number=0)
