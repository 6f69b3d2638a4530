"""The texts that the program itself prints, in Chinese and English.

Duty: look texts up in `rules/words.yaml` and fill their placeholders. May not know who prints them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache

from govlint.cache import digest_of, keep, kept, remember, stamps
from govlint.errors import GovlintError
from govlint.findings import Words
from govlint.shipped import folder

LANGUAGES = ("zh", "en")
_JOINERS = {"zh": "、", "en": ", "}


class Catalogue:
    """Texts by key; each is a `Words` template."""

    __slots__ = ("_texts",)

    def __init__(self, texts: Mapping[str, Mapping[str, str]]) -> None:
        self._texts = texts

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def words(self, key: str, **facts: object) -> Words:
        """The text of that key in both languages."""
        text = self._texts[key]
        return fill(Words(text["zh"], text["en"]), facts)

    def text(self, key: str, lang: str, **facts: object) -> str:
        """The text of that key in one language."""
        return fill_one(self._texts[key][lang], lang, facts)


@cache
def catalogue() -> Catalogue:
    """The shipped catalogue, read when first asked for."""
    where = folder("rules")
    seen = stamps((str(where),), ("words.yaml",))
    name = f"words-{digest_of(seen)}" if seen else None
    texts = kept(name) if name else None
    if not isinstance(texts, dict):
        text = (where / "words.yaml").read_text(encoding="utf-8")
        texts = remember("words", (text.encode("utf-8"),), lambda: _load(text))
        if name:
            keep(name, texts)
    return Catalogue(texts)


def _load(text: str) -> object:
    import yaml  # noqa: PLC0415 - a third of the time that `--version` may take

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(text, Loader=loader)  # noqa: S506 - both loaders are safe ones


def fill(template: Words, facts: Mapping[str, object]) -> Words:
    """Both texts of a template with their placeholders filled."""
    return Words(*(fill_one(template.get(lang), lang, facts) for lang in LANGUAGES))


def fill_one(template: str, lang: str, facts: Mapping[str, object]) -> str:
    """One text with its placeholders filled; a fact that is itself `Words` speaks the same language."""
    if "{" not in template:
        return template
    return template.format_map({name: _spoken(fact, lang) for name, fact in facts.items()})


def _spoken(fact: object, lang: str) -> object:
    if isinstance(fact, Words):
        return fact.get(lang)
    if isinstance(fact, tuple):
        return _JOINERS[lang].join(format(_spoken(part, lang), "") for part in fact)
    return _Exact(fact) if isinstance(fact, Decimal) else fact


class _Exact(Decimal):
    """A decimal that prints without an exponent where no format is asked for."""

    def __format__(self, spec: str, /) -> str:  # type: ignore[override]
        return super().__format__(spec or "f")


class AskedError(GovlintError):
    """A check that cannot be done as asked, said in both languages."""

    def __init__(self, words: Words, kind: str = "", word: str = "") -> None:
        super().__init__(words.en)
        self.words = words
        self.kind, self.word = kind, word
        """What kind of word is not known, and the word; empty for other mistakes."""


class MistakesError(AskedError):
    """Several mistakes, told together."""

    def __init__(self, mistakes: Sequence[GovlintError]) -> None:
        told = [one.words if isinstance(one, AskedError) else Words(str(one), "") for one in mistakes]
        super().__init__(Words(*("\n".join(words.get(lang) for words in told) for lang in LANGUAGES)))
        self.mistakes = tuple(mistakes)


def unknown_word(kind: str, word: str, known: Iterable[str]) -> AskedError:
    """The error for a word that is not known, with the one that was likely meant."""
    close = nearest(word, known)
    hint = catalogue().words("did-you-mean", word=close) if close else ""
    return AskedError(catalogue().words(f"unknown-{kind}", word=word, hint=hint), kind, word)


def unknown_words(kind: str, words: Iterable[str], known: Collection[str]) -> Iterator[AskedError]:
    """An error for each word that is not known."""
    yield from (unknown_word(kind, word, known) for word in words if word not in known)


def refuse(mistakes: Sequence[GovlintError]) -> None:
    """Raise the mistakes, where there are any.

    Raises:
        GovlintError: the only one, or all of them together.
    """
    if mistakes:
        raise mistakes[0] if len(mistakes) == 1 else MistakesError(mistakes)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like this one, of equals the one with more characters in place, or an empty one."""
    from difflib import get_close_matches  # noqa: PLC0415 - for mistakes alone

    close = get_close_matches(word, list(known), n=10, cutoff=0.6)
    return max(close, key=lambda other: _likeness(word, other), default="")


def _likeness(word: str, other: str) -> tuple[float, int]:
    from difflib import SequenceMatcher  # noqa: PLC0415 - for mistakes alone

    same = sum(a == b for a, b in zip(word, other, strict=False))
    return SequenceMatcher(None, other, word).ratio(), same
