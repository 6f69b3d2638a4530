"""Lines of files that programs write for govlint, and the files that words on the command line name.

Duty: a mistake with its file and line; patterns where the shell expands none. May not read.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from govlint.findings import Words
from govlint.named import NamedTuple
from govlint.native import native, slashed
from govlint.words import LANGUAGES, AskedError, catalogue


class Place(NamedTuple):
    """A line, or a row, of a file; 0 where there is none to name."""

    path: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path

    def wrong(self, key: str, **facts: object) -> AskedError:
        """The mistake that is at this place; `key` is that of its text."""
        text = catalogue().words(key, **facts)
        return AskedError(Words(*(f"{self}: {text.get(lang)}" for lang in LANGUAGES)))


def named_files(words: Sequence[str]) -> list[str]:
    """The files that the words name, each once; a word may be a pattern.

    Raises:
        AskedError: for a word that names none.
    """
    from glob import glob  # noqa: PLC0415 - most runs read no such file

    found: dict[str, None] = {}
    for word in words:
        path = native(word)
        several = [path] if os.path.lexists(path) else sorted(glob(path, recursive=True))  # noqa: PTH207
        if not several:
            raise Place(word).wrong("no-such-file")
        found |= dict.fromkeys(slashed(one) for one in several)
    return list(found)
