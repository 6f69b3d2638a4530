"""How many files are run over: processes, limits, results kept, progress, timing.

Duty: the options of a run, and the run that they ask for. May not print: what a terminal is to show goes through
the session.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from govlint.commands import Session
from govlint.commands.across import Compare
from govlint.commands.excusing import Excuses
from govlint.commands.values import one_of
from govlint.config.keys import KEYS
from govlint.config.merge import Resolved
from govlint.display.width import columns, printable
from govlint.findings import ConstraintInfo
from govlint.packs.model import Constraint
from govlint.records import dataclass
from govlint.run.job import DASK, Answer, How, Job, Tally
from govlint.run.live import Files, Live
from govlint.run.outcomes import encode
from govlint.run.progress import Bar
from govlint.run.store import results_folder
from govlint.run.stream import Run
from govlint.run.work import Work
from govlint.settings import Settings
from govlint.words import AskedError, catalogue

if TYPE_CHECKING:
    import argparse

    from govlint.commands.parser import Parser

AUTO = "auto"
_DASK_COMMAND = "pip install 'govlint[dask]'"
_ENOUGH = 64
"""From so many files on a second process is worth its start."""
_HANDFUL = 20
"""Up to so many files no progress is shown."""


def add_running(parser: Parser) -> None:
    """The options of a run over many files."""
    group = "help.running"
    parser.option(group, "-j", "--jobs", text="help.jobs", type=processes, metavar="N|auto")
    parser.option(
        group, "--engine", text="help.engine", type=one_of(*KEYS["engine"].choices), metavar="ENGINE"
    )
    parser.option(group, "--scheduler", text="help.scheduler", metavar="ADDRESS")
    parser.option(group, "--timeout", text="help.timeout", type=seconds, metavar="SECONDS")
    parser.option(group, "--cache-dir", text="help.cache-dir", metavar="FOLDER")
    parser.option(group, "--no-cache", text="help.no-cache", action="store_true")
    parser.option(group, "--progress", text="help.progress", action="store_true", default=None)
    parser.option(group, "--no-progress", text="help.no-progress", dest="progress", action="store_false")
    parser.option(group, "--timing", text="help.timing", action="store_true")


def processes(word: str) -> int | str:
    """A number of processes of 1 or more, or `auto`, as an option's type."""
    if word == "auto":
        return AUTO
    if not re.fullmatch("0*[1-9][0-9]{0,8}", word):
        raise AskedError(catalogue().words("bad-jobs", word=word))
    return int(word)


def seconds(word: str) -> float:
    """A number of seconds above 0, as an option's type."""
    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,3})?", word) or not float(word):
        raise AskedError(catalogue().words("bad-seconds", word=word))
    return float(word)


def how(options: argparse.Namespace, of_run: Resolved, files: int, *, whole: bool) -> How:
    """How the files are to be gone through."""
    number, engine, scheduler = (of_run.value(key) for key in ("jobs", "engine", "scheduler"))
    _engine_there(engine, scheduler)
    cache: str | bool | None = False if options.no_cache else of_run.value("cache")
    return How(
        processes=number if number != AUTO else _processors() if files >= _ENOUGH or engine == DASK else 1,
        cache=None if isinstance(cache, bool) else results_folder(cache),
        seconds=of_run.value("timeout"),
        whole=whole,
        timed=options.timing,
        engine=engine,
        scheduler=scheduler,
    )


def not_kept(manner: How, lang: str) -> Iterator[str]:
    """What is to be said where results are to be kept and cannot be."""
    if manner.cache is not None and not os.access(manner.cache, os.W_OK):
        yield catalogue().text("cache-unwritable", lang, path=manner.cache)


def _engine_there(engine: str, scheduler: str | None) -> None:
    """Whether the engine is installed, and a scheduler is only named where it is used.

    Raises:
        AskedError: where it is not so.
    """
    if engine != DASK:
        if scheduler:
            raise AskedError(catalogue().words("scheduler-idle", address=scheduler))
    else:
        from importlib.util import find_spec  # noqa: PLC0415 - most runs stay on this machine

        if find_spec("distributed") is None:
            raise AskedError(catalogue().words("library-missing", command=_DASK_COMMAND))


@dataclass(frozen=True, slots=True)
class After:
    """What becomes of files once each has been checked: what records excuse, and what comparisons add."""

    excuses: Excuses
    compare: Compare | None = None

    def compared(self, answers: Iterator[Answer], before: Callable[[], None]) -> Iterator[Answer]:
        """The files with what is found between them, once the last of them has come."""
        if self.compare is None:
            yield from answers
        else:
            yield from (Answer(encode(file)) for file in self.compare(Files(answers, before)))


def start(
    jobs: Sequence[Job], work: Work, after: After, options: argparse.Namespace, session: Session
) -> tuple[Live, Tally]:
    """The run over the jobs, as an outcome that is still to come, and its tally."""
    show = session.show if options.progress is not False and len(jobs) > _HANDFUL else None
    bar = Bar(len(jobs), partial(catalogue().text, "progress", session.lang), show)
    settings = list({id(job.settings): job.settings for job in jobs}.values())
    return begin(jobs, lambda: settings, work, after, bar)


def begin(
    jobs: Iterable[Job],
    settings: Callable[[], Iterable[Settings]],
    work: Work,
    after: After,
    bar: Bar,
) -> tuple[Live, Tally]:
    """The run over jobs that may still come; `settings` are asked for when the last has come."""
    run = Run(jobs, work.how, work=work, watch=bar.reach)
    answers = after.compared(run.answers(), bar.clear)
    files = Files(answers, bar.clear, after.excuses.apply, after.excuses.outcomes)
    return Live(files, lambda: _infos(settings(), work)), run.tally


def _infos(settings: Iterable[Settings], work: Work) -> tuple[ConstraintInfo, ...]:
    """What formatters may tell of the constraints in force."""
    from govlint.lint import infos  # noqa: PLC0415 - few formats ask

    return infos(_in_force(settings, work))


def _in_force(settings: Iterable[Settings], work: Work) -> list[Constraint]:
    """The constraints in force for any file, each code once."""
    found = {c.code: c for one in settings for c in work.linter(one).in_force()}
    return sorted(found.values(), key=lambda constraint: constraint.code)


def timing_lines(tally: Tally, lang: str) -> Iterator[str]:
    """Where the time went, as aligned lines."""
    from govlint.run.timing import ALL, READING, UNDERSTANDING, summed  # noqa: PLC0415 - few ask

    parts, files = summed(tally.spent)
    whole = parts[0][1]
    say = partial(catalogue().text, lang=lang)
    names = {name: say(f"timing.{name}") for name in (ALL, READING, UNDERSTANDING)}
    rows = [
        (f"{spent:.3f}", f"{spent / whole:.0%}" if whole else "", names.get(name, name))
        for name, spent in parts
    ]
    yield say("timing.head", files=len(tally.spent))
    yield from columns(rows, (0, 1))
    yield say("timing.slowest")
    yield from columns([(f"{spent:.3f}", printable(path)) for path, spent in files], (0,))


def _processors() -> int:
    """How many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
