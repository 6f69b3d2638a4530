"""Targets: what programs write for govlint. Kept outcomes, results, records of reports, messages of an editor."""

from __future__ import annotations

import json
import marshal
import os
import random
import tempfile
from functools import cache
from pathlib import Path

import make_html
from linting import TODAY, linter

from benchmarks.fuzz import mutate
from benchmarks.fuzz.reading import text_seed
from benchmarks.fuzz.target import FoundError, Target, held, lying, refused
from govlint import cache as pieces
from govlint import sealed
from govlint.commands.inputs import from_lines
from govlint.findings import FileOutcome
from govlint.formatters import View
from govlint.lint import gather
from govlint.run import outcomes
from govlint.run.store import Store
from govlint.stats.read import read
from govlint.stats.tally import Tally

JSON = (
    "null", "true", "1e400", "-1", "9" * 5000, "[" * 3000, "{" * 100, '"\\ud800"', '"\\u0000"', "NaN", "[]", "{}", '""', "0",
    ",", ":", "\ufeff", '"schema_version"', "2.5", '{"path": "a.txt"}', '"checked"', "\u2028", "\r",
)  # fmt: skip
_NAME = "ab" + "0" * 30


@cache
def _outcome(seed: int) -> FileOutcome:
    said = text_seed(seed).replace("1", "2", 3) if seed % 2 else text_seed(seed)
    return linter().check_bytes(f"{seed}.txt", said.encode())


# ---- what is kept ----


@cache
def _kept(seed: int) -> bytes:
    with tempfile.TemporaryDirectory() as where:
        Store(where).put(_NAME, outcomes.encode(_outcome(seed)), TODAY)
        return next(path for path in Path(where).rglob("*.json")).read_bytes()


def _make_kept(rng: random.Random) -> bytes:
    """A file of the store with some of its bytes changed, or only some of what is under the seal."""
    raw = mutate.data(rng, _kept(rng.randrange(4)))
    return raw[:200_000]


def _feed_kept(data: bytes) -> None:
    """What is not as it was written is not there: for outcomes, for packs made ready, for values of JSON."""
    with tempfile.TemporaryDirectory() as where:
        store, path = Store(where), Path(where) / _NAME[:2] / f"{_NAME[2:]}.json"
        path.parent.mkdir()
        path.write_bytes(data)
        whole = any(data == _kept(seed) for seed in range(4))
        if (store.get(_NAME, TODAY) is not None) != whole:
            raise FoundError("something else than what was written")
        _feed_pieces(data, where)


def _feed_pieces(data: bytes, where: str) -> None:
    before = os.environ.get(pieces.FOLDER)
    os.environ[pieces.FOLDER] = where
    try:
        Path(where, "x.bin").write_bytes(data)
        if pieces.kept("x") is not None:
            raise FoundError("something else than what was written")
        # Bytes that are sealed and still no data of this Python's.
        sealed.write(str(Path(where, "y.bin")), data[:50])
        found = pieces.kept("y")
        if found is not None and marshal.dumps(found) == b"":
            raise FoundError("nothing")
    finally:
        os.environ.pop(pieces.FOLDER) if before is None else os.environ.__setitem__(pieces.FOLDER, before)


# ---- results and records ----


@cache
def _results(form: str) -> str:
    formatter = linter().plugins.formatters[form]
    told = gather([_outcome(seed) for seed in (1, 2)], linter().in_force())
    return "".join(formatter.render(told, View()))  # type: ignore[arg-type]


def _make_results(rng: random.Random) -> bytes:
    return mutate.lines(rng, _results(rng.choice(("json", "jsonl"))), JSON).encode("utf-8", "replace")


def _feed_results(data: bytes) -> None:
    with lying(data, "r.json") as path:
        counted = refused(lambda: Tally(read(str(path))))
    if isinstance(counted, Tally):
        counted.total()
        for by in ("agency", "constraint", "year"):
            refused(lambda by=by: _table(counted, by))


def _table(counted: Tally, by: str) -> None:
    try:
        counted.table(by)
    except KeyError:
        return


def _make_records(rng: random.Random) -> bytes:
    entries = [
        {"path": "报告/a.txt", "text": text_seed(0)[:300]},
        {"name": "b", "bytes": "MTIz"},
        {"path": "c.html", "text": make_html.p("第一")},
    ]
    said = "\n".join(json.dumps(one, ensure_ascii=rng.random() < 0.5) for one in entries)
    return mutate.lines(rng, said, JSON).encode("utf-8", "replace")


def _feed_records(data: bytes) -> None:
    with lying(data, "r.jsonl") as path:
        for entry in refused(lambda: list(from_lines(str(path), lambda _: b""))) or ():  # type: ignore[attr-defined]
            file = held(linter().check_bytes(entry.name, entry.data))
            told = gather([file], ())
            for form in ("json", "sarif", "junit", "full", "csv"):
                "".join(linter().plugins.formatters[form].render(told, View())).encode(
                    "utf-8", "backslashreplace"
                )  # type: ignore[arg-type]


@cache
def _parquet() -> bytes:
    formatter = linter().plugins.formatters["parquet"]
    return b"".join(formatter.render(gather([_outcome(1)], linter().in_force()), View()))  # type: ignore[arg-type]


def _make_parquet(rng: random.Random) -> bytes:
    return mutate.data(rng, _parquet())


TARGETS: dict[str, Target] = {
    "kept": Target(_make_kept, _feed_kept),
    "results": Target(_make_results, _feed_results),
    "records": Target(_make_records, _feed_records),
    "parquet": Target(_make_parquet, _feed_results),
}
