"""Mistakes that were told in English, told in Chinese: those of packs, waivers, members, baselines and plugins.

Duty: a sentence of known shape in the language of the run. May not lose one: what is not known stays as it is.
"""

from __future__ import annotations

import re
from functools import cache

from govlint.patterns import lazy
from govlint.words import catalogue

_PREFIX = "rephrase."
_HINT = lazy(r"(?P<text>.*); did you mean '?(?P<word>.+?)'?\?", re.DOTALL)
_PLACED = lazy(r"(?P<place>.+?:\d+:\d+: )?(?P<text>.*)", re.DOTALL)


def rephrase(text: str, lang: str) -> str:
    """The sentences of a text, a line each, in the language asked for."""
    return text if lang == "en" else "\n".join(_line(line, lang) for line in text.split("\n"))


def _line(line: str, lang: str) -> str:
    placed = _PLACED.fullmatch(line)
    place, text = (placed["place"] or "", placed["text"]) if placed else ("", line)
    hinted = _HINT.fullmatch(text)
    hint = catalogue().text("did-you-mean", lang, word=hinted["word"]) if hinted else ""
    said = hinted["text"] if hinted else text
    for pattern, key in _known():
        found = pattern.fullmatch(said)
        if found:
            return place + catalogue().text(key, lang, **found.groupdict()) + hint
    return line


@cache
def _known() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What each English sentence looks like, and the key of its words."""
    words = catalogue()
    keys = [key for key in words if key.startswith(_PREFIX)]
    return tuple((_pattern(words.template(key, "en")), key) for key in keys)


def _pattern(template: str) -> re.Pattern[str]:
    from string import Formatter  # noqa: PLC0415 - for mistakes alone

    parts = (
        re.escape(text) + (f"(?P<{name}>.+?)" if name else "")
        for text, name, _, _ in Formatter().parse(template)
    )
    return re.compile("".join(parts), re.DOTALL)
