"""Where in a TOML text each key and value stands.

Duty: offsets of keys and values, by path. May not judge TOML: the standard library has accepted the text before,
so that only its structure need be followed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

from govlint.patterns import lazy

Path = tuple[str | int, ...]
_SPACE = lazy(r"[ \t]*")
_BLANK = lazy(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = lazy(r'"(?:\\.|[^"\\])*"|\'[^\']*\'|[A-Za-z0-9_-]+')
_TEXT = lazy(
    r'"""(?:\\.|[^\\])*?"""(?!")'
    r"|'''.*?'''(?!')"
    r'|"(?:\\.|[^"\\])*"'
    r"|'[^']*'",
    re.DOTALL,
)
_OTHER = lazy(r"[^,\]}#\r\n]+")


class Places:
    """Offsets of keys and of values, by the path that leads to them; a number in a path counts in a list."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.keys: dict[Path, int] = {}
        self.values: dict[Path, int] = {}
        self._at = 0
        self._lengths: dict[Path, int] = {}
        """Tables in each list of tables."""
        self._statements()

    def _statements(self) -> None:
        inside: Path = ()
        while self._skip(_BLANK) < len(self.text):
            if self._take("[["):
                inside = self._next_table(self._keys(()))
                self._take("]]")
            elif self._take("["):
                inside = self._keys(())
                self.values.setdefault(inside, self.keys[inside])
                self._take("]")
            else:
                self._pair(inside)

    def _next_table(self, path: Path) -> Path:
        """The path of a new table in the list of tables at `path`."""
        path = path[:-1] if isinstance(path[-1], int) else path
        number = self._lengths[path] = self._lengths.get(path, 0) + 1
        self.values.setdefault(path, self.keys[path])
        inside = (*path, number - 1)
        self.values[inside] = self._last_key
        return inside

    def _pair(self, inside: Path) -> None:
        path = self._keys(inside)
        self._take("=")
        self._value(path)

    def _keys(self, inside: Path) -> Path:
        """The path that a dotted key leads to."""
        path = inside
        while True:
            self._skip(_SPACE)
            found = _KEY.match(self.text, self._at)
            assert found is not None, "the library takes no other key"
            path = (*path, _name(found[0]))
            self._last_key = found.start()
            self.keys.setdefault(path, self._last_key)
            self._at = found.end()
            self._skip(_SPACE)
            if not self._take("."):
                return self._deepest(path)
            self.values.setdefault(path, self.keys[path])
            path = self._deepest(path)

    def _deepest(self, path: Path) -> Path:
        """The path into the last table, where a list of tables is meant."""
        return (*path, self._lengths[path] - 1) if path in self._lengths else path

    def _value(self, path: Path) -> None:
        self._skip(_SPACE)
        self.values[path] = self._at
        if self._take("["):
            for number in self._items("]"):
                self._value((*path, number))
        elif self._take("{"):
            for _ in self._items("}"):
                self._pair(path)
        else:
            found = _TEXT.match(self.text, self._at) or _OTHER.match(self.text, self._at)
            assert found is not None, "the library takes no other value"
            self._at = found.end()

    def _items(self, end: str) -> Iterator[int]:
        """A number for each item up to the closing bracket; the caller reads the item."""
        number = 0
        self._skip(_BLANK)
        while not self._take(end):
            yield number
            number += 1
            self._skip(_BLANK)
            self._take(",")
            self._skip(_BLANK)

    def _skip(self, what: re.Pattern[str]) -> int:
        found = what.match(self.text, self._at)
        self._at = found.end() if found else self._at
        return self._at

    def _take(self, sign: str) -> bool:
        self._skip(_SPACE)
        if not self.text.startswith(sign, self._at):
            return False
        self._at += len(sign)
        return True


def _name(written: str) -> str:
    """A key as the library reads it."""
    return written if written[0] not in "\"'" else next(iter(tomllib.loads(f"{written} = 0")))
