"""The bank of sentences: each must get just the findings it is listed with, most of them none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from prose_reports import NAMES, found_in

BANK = Path(__file__).parent / "sentences"


@dataclass(frozen=True)
class Entry:
    file: str
    sentence: str
    tables: str
    expect: frozenset[str]


def bank() -> Iterator[Entry]:
    for path in sorted(BANK.glob("*.yaml")):
        for group in yaml.safe_load(path.read_text("utf-8")):
            for sentence in group["sentences"]:
                tables = group.get("tables", "usual")
                yield Entry(path.stem, sentence, tables, frozenset(group["expect"]))


ENTRIES = tuple(bank())


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.file}:{entry.sentence[:40]}")
def test_sentence_is_read_right(entry: Entry) -> None:
    assert found_in(entry.sentence, entry.tables) == entry.expect


def test_bank_is_large_and_mostly_traps() -> None:
    silent = sum(not entry.expect for entry in ENTRIES)
    assert len(ENTRIES) >= 400
    assert len({(entry.sentence, entry.tables) for entry in ENTRIES}) == len(ENTRIES)
    assert silent * 2 >= len(ENTRIES)


def test_every_constraint_of_prose_is_in_the_bank() -> None:
    told = frozenset().union(*(entry.expect for entry in ENTRIES))
    assert told == NAMES - {"parts-names"}


def test_share_read_right(
    record_property: Callable[[str, object], None], capsys: pytest.CaptureFixture[str]
) -> None:
    right = sum(found_in(entry.sentence, entry.tables) == entry.expect for entry in ENTRIES)
    silent = sum(not entry.expect for entry in ENTRIES)
    record_property("sentences", len(ENTRIES))
    record_property("read_right", right)
    with capsys.disabled():
        print(f"\nsentences {len(ENTRIES)}, to stay silent {silent}, read right {right}")
    told = (
        f"The bank holds {len(ENTRIES)} sentences, {silent} of them to stay silent; {right} are read right."
    )
    assert told in (Path(__file__).parents[1] / "docs" / "proof.md").read_text(encoding="utf-8")
    assert right == len(ENTRIES)
