"""Every target by name, and the library that some need."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.fuzz import configuration, editor, machine, packs, reading, words, written
from benchmarks.fuzz.target import FoundError, Target

__all__ = ["NEEDS", "TARGETS", "FoundError", "Target"]

TARGETS: Mapping[str, Target] = {
    **reading.TARGETS,
    **words.TARGETS,
    **packs.TARGETS,
    **configuration.TARGETS,
    **written.TARGETS,
    **machine.TARGETS,
    **editor.TARGETS,
}
NEEDS = {"pdf": "pdfminer", "pdf-worker": "pdfminer", "parquet": "duckdb", "server": "pygls"}
"""Extras without which a target cannot be run."""
