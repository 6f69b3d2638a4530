"""Rule packs: constraints written in YAML, read strictly."""

from govlint.packs.load import load_packs
from govlint.packs.model import Constraint, Pack, PackSet

__all__ = ["Constraint", "Pack", "PackSet", "load_packs"]
