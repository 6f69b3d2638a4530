"""From a path to what came of it: read, understand, run the constraints.

Duty: put the stages together, once for a whole run. May not print, decide an exit status or know an option.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePath, PurePosixPath
from typing import TYPE_CHECKING

from govlint.adjust import OwnChanges, adjusted, unknown_codes
from govlint.asked import pack_folders
from govlint.discover import read_file
from govlint.document import Document, Trouble
from govlint.engine import CRASHED, NOTHING_CHECKED, Engine, make_engine
from govlint.errors import GovlintError, UnreadableError
from govlint.findings import ConstraintInfo, FileOutcome, Outcome, Sums
from govlint.forms import Kit, Recogniser, load_forms, make_kits
from govlint.gathered import KINDS
from govlint.grammar import Form
from govlint.lexicon import Tables
from govlint.model import Report
from govlint.outfit import outfit
from govlint.packs.files import grammar_folder
from govlint.packs.model import Constraint, PackSet
from govlint.places import Span
from govlint.plugins import Plugins, load_plugins
from govlint.readers import Reader, Source
from govlint.records import replace
from govlint.settings import Settings
from govlint.shipped import form_files, traditional_characters
from govlint.understand import NotAReport, understand
from govlint.watch import Watch
from govlint.words import AskedError, catalogue, refuse, unknown_words

if TYPE_CHECKING:
    from govlint.extract import Extract

__all__ = ["Linter", "Settings", "choose_reader", "gather", "info", "infos"]

FILE_CRASHED = "file-crashed"
MEMORY_EXCEEDED = "memory-exceeded"
_ALWAYS = (CRASHED, NOTHING_CHECKED)
Forms = tuple[tuple[Form, Tables], ...]
"""Forms with the tables of their labels."""
_NOTHING = "\ufeff\0 \t\r\n\u3000\u00a0"
"""What a file may hold that has nothing in it."""


class Linter:
    """Everything that a run needs, made ready once; checks any number of files."""

    def __init__(self, settings: Settings) -> None:
        """Make ready what the settings ask for.

        Raises:
            GovlintError: for what cannot be done as asked; every mistake that can be found, together.
        """
        self.settings = settings
        mistakes: list[GovlintError] = []
        self.plugins: Plugins = load_plugins(settings.plugins)
        self.folders: tuple[Path, ...] = tuple(
            pack_folders(self.plugins.packs, settings.packs, mistakes, default=settings.default_packs)
        )
        """Where the packs lie: folders, or the files of packs that are one."""
        grammars = [file for folder in self.folders for file in form_files(grammar_folder(folder))]
        made, packs = self._outfit([*self.plugins.grammars, *grammars])
        self.recogniser = Recogniser(make_kits(made, traditional_characters()))
        self.kits: tuple[Kit, ...] = self.recogniser.kits
        forms = [kit.form for kit in self.kits]
        mistakes.extend(unknown_words("form", [settings.form or ""], ["", *(form.id for form in forms)]))
        mistakes.extend(unknown_codes(settings.choice.words, settings.severity, packs.constraints))
        self.packs: PackSet = adjusted(packs, settings.severity, settings.options, mistakes)
        refuse(mistakes)
        self.chosen: tuple[Constraint, ...] = tuple(
            c for c in self.packs.constraints if settings.choice.takes(c)
        )
        self.engine: Engine = make_engine(packs, self.chosen, forms, catalogue())
        own = [c for c in self.engine.own.values() if c.name not in _ALWAYS]
        self._own = OwnChanges.of(own, settings.choice, settings.severity)
        several = tuple(c for c in self.chosen if c.rule is not None and c.each in KINDS)
        self.across: tuple[Constraint, ...] = several if settings.across else ()
        self._extract: Callable[[Report, Document], Extract] | None = None
        if settings.across:
            from govlint.across.extraction import extractor  # noqa: PLC0415 - most runs compare nothing

            self._extract = extractor(self.packs.constraints)
        if not self.engine.constraints and not self.across:
            raise AskedError(catalogue().words("only-across" if several else "nothing-selected"))

    def _outfit(self, grammars: Sequence[Path]) -> tuple[Forms, PackSet]:
        """Forms and packs, as they were kept where nothing has changed."""
        if len(self.plugins.loaded) > 1:
            # Whether a stranger's rule takes what it took before cannot be told by its file alone.
            return self._read(grammars)
        made: tuple[Forms, PackSet] = outfit(
            grammars, self.folders, self.plugins.rules, lambda: self._read(grammars)
        )
        return made

    def _read(self, grammars: Sequence[Path]) -> tuple[Forms, PackSet]:
        """Forms and packs from their sources."""
        from govlint.packs.load import load_packs  # noqa: PLC0415 - not needed where they have been kept
        from govlint.selectors import problem  # noqa: PLC0415

        made = load_forms(grammars)
        forms = {form.id: form for form, _ in made}
        packs = load_packs(
            self.folders,
            self.plugins.rules,
            lambda selector, ids: problem(selector, [forms[form] for form in ids if form in forms]),
            forms,
        )
        return made, packs

    def with_constraints(self, constraints: Iterable[Constraint], today: date) -> Linter:
        """A linter that is like this one, with these constraints in force on that day."""
        from copy import copy  # noqa: PLC0415 - for `trace` and packs' cases

        other = copy(self)
        other.chosen = tuple(constraints)
        other.settings = replace(self.settings, today=today)
        other.engine = make_engine(self.packs, other.chosen, [kit.form for kit in self.kits], catalogue())
        return other

    def in_force(self) -> tuple[Constraint, ...]:
        """What can be found: the constraints that are run, and those of the engine and readers."""
        own = [c for c in self.packs.constraints if c.rule is None]
        run = (*self.engine.constraints, *self.across, *own)
        return tuple(sorted(run, key=lambda constraint: constraint.code))

    def check(self, path: str) -> FileOutcome:
        """What comes of the file at `path`."""
        try:
            data = read_file(path, self.settings.limits)
        except UnreadableError as error:
            return self.refuse(path, error)
        return self.check_bytes(path, data)

    def check_bytes(self, path: str, data: bytes) -> FileOutcome:
        """What comes of a file's bytes; `path` names it, and its suffix helps to choose a reader."""
        try:
            return self._checked(path, data)
        except UnreadableError as error:
            return self.refuse(path, error)
        except GovlintError:
            raise
        except MemoryError:
            return self.refuse(path, UnreadableError(MEMORY_EXCEEDED))
        except Exception as error:  # noqa: BLE001 - one file's crash is its finding; the others are still checked
            return self.refuse(path, _crash(error))

    def check_watched(self, path: str, data: bytes, watch: Watch) -> FileOutcome:
        """What comes of a file's bytes; `watch` is told what becomes of one constraint.

        Raises:
            UnreadableError: where the bytes make no document.
        """
        return self._checked(path, data, watch)

    def _checked(self, path: str, data: bytes, watch: Watch | None = None) -> FileOutcome:
        document = self.read(path, data)
        report = self.understand(document)
        if isinstance(report, NotAReport):
            return self.engine.unread(path, _not_a_report(document), document, status="not_a_report")
        outcome = self._own.applied(self.engine.run(report, document, self.settings.today, watch))
        return outcome if self._extract is None else replace(outcome, extract=self._extract(report, document))

    def read(self, path: str, data: bytes) -> Document:
        """The document that the bytes make.

        Raises:
            UnreadableError: where they make none, or are more than the limit, whoever read them.
        """
        if len(data) > self.settings.limits.bytes:
            raise UnreadableError("limit-exceeded", limit="bytes", allowed=self.settings.limits.bytes)
        source = Source(path, data, self.settings.encoding, self.settings.limits)
        return choose_reader(self.plugins.readers, path, data).read(source)

    def understand(self, document: Document) -> Report | NotAReport:
        """The report that a document is, of the year that was asked for."""
        report = understand(document, self.recogniser, self.settings.form)
        if isinstance(report, NotAReport) or self.settings.year is None:
            return report
        return replace(report, year=self.settings.year)

    def refuse(self, path: str, error: UnreadableError) -> FileOutcome:
        """The outcome of a file that cannot be read."""
        trouble = Trouble(error.name, Span(0, 0), tuple(_spoken(error.facts)))
        return self.engine.unread(path, trouble, None, status="unreadable")


