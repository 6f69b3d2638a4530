"""What a user names (packs, forms, codes), found or refused with the nearest that is known.

Duty: turn words into what they name. May not load it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from govlint.choose import EVERYTHING, Choice, known, unknown
from govlint.packs.files import SUFFIX, is_pack, read_pack
from govlint.packs.model import Constraint
from govlint.words import AskedError, catalogue, unknown_word

ENGINE_PACK = "engine"


def pack_folders(installed: Sequence[Path], asked: Sequence[str], *, default: bool) -> list[Path]:
    """The places of the packs in force: the engine's, the installed ones, and those asked for."""
    names: Mapping[str, Path] = {}
    folders = [folder for folder in installed if default or folder.name == ENGINE_PACK]
    for word in asked:
        folder = Path(word)
        if folder.suffix == SUFFIX and not folder.exists():
            raise AskedError(catalogue().words("missing-path", path=word))
        if not is_pack(folder):
            names = names or _by_id(installed)
            known_word("pack", word, names)
            folder = names[word]
        if folder.resolve() not in [other.resolve() for other in folders]:
            folders.append(folder)
    return folders


def _by_id(installed: Iterable[Path]) -> dict[str, Path]:
    """The installed packs by the id that their heads give them."""
    packs = ((read_pack(path, []), path) for path in installed)
    return {pack.id: path for pack, path in packs if pack is not None}


def known_choice(choice: Choice, constraints: Sequence[Constraint]) -> None:
    """Nothing where every word of a choice means a constraint.

    Raises:
        AskedError: with the nearest known word.
    """
    wrong = unknown(choice.words, constraints)
    if wrong:
        known_word("code", wrong[0], [word for word in known(constraints) if word != EVERYTHING])


def known_word(kind: str, word: str, words: Iterable[str] | Mapping[str, object]) -> None:
    """Nothing where the word is known.

    Raises:
        AskedError: with the nearest known word.
    """
    listed = list(words)
    if word not in listed:
        raise unknown_word(kind, word, listed)
