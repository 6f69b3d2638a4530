"""What the terminal and its environment ask for: the language and the colours.

Duty: decide from words, variables and configuration. May not write to a terminal.
"""

from __future__ import annotations

import os
from collections.abc import Sequence


def language(words: Sequence[str], environment: os._Environ[str] | dict[str, str]) -> str:
    """`--lang`, else what configuration asks for, else English where the locale is set and not Chinese."""
    for index, word in enumerate(words):
        asked = word.removeprefix("--lang=") if word.startswith("--lang=") else ""
        if word == "--lang" and index + 1 < len(words):
            asked = words[index + 1]
        if asked in ("zh", "en"):
            return asked
    from govlint.config.language import asked_language  # noqa: PLC0415

    configured = asked_language(words, environment)
    if configured is not None:
        return configured
    set_ones = (environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, set_ones), "").partition(".")[0].lower()
    return "zh" if locale in ("", "c", "posix") or locale.startswith("zh") else "en"


def wants_color(asked: str, environment: os._Environ[str] | dict[str, str], *, terminal: bool) -> bool:
    """`--color`, then NO_COLOR, then FORCE_COLOR, then whether it is a terminal."""
    if asked != "auto":
        return asked == "always"
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return environment["FORCE_COLOR"] != "0"
    return terminal and environment.get("TERM") != "dumb"