def choose_reader(readers: Sequence[Reader], path: str, data: bytes) -> Reader:
    """The reader that claims the bytes most."""
    suffix = PurePosixPath(path).suffix.lower()
    return max(readers, key=lambda reader: reader.claims(data, suffix))


def gather(files: Iterable[FileOutcome], constraints: Iterable[Constraint] = ()) -> Outcome:
    """The outcome of a run, files in order of path, counts added up; `constraints` are those in force."""
    ordered = tuple(sorted(files, key=lambda file: file.path))
    return Outcome(ordered, Sums.of(ordered).assurance(), infos(constraints))


def infos(constraints: Iterable[Constraint]) -> tuple[ConstraintInfo, ...]:
    """What formatters may tell of constraints."""
    return tuple(info(constraint) for constraint in constraints)


def info(constraint: Constraint) -> ConstraintInfo:
    """What formatters and editors tell of a constraint."""
    return ConstraintInfo(
        constraint.code,
        constraint.name,
        constraint.severity,
        constraint.what,
        constraint.why,
        constraint.basis,
        constraint.remedy,
        constraint.tags,
        engine=constraint.rule is None,
    )


def _spoken(facts: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """The facts, with the name of a limit in words."""
    for name, fact in facts.items():
        key = f"limit-{fact}"
        yield name, catalogue().words(key) if name == "limit" and key in catalogue() else fact


def _crash(error: Exception) -> UnreadableError:
    from traceback import extract_tb  # noqa: PLC0415 - what crashes is rare

    frames = extract_tb(error.__traceback__)
    at = f"{PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return UnreadableError(FILE_CRASHED, error=f"{type(error).__name__}: {error}", at=at)


def _not_a_report(document: Document) -> Trouble:
    name = "not-a-report" if document.text.strip().strip(_NOTHING) else "file-empty"
    return Trouble(name, Span(0, 0))
