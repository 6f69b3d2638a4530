"""The language that the environment or a configuration file asks for, before any option is read.

Duty: find it. May not complain: what is wrong is told by the command that is run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from govlint.config.keys import KEYS
from govlint.words import LANGUAGES, AskedError


def asked_language(words: Sequence[str], variables: Mapping[str, str]) -> str | None:
    """`zh` or `en`, where the variable or the configuration of the current folder says so."""
    variable = variables.get(KEYS["lang"].variable)
    if variable in LANGUAGES:
        return variable
    from govlint.config.configurations import Asked, Configurations  # noqa: PLC0415

    options = {"config": _named(words), "isolated": "--isolated" in words}
    named = {name: text for name, text in variables.items() if name == "GOVLINT_CONFIG"}
    try:
        language: str | None = Configurations(Asked(options, named, Path.cwd())).for_run().value("lang")
    except (AskedError, OSError):
        return None
    return language


def _named(words: Sequence[str]) -> str | None:
    """The file that `--config` names."""
    for index, word in enumerate(words):
        if word.startswith("--config="):
            return word.removeprefix("--config=")
        if word == "--config" and index + 1 < len(words):
            return words[index + 1]
    return None
