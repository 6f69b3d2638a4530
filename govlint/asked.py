"""The packs that a user names, found or refused with the nearest that is known.

Duty: turn words into what they name. May not load it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from govlint.errors import GovlintError
from govlint.packs.files import SUFFIX, is_pack, read_pack
from govlint.there import exists
from govlint.words import AskedError, catalogue, unknown_words

ENGINE_PACK = "engine"


def pack_folders(
    installed: Sequence[Path], asked: Sequence[str], mistakes: list[GovlintError], *, default: bool
) -> list[Path]:
    """The places of the packs in force: the engine's, the installed ones, and those asked for.

    A word that is no pack is added to `mistakes`.
    """
    names: Mapping[str, Path] = {}
    folders = [folder for folder in installed if default or folder.name == ENGINE_PACK]
    for word in asked:
        folder = Path(word)
        if folder.suffix == SUFFIX and not exists(folder):
            mistakes.append(AskedError(catalogue().words("missing-path", path=word), "pack", word))
            continue
        if not is_pack(folder):
            names = names or _by_id(installed)
            mistakes.extend(unknown_words("pack", [word], names))
            if word not in names:
                continue
            folder = names[word]
        if folder.resolve() not in [other.resolve() for other in folders]:
            folders.append(folder)
    return folders


def _by_id(installed: Iterable[Path]) -> dict[str, Path]:
    """The installed packs by the id that their heads give them."""
    packs = ((read_pack(path, []), path) for path in installed)
    return {pack.id: path for pack, path in packs if pack is not None}
