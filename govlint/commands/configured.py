"""From configuration to linters: settings of a file or a run, and where a mistake in them was written.

Duty: make settings and linters of what configuration says. May not print or check anything.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from govlint.adjust import Options, Severe, adjusted, unknown_codes
from govlint.choose import Choice, Word
from govlint.config.configurations import Configurations
from govlint.config.globs import matches
from govlint.config.merge import Resolved
from govlint.config.model import Glob, Origin, Setting
from govlint.config.slips import ConfigError, Slip
from govlint.discover import fits, looks_like_report
from govlint.errors import FaultsError, GovlintError
from govlint.findings import Words
from govlint.packs.model import Constraint
from govlint.packs.source import Fields, Place
from govlint.run.work import new_linter
from govlint.settings import Settings
from govlint.there import is_file
from govlint.words import AskedError, MistakesError, refuse, unknown_words

if TYPE_CHECKING:
    from govlint.lint import Linter

_WORDS_OF = {
    "code": ("select", "extend-select", "ignore", "severity", "constraints"),
    "pack": ("packs",),
    "form": ("form",),
    "format": ("output-format",),
}
"""The keys in which a word of a kind may stand."""


@lru_cache(maxsize=1024)
def settings_of(resolved: Resolved, *, across: bool = False) -> Settings:
    """The settings of a linter that what holds for a file asks for; with `across` files are compared, too."""
    return Settings(
        choice=Choice(*(_choosing(resolved, name) for name in ("select", "extend-select", "ignore"))),
        packs=tuple(dict.fromkeys(resolved.value("packs"))),
        default_packs=not resolved.value("no-default-packs"),
        plugins=tuple(dict.fromkeys(Path(file) for file in resolved.value("plugins"))),
        form=resolved.value("form"),
        year=resolved.value("year"),
        encoding=resolved.value("encoding"),
        severity=tuple(_severities(resolved.entries("severity"))),
        across=across,
        options=tuple(
            Options.of(word, _fields(entry)) for word, entry in resolved.entries("constraints").items()
        ),
    )


def _choosing(resolved: Resolved, name: str) -> tuple[Word, ...]:
    return tuple(_word(item.value, item.origin) for item in resolved.items(name))


def _severities(entries: Mapping[str, Setting]) -> Iterator[Severe]:
    return (Severe(_word(word, entry.origin), entry.value) for word, entry in entries.items())


def _word(text: str, origin: Origin) -> Word:
    return Word(text, origin.level, str(origin))


def _fields(entry: Setting) -> Fields:
    """The options of a constraint, as a pack would have them written."""
    place = entry.origin.place or Place("", 1, 1)
    keys = {name: setting.origin.place or place for name, setting in entry.value.items()}
    return Fields({name: setting.value for name, setting in entry.value.items()}, keys, place)


def wanted(configurations: Configurations) -> Callable[[str], bool]:
    """Whether a file found in a folder is to be checked, by what governs it."""

    def check(path: str) -> bool:
        resolved = configurations.for_file(path)
        absolute = os.path.normpath(configurations.folder / path)
        if _fits(path, absolute, resolved.value("exclude")):
            return False
        include = resolved.value("include")
        return _fits(path, absolute, include) if include else looks_like_report(path)

    return check


def _fits(path: str, absolute: str, patterns: tuple[Glob | str, ...]) -> bool:
    """Whether a pattern fits; those of the command line are held against the path as given."""
    return fits(path, [one for one in patterns if isinstance(one, str)]) or matches(
        absolute, [one for one in patterns if isinstance(one, Glob)]
    )


class Linters:
    """Linters by their settings, each made once."""

    def __init__(self, make: Callable[[Settings], Linter] | None = None, *, across: bool = False) -> None:
        self._make, self._across = make or new_linter, across
        self._made: dict[Settings, Linter] = {}

    def __getitem__(self, settings: Settings) -> Linter:
        return self._made[settings]

    def in_force(self) -> tuple[Constraint, ...]:
        """The constraints that any of them holds files to, in order of code."""
        found = {c.code: c for linter in reversed(self._made.values()) for c in linter.in_force()}
        return tuple(found[code] for code in sorted(found))

    def ready(self, asked: Iterable[Resolved], configurations: Configurations) -> None:
        """Make a linter for each.

        Raises:
            GovlintError: with every mistake in every configuration file, and in what they name.
        """
        mistakes: list[GovlintError] = []
        slips: list[Slip] = [*configurations.slips]
        for resolved in asked:
            settings = settings_of(resolved, across=self._across)
            try:
                if settings not in self._made:
                    self._made[settings] = self._make(settings)
                judge: Linter | None = self._made[settings]
            except GovlintError as error:
                _tell([error], resolved, slips, mistakes)
                judge = _bare(settings) if resolved.others else None
            for other in resolved.others:
                _tell(_elsewhere(other, judge), other, slips, mistakes)
        refuse([*([ConfigError(slips)] if slips else []), *_unlike(mistakes)])


def _unlike(mistakes: Iterable[GovlintError]) -> Iterator[GovlintError]:
    """Each mistake once."""
    yield from {str(mistake): mistake for mistake in mistakes}.values()


def _bare(settings: Settings) -> Linter | None:
    """A linter that knows the packs, where the one asked for cannot be had; None where not even that can."""
    packs = tuple(pack for pack in settings.packs if is_file(Path(pack) / "pack.yaml"))
    try:
        return new_linter(
            Settings(packs=packs, default_packs=settings.default_packs, plugins=settings.plugins)
        )
    except GovlintError:
        # Why is told already, by the linter that could not be made.
        return None


def _elsewhere(other: Resolved, linter: Linter | None) -> Iterator[GovlintError]:
    """Mistakes in what an entry says of files that are not in this run."""
    if linter is None:
        return
    settings = settings_of(other)
    found: list[GovlintError] = []
    adjusted(linter.packs, settings.severity, settings.options, found)
    forms = ["", *(kit.form.id for kit in linter.kits)]
    yield from found
    yield from unknown_words("form", [settings.form or ""], forms)
    yield from unknown_codes(settings.choice.words, settings.severity, linter.packs.constraints)


def _tell(
    errors: Iterable[GovlintError], resolved: Resolved, slips: list[Slip], mistakes: list[GovlintError]
) -> None:
    """Put what was written in a file to the slips, and the rest to the mistakes."""
    for error in errors:
        if isinstance(error, MistakesError):
            _tell(error.mistakes, resolved, slips, mistakes)
        else:
            _tell_one(error, resolved, slips, mistakes)


def _tell_one(
    error: GovlintError, resolved: Resolved, slips: list[Slip], mistakes: list[GovlintError]
) -> None:
    if isinstance(error, FaultsError):
        slips.extend(Slip(Place(*fault[:3]), Words(fault.text, "")) for fault in error.faults)
    else:
        placed = placed_slips(error, resolved)
        slips.extend(placed)
        mistakes.extend([] if placed else [error])


def placed_slips(error: GovlintError, resolved: Resolved) -> list[Slip]:
    """The mistake at each place in files where the word stands that it speaks of."""
    if not isinstance(error, AskedError):
        return []
    names = _WORDS_OF.get(error.kind, ())
    origins = (origin for name in names for origin in _said(error.word, name, resolved))
    return [Slip(origin.place, error.words) for origin in origins if origin.place is not None]


def _said(word: str, name: str, resolved: Resolved) -> Iterator[Origin]:
    """Who said the word in a key."""
    value = resolved.settings[name].value
    if isinstance(value, Mapping):
        yield from (entry.origin for key, entry in value.items() if key == word)
    elif isinstance(value, tuple):
        yield from (
            item.origin for item in value if str(item.value).partition(":")[0] == word or item.value == word
        )
    elif value == word:
        yield resolved.origin(name)
