"""From a path to what came of it: read, understand, run the constraints.

Duty: put the stages together, once for a whole run. May not print, decide an exit status or know an option.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePath, PurePosixPath

from govlint.choose import EVERYTHING, Choice, known, unknown
from govlint.discover import read_file
from govlint.document import Document, Trouble
from govlint.engine import CRASHED, NOTHING_CHECKED, Engine, make_engine
from govlint.errors import GovlintError, UnreadableError
from govlint.findings import Assurance, ConstraintInfo, FileOutcome, Outcome
from govlint.forms import Kit, Recogniser, load_forms, make_kits
from govlint.grammar import Form
from govlint.lexicon import Tables
from govlint.outfit import outfit
from govlint.packs.model import Constraint, PackSet
from govlint.places import Span
from govlint.plugins import Plugins, load_plugins
from govlint.readers import Limits, Reader, Source
from govlint.records import dataclass, field, replace
from govlint.shipped import traditional_characters
from govlint.understand import NotAReport, understand
from govlint.words import AskedError, catalogue, unknown_word

ENGINE_PACK = "engine"
FILE_CRASHED = "file-crashed"
_ALWAYS = (CRASHED, NOTHING_CHECKED)


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run is asked to be; `packs` are folders or names of installed packs."""

    choice: Choice = field(default_factory=Choice)
    packs: tuple[str, ...] = ()
    default_packs: bool = True
    plugins: tuple[Path, ...] = ()
    form: str | None = None
    year: int | None = None
    encoding: str | None = None
    limits: Limits = field(default_factory=Limits)
    today: date = field(default_factory=date.today)


class Linter:
    """Everything that a run needs, made ready once; checks any number of files."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.plugins: Plugins = load_plugins(settings.plugins)
        folders = pack_folders(self.plugins.packs, settings.packs, default=settings.default_packs)
        forms, packs = outfit(self.plugins.grammars, folders, self.plugins.rules, lambda: self._read(folders))
        self.recogniser = Recogniser(make_kits(forms, traditional_characters()))
        self.kits: tuple[Kit, ...] = self.recogniser.kits
        self.packs: PackSet = packs
        if settings.form is not None:
            _known_word("form", settings.form, [kit.form.id for kit in self.kits])
        _known_choice(settings.choice, self.packs.constraints)
        self.chosen: tuple[Constraint, ...] = tuple(
            c for c in self.packs.constraints if settings.choice.takes(c)
        )
        known = [form for form, _ in forms]
        self.engine: Engine = make_engine(self.packs, self.chosen, known, catalogue())
        if not self.engine.constraints:
            raise AskedError(catalogue().words("nothing-selected"))

    def _read(self, folders: Sequence[Path]) -> tuple[tuple[tuple[Form, Tables], ...], PackSet]:
        """Forms and packs from their sources."""
        from govlint.packs.load import load_packs  # noqa: PLC0415 - not needed where they have been kept
        from govlint.selectors import problem  # noqa: PLC0415

        made = load_forms(self.plugins.grammars)
        forms = {form.id: form for form, _ in made}
        packs = load_packs(
            folders,
            self.plugins.rules,
            lambda selector, ids: problem(selector, [forms[form] for form in ids if form in forms]),
            forms,
        )
        return made, packs

    def in_force(self) -> tuple[Constraint, ...]:
        """What can be found: the constraints that are run, and those of the engine and readers."""
        own = self.engine.own.values()
        return tuple(sorted((*self.engine.constraints, *own), key=lambda constraint: constraint.code))

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
        except Exception as error:  # noqa: BLE001 - one file's crash is its finding; the others are still checked
            return self.refuse(path, _crash(error))

    def _checked(self, path: str, data: bytes) -> FileOutcome:
        document = self.read(path, data)
        report = understand(document, self.recogniser, self.settings.form)
        if isinstance(report, NotAReport):
            return self.engine.unread(path, _not_a_report(document), document, status="not_a_report")
        if self.settings.year is not None:
            report = replace(report, year=self.settings.year)
        return self._kept(self.engine.run(report, document, self.settings.today))

    def read(self, path: str, data: bytes) -> Document:
        """The document that the bytes make.

        Raises:
            UnreadableError: where they make none.
        """
        source = Source(path, data, self.settings.encoding, self.settings.limits)
        return choose_reader(self.plugins.readers, path, data).read(source)

    def refuse(self, path: str, error: UnreadableError) -> FileOutcome:
        """The outcome of a file that cannot be read."""
        trouble = Trouble(error.name, Span(0, 0), tuple(_spoken(error.facts)))
        return self.engine.unread(path, trouble, None, status="unreadable")

    def _kept(self, outcome: FileOutcome) -> FileOutcome:
        """The outcome without what readers and the engine found and the user chose to ignore."""
        own = {
            c.code
            for c in self.engine.own.values()
            if c.name not in _ALWAYS and self.settings.choice.drops(c)
        }
        if not own:
            return outcome
        return replace(outcome, findings=tuple(f for f in outcome.findings if f.code not in own))


def choose_reader(readers: Sequence[Reader], path: str, data: bytes) -> Reader:
    """The reader that claims the bytes most."""
    suffix = PurePosixPath(path).suffix.lower()
    return max(readers, key=lambda reader: reader.claims(data, suffix))


def pack_folders(installed: Sequence[Path], asked: Sequence[str], *, default: bool) -> list[Path]:
    """The folders of the packs in force: the engine's, the installed ones, and those asked for."""
    names = {folder.name: folder for folder in installed}
    folders = [folder for folder in installed if default or folder.name == ENGINE_PACK]
    for word in asked:
        folder = Path(word)
        if not (folder / "pack.yaml").is_file():
            _known_word("pack", word, names)
            folder = names[word]
        if folder.resolve() not in [other.resolve() for other in folders]:
            folders.append(folder)
    return folders


def gather(files: Iterable[FileOutcome], constraints: Iterable[Constraint] = ()) -> Outcome:
    """The outcome of a run, files in order of path, counts added up; `constraints` are those in force."""
    ordered = tuple(sorted(files, key=lambda file: file.path))
    parts = [file.assurance for file in ordered]
    return Outcome(ordered, _sum(parts), tuple(info(constraint) for constraint in constraints))


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


def _sum(parts: Sequence[Assurance]) -> Assurance:
    nodes: dict[str, int] = {}
    for part in parts:
        for code, number in part.nodes.items():
            nodes[code] = nodes.get(code, 0) + number
    return Assurance(
        files=len(parts),
        checked=sum(part.checked for part in parts),
        constraints=sum(part.constraints for part in parts),
        evaluated=sum(part.evaluated for part in parts),
        unchecked=sum(part.unchecked for part in parts),
        crashed=sum(part.crashed for part in parts),
        not_applicable={code: reason for part in parts for code, reason in part.not_applicable.items()},
        nodes=nodes,
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
    name = "not-a-report" if document.text.strip("\ufeff\0 \t\r\n") else "file-empty"
    return Trouble(name, Span(0, 0))


def _known_choice(choice: Choice, constraints: Sequence[Constraint]) -> None:
    wrong = unknown(choice.words, constraints)
    if wrong:
        _known_word("code", wrong[0], [word for word in known(constraints) if word != EVERYTHING])


def _known_word(kind: str, word: str, words: Iterable[str] | Mapping[str, object]) -> None:
    """Nothing where the word is known.

    Raises:
        AskedError: with the nearest known word.
    """
    listed = list(words)
    if word not in listed:
        raise unknown_word(kind, word, listed)
