"""A configuration file as written: TOML or YAML to the values that packs are made of.

Duty: read and parse, with the place of every key and value. May not know any key.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from functools import lru_cache
from pathlib import Path
from typing import Any

from govlint.config.slips import Slips
from govlint.findings import Words
from govlint.packs.source import MOST_BYTES, Fields, Items, Place, Scalar, SourceError, Value, parse_text
from govlint.patterns import lazy

PYPROJECT = "pyproject.toml"
_SUFFIXES = (".toml", ".yaml")
_AT = lazy(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")
_NOTHING = lazy(r"(?:\s|#[^\n]*|---|\.\.\.)*")


def shown(path: Path) -> str:
    """A path as people read it: from the current folder where it lies in it, with `/`."""
    here = os.path.relpath(path) if path.is_relative_to(Path.cwd()) else path
    return Path(here).as_posix()


def read_source(path: Path, slips: Slips) -> Fields | None:
    """The mapping in a file; None and a slip where there is none to be had.

    Of `pyproject.toml` it is the table `tool.govlint`, and None without a slip where it has no such table.
    """
    top = Place(shown(path), 1, 1)
    text = _text(path, top, slips)
    if text is None or (path.name == PYPROJECT and "govlint" not in text):
        return None
    if path.suffix not in _SUFFIXES:
        slips.add(top, "config.suffix", known=_SUFFIXES)
        return None
    value = _yaml(text, top, slips) if path.suffix == ".yaml" else _toml(text, top, slips)
    if path.name == PYPROJECT and value is not None:
        value = _within(_within(value, "tool"), "govlint")
    if value is not None and not isinstance(value, Fields):
        slips.add(value.place, "config.must-be-table")
    return value if isinstance(value, Fields) else None


def _within(value: Value | None, key: str) -> Value | None:
    return value.fields.get(key) if isinstance(value, Fields) else None


def _text(path: Path, top: Place, slips: Slips) -> str | None:
    try:
        data = path.read_bytes()
    except OSError as error:
        slips.add(top, "config.unreadable", error=error.strerror or str(error))
        return None
    if len(data) > MOST_BYTES:
        slips.add(top, "config.too-large", most=MOST_BYTES)
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        slips.add(top._replace(line=line), "config.not-utf-8", byte=error.start)
        return None


def _yaml(text: str, top: Place, slips: Slips) -> Value | None:
    if _NOTHING.fullmatch(text):
        return Fields({}, {}, top)
    try:
        return parse_text(text, top.path)
    except SourceError as error:
        for path, line, column, said in error.faults:
            place = Place(path, line, column)
            slips.add(place, "config.not-parsed", kind="YAML", error=Words(said, said))
        return None


def _toml(text: str, top: Place, slips: Slips) -> Value | None:
    try:
        return _toml_of(text, top.path)
    except (ValueError, RecursionError) as error:
        # Besides its own mistakes: numbers of more digits than Python takes.
        found = _AT.search(str(error))
        place = _told(found, text, top) if found else top
        slips.add(place, "config.not-parsed", kind="TOML", error=_AT.sub("", str(error)))
        return None


@lru_cache(maxsize=16)
def _toml_of(text: str, path: str) -> Value:
    """The value of a text, which a start asks for up to four times: for the language, and whether it is ours."""
    import tomllib  # noqa: PLC0415

    from govlint.config.toml_places import Places  # noqa: PLC0415

    # The library first: places are looked for in what it takes.
    written = tomllib.loads(text, parse_float=_Written)
    return _Builder(Places(text), path).value(written, ())


def _told(found: re.Match[str], text: str, top: Place) -> Place:
    """The place that the library names; at the end of the document, its last line."""
    if found["line"]:
        return top._replace(line=int(found["line"]), column=int(found["column"]))
    lines = text.split("\n")
    return top._replace(line=len(lines), column=len(lines[-1]) + 1)


class _Written(str):
    """A number with a point, as it is written."""

    __slots__ = ()


class _Builder:
    """Puts the library's values and their places together."""

    def __init__(self, places: Any, name: str) -> None:
        self.places = places
        self.name = name
        self.starts = [0, *(found.end() for found in re.finditer("\n", places.text))]

    def place(self, offset: int) -> Place:
        line = bisect_right(self.starts, offset)
        return Place(self.name, line, offset - self.starts[line - 1] + 1)

    def value(self, data: Any, path: tuple[str | int, ...]) -> Value:
        place = self.place(self.places.values.get(path, 0))
        if isinstance(data, dict):
            keys = {key: self.place(self.places.keys[*path, key]) for key in data}
            return Fields({key: self.value(inner, (*path, key)) for key, inner in data.items()}, keys, place)
        if isinstance(data, list):
            return Items(tuple(self.value(item, (*path, i)) for i, item in enumerate(data)), place)
        return _scalar(data, place)


def _scalar(data: Any, place: Place) -> Scalar:
    """A scalar; only text counts as quoted."""
    if isinstance(data, bool):
        return Scalar("true" if data else "false", True, place)
    return Scalar(str(data), not isinstance(data, str) or isinstance(data, _Written), place)
