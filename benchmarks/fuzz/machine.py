"""Targets: what programs write for govlint. Kept outcomes, results, records of reports, messages of an editor."""

from __future__ import annotations

import asyncio
import json
import logging
import marshal
import os
import random
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import make_html
from linting import TODAY, linter

from benchmarks.fuzz import mutate
from benchmarks.fuzz.reading import text_seed
from benchmarks.fuzz.target import FoundError, Target, held, refused
from govlint import cache as pieces
from govlint import sealed
from govlint.commands.inputs import from_lines
from govlint.findings import FileOutcome, Finding, Fix
from govlint.fixing.propose import offers
from govlint.formatters import View
from govlint.lint import gather, info
from govlint.readers import Limits
from govlint.run import outcomes
from govlint.run.store import Store
from govlint.stats.read import read
from govlint.stats.tally import Tally

_JSON = (
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
    return mutate.lines(rng, _results(rng.choice(("json", "jsonl"))), _JSON).encode("utf-8", "replace")


def _feed_results(data: bytes) -> None:
    with _file(data, "r.json") as path:
        counted = refused(lambda: Tally(read(path)))
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
    return mutate.lines(rng, said, _JSON).encode("utf-8", "replace")


def _feed_records(data: bytes) -> None:
    with _file(data, "r.jsonl") as path:
        for entry in refused(lambda: list(from_lines(path, lambda _: b""))) or ():  # type: ignore[attr-defined]
            file = held(linter().check_bytes(entry.name, entry.data))
            told = gather([file], ())
            for form in ("json", "sarif", "junit", "full", "csv"):
                "".join(linter().plugins.formatters[form].render(told, View())).encode("utf-8", "backslashreplace")  # type: ignore[arg-type]


class _file:
    """The path of a file that is there for the while."""

    def __init__(self, data: bytes, name: str) -> None:
        self._data, self._name = data, name
        self._folder = tempfile.TemporaryDirectory()

    def __enter__(self) -> str:
        path = Path(self._folder.name) / self._name
        path.write_bytes(self._data)
        return str(path)

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()


@cache
def _parquet() -> bytes:
    formatter = linter().plugins.formatters["parquet"]
    return b"".join(formatter.render(gather([_outcome(1)], linter().in_force()), View()))  # type: ignore[arg-type]


def _make_parquet(rng: random.Random) -> bytes:
    return mutate.data(rng, _parquet())


# ---- an editor ----

URI = "file:///r/a.txt"


def _message(method: str, params: dict[str, Any], number: int | None = None) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "method": method, "params": params} | ({} if number is None else {"id": number})


def _messages(rng: random.Random) -> Iterator[dict[str, Any]]:
    encoding = rng.choice(("utf-8", "utf-16", "utf-32"))
    yield _message("initialize", {"processId": None, "rootUri": None, "capabilities": {"general": {"positionEncodings": [encoding]}}}, 0)
    said = mutate.text(rng, text_seed(rng.randrange(4)), 3)
    uri = rng.choice((URI, URI, "untitled:1", "file:///%E4%B8", "file:///a.html", "http://x/y", "", "file:///%00"))
    yield _message("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "plaintext", "version": 1, "text": said}})
    place = {"line": rng.choice((0, 3, 40, 99999)), "character": rng.choice((0, 1, 7, 99999))}
    asked = {"textDocument": {"uri": uri}}
    yield _message("textDocument/hover", {**asked, "position": place}, 1)
    where = {"start": place, "end": place}
    yield _message("textDocument/codeAction", {**asked, "range": where, "context": {"diagnostics": []}}, 2)
    changed = {"textDocument": {"uri": uri, "version": 2}, "contentChanges": [{"text": said[: rng.randrange(len(said) + 1)]}]}
    yield _message("textDocument/didChange", changed)
    yield _message("textDocument/didSave", asked)
    yield _message("textDocument/didClose", asked)


def _make_server(rng: random.Random) -> bytes:
    said = [json.dumps(one, ensure_ascii=False) for one in _messages(rng)]
    if rng.random() < 0.3:
        rng.shuffle(said)
    for at in range(1, len(said)):
        if rng.random() < 0.3:
            said[at] = mutate.lines(rng, said[at], _JSON, 1)
    return "\n".join(said).encode("utf-8", "surrogatepass")


class _Desk:
    """Checks with the linter at hand."""

    def check(self, path: str, text: str) -> FileOutcome:
        """What comes of a text; a short one is as good as a long one here."""
        return held(linter().check_bytes(path, text.encode("utf-8", "surrogatepass")))

    def fixes(self, path: str, text: str, file: FileOutcome, finding: Finding) -> Iterator[tuple[Fix, str]]:
        """The fixes that hold."""
        data = text.encode("utf-8", "surrogatepass")
        for fix, new in offers(data, file, finding, lambda raw: linter().check_bytes(path, raw), Limits()):
            yield fix, new.decode("utf-8", "surrogatepass")

    def infos(self) -> dict[str, Any]:
        """The constraints in force."""
        return {c.code: info(c) for c in linter().in_force()}

    def reload(self) -> None:
        """Nothing was read from a disk."""


def _feed_server(data: bytes) -> None:
    asyncio.run(_talk(data))


async def _talk(data: bytes) -> None:
    from pygls.exceptions import JsonRpcException

    from govlint.server.service import make_service

    service = make_service(_Desk(), "zh")
    wrong: list[BaseException] = []
    service.report_server_error = lambda error, source: wrong.append(error)  # type: ignore[method-assign]
    service.protocol.set_writer(_Sink())
    for line in data.split(b"\n"):
        try:
            message = json.loads(line, object_hook=service.protocol.structure_message)
        except (ValueError, RecursionError, JsonRpcException):
            # The library answers these before a message reaches us.
            continue
        if hasattr(message, "jsonrpc") and getattr(message, "method", "") not in ("exit", "shutdown"):
            service.protocol.handle_message(message)
            await asyncio.sleep(0)
    ours = [error for error in wrong if _ours(error)]
    if ours:
        raise FoundError(repr(ours[0])) from ours[0]


def _ours(error: BaseException | None) -> bool:
    """Whether an exception, or what it came of, passed through govlint."""
    while error is not None:
        frames = error.__traceback__
        while frames is not None:
            if "/govlint/" in frames.tb_frame.f_code.co_filename:
                return True
            frames = frames.tb_next
        error = error.__cause__ or error.__context__
    return False


class _Sink:
    """Takes what is sent to the editor: it must be text that can be sent."""

    def write(self, data: bytes) -> None:
        """Take a message."""

    def close(self) -> None:
        """End."""


logging.getLogger("pygls").setLevel(logging.CRITICAL + 1)
logging.getLogger("asyncio").setLevel(logging.CRITICAL + 1)
logging.getLogger("pdfminer").setLevel(logging.CRITICAL + 1)

TARGETS: dict[str, Target] = {
    "kept": Target(_make_kept, _feed_kept),
    "results": Target(_make_results, _feed_results),
    "records": Target(_make_records, _feed_records),
    "parquet": Target(_make_parquet, _feed_results),
    "server": Target(_make_server, _feed_server),
}
