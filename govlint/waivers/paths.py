"""Paths of files as records name them: from the folder of the record, with `/`.

Duty: one name for a file whatever the working folder, and patterns on it. May not open files.
"""

from __future__ import annotations

import os
import unicodedata
from functools import lru_cache

from govlint import stars
from govlint.records import dataclass

_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Files:
    r"""A pattern of paths: `*` and `?` stay within a folder, `**` crosses folders; `\` is read as `/`."""

    text: str

    @classmethod
    def parse(cls, text: str) -> Files:
        """The pattern that a text makes; `ValueError` where it makes none."""
        if len(text) > _LONGEST:
            raise ValueError(f"a pattern has at most {_LONGEST} characters")
        clean = _clean(text).removeprefix("./")
        if not clean.strip("/"):
            raise ValueError("names no file")
        parts = clean.split("/")
        while parts and parts[0] == "..":
            del parts[0]
        if not {"", ".", ".."}.isdisjoint(parts):
            raise ValueError(
                "write the path from the folder of this file, without // and with .. only in front"
            )
        _compiled(clean)
        return cls(clean)

    @property
    def everything(self) -> bool:
        """Whether every file fits."""
        return not self.text.strip("*/.")

    @property
    def literal(self) -> bool:
        """Whether one file alone can fit."""
        return not set(self.text) & set("*?[")

    def fits(self, path: str) -> bool:
        """Whether a path, as `from_folder` gives it, fits."""
        return _compiled(self.text).fullmatch(path) is not None


def from_folder(path: str, folder: str) -> str:
    """The path counted from a folder, with `/`; both count from the working folder where they are relative.

    Where they share no drive, the absolute path.
    """
    whole, base = os.path.abspath(path), os.path.abspath(folder)  # noqa: PTH100 - texts, links unfollowed
    try:
        return _clean(os.path.relpath(whole, base))
    except ValueError:
        return _clean(whole)


def _clean(path: str) -> str:
    return unicodedata.normalize("NFC", path.replace("\\", "/"))


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> stars.Fitting[str]:
    return stars.compiled(pattern)
