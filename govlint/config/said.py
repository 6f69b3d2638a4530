"""What the environment and the command line say.

Duty: options and variables to layers. May not know what a command does with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from govlint.config.convert import Reader
from govlint.config.keys import KEYS, PREFIX, Key, Kind
from govlint.config.model import Layer, Origin, Setting
from govlint.config.slips import hint
from govlint.packs.source import Items, Place, Scalar
from govlint.words import AskedError, catalogue

CONFIG_VARIABLE = f"{PREFIX}CONFIG"
_NEAR = 0.85
_VARIABLES = {key.variable: key for key in KEYS.values() if key.variable}
_BOOLS = {"1": "true", "0": "false"}
_BARE = (Kind.BOOL, Kind.COUNT, Kind.JOBS)


def from_environment(variables: Mapping[str, str], folder: Path, level: int) -> Layer:
    """What the variables say; an empty one says nothing, but of the cache that there be none.

    Raises:
        AskedError: for a value that cannot be used, and for a name that is nearly that of a variable.
    """
    values = {}
    for name, text in sorted(variables.items()):
        key = _VARIABLES.get(name)
        if key is None:
            _not_misspelt(name)
        elif text or key.kind is Kind.FOLDER:
            values[key.name] = _from_text(key, text, folder, level)
    return Layer(values)


def _not_misspelt(name: str) -> None:
    known = [variable.removeprefix(PREFIX) for variable in (*_VARIABLES, CONFIG_VARIABLE)]
    word = name.removeprefix(PREFIX)
    if not name.startswith(PREFIX) or word in known:
        return
    from difflib import get_close_matches  # noqa: PLC0415 - for mistakes alone

    if get_close_matches(word, known, cutoff=_NEAR):
        raise AskedError(catalogue().words("config.unknown-variable", word=name, hint=_near(word, known)))


def _near(word: str, known: Iterable[str]) -> Any:
    return hint(PREFIX + word, [PREFIX + other for other in known])


def _from_text(key: Key, text: str, folder: Path, level: int) -> Setting:
    from govlint.config.slips import Slips  # noqa: PLC0415

    slips = Slips()
    setting = Reader(folder / "-", level, slips).setting(key, _written(key, text))
    if slips or setting is None:
        raise AskedError(catalogue().words("bad-value", option=key.variable, text=slips[0].words))
    return _by(Origin(key.variable, level=level), key, setting)


def _by(origin: Origin, key: Key, setting: Setting) -> Setting:
    value = tuple(item._replace(origin=origin) for item in setting.value) if key.listed else setting.value
    return Setting(value, origin)


def _written(key: Key, text: str) -> Scalar | Items:
    """A variable's text as a file would have it."""
    place = Place(key.variable, 1, 1)
    if key.listed:
        words = [word.strip() for word in text.replace("，", ",").split(",") if word.strip()]
        return Items(tuple(Scalar(word, False, place) for word in words), place)
    if key.kind is Kind.FOLDER and not text:
        return Scalar("false", True, place)
    return Scalar(_BOOLS.get(text, text) if key.kind is Kind.BOOL else text, key.kind in _BARE, place)


def from_options(options: Mapping[str, Any], level: int) -> Layer:
    """What the options of a command say, by the names they are kept under; None and `False` say nothing."""
    values: dict[str, Setting] = {}
    for key in KEYS.values():
        given = options.get(key.flag.lstrip("-").replace("-", "_")) if key.flag else None
        if given is None or given is False:
            continue
        origin = Origin(key.flag, level=level)
        items = tuple(Setting(item, origin) for item in _flat(given)) if key.listed else given
        values[key.name] = Setting(items, origin)
    return Layer(values)


def _flat(given: Iterable[Any]) -> Iterable[Any]:
    """The words of an option that may be given many times, each time with several."""
    for one in given:
        if isinstance(one, list):
            yield from one
        else:
            yield str(one)
