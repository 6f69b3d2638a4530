"""Target: messages of an editor to the language server."""

from __future__ import annotations

import asyncio
import json
import logging
import random
from collections.abc import Iterator
from typing import Any

from linting import linter

from benchmarks.fuzz import mutate
from benchmarks.fuzz.machine import JSON
from benchmarks.fuzz.reading import text_seed
from benchmarks.fuzz.target import FoundError, Target, held
from govlint.findings import FileOutcome, Finding, Fix
from govlint.fixing.propose import offers
from govlint.lint import info
from govlint.readers import Limits

logging.getLogger("pygls").setLevel(logging.CRITICAL + 1)
logging.getLogger("asyncio").setLevel(logging.CRITICAL + 1)
logging.getLogger("pdfminer").setLevel(logging.CRITICAL + 1)

URI = "file:///r/a.txt"


def _message(method: str, params: dict[str, Any], number: int | None = None) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "method": method, "params": params} | ({} if number is None else {"id": number})


def _messages(rng: random.Random) -> Iterator[dict[str, Any]]:
    encoding = rng.choice(("utf-8", "utf-16", "utf-32"))
    yield _message(
        "initialize",
        {"processId": None, "rootUri": None, "capabilities": {"general": {"positionEncodings": [encoding]}}},
        0,
    )
    said = mutate.text(rng, text_seed(rng.randrange(4)), 3)
    uri = rng.choice(
        (URI, URI, "untitled:1", "file:///%E4%B8", "file:///a.html", "http://x/y", "", "file:///%00")
    )
    yield _message(
        "textDocument/didOpen",
        {"textDocument": {"uri": uri, "languageId": "plaintext", "version": 1, "text": said}},
    )
    place = {"line": rng.choice((0, 3, 40, 99999)), "character": rng.choice((0, 1, 7, 99999))}
    asked = {"textDocument": {"uri": uri}}
    yield _message("textDocument/hover", {**asked, "position": place}, 1)
    where = {"start": place, "end": place}
    yield _message("textDocument/codeAction", {**asked, "range": where, "context": {"diagnostics": []}}, 2)
    changed = {
        "textDocument": {"uri": uri, "version": 2},
        "contentChanges": [{"text": said[: rng.randrange(len(said) + 1)]}],
    }
    yield _message("textDocument/didChange", changed)
    yield _message("textDocument/didSave", asked)
    yield _message("textDocument/didClose", asked)


def _make_server(rng: random.Random) -> bytes:
    said = [json.dumps(one, ensure_ascii=False) for one in _messages(rng)]
    if rng.random() < 0.3:
        rng.shuffle(said)
    for at in range(1, len(said)):
        if rng.random() < 0.3:
            said[at] = mutate.lines(rng, said[at], JSON, 1)
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
    service.report_server_error = lambda error, _source: wrong.append(error)  # type: ignore[method-assign]
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


TARGETS = {"server": Target(_make_server, _feed_server)}
