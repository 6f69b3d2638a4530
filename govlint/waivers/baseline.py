"""Baselines: what was found when govlint was adopted, kept without line numbers.

Duty: read, write, apply and prune. May not check reports.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from govlint.errors import Fault, WaiverError
from govlint.findings import BASELINE, FileOutcome
from govlint.fingerprints import Key, keys
from govlint.records import dataclass, field, replace
from govlint.waivers.judged import Judge
from govlint.waivers.notes import Note
from govlint.waivers.paths import from_folder

SCHEMA_VERSION = 1
_SHOWN = 8
Entries = Mapping[str, frozenset[Key]]
"""Path, counted from the baseline's folder, to what is known of that file."""


def load_baseline(path: Path) -> Entries:
    """The entries of a baseline.

    Raises:
        WaiverError: where it is no baseline, with the place.
    """
    name = path.as_posix()
    try:
        text = path.read_bytes().decode("utf-8-sig")
        value = json.loads(text)
    except OSError as error:
        raise _unusable(name, error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise _unusable(name, f"is not UTF-8 at byte {error.start}") from error
    except json.JSONDecodeError as error:
        raise _unusable(name, error.msg, error.lineno, error.colno) from error
    except ValueError as error:
        # A number of more digits than Python takes.
        raise _unusable(name, str(error).partition(":")[0]) from error
    except RecursionError as error:
        raise _unusable(name, "is nested too deeply") from error
    if not isinstance(value, dict) or value.get("schema_version") != SCHEMA_VERSION:
        raise _unusable(name, f"is no baseline of schema_version {SCHEMA_VERSION}")
    files = value.get("files")
    if not isinstance(files, dict):
        raise _unusable(name, "'files' must be a mapping of paths to entries")
    return {file: frozenset(_keys(file, entries, name, text)) for file, entries in files.items()}


def _keys(file: str, entries: Any, name: str, text: str) -> Iterator[Key]:
    for entry in entries if isinstance(entries, list) else [None]:
        match entry:
            case {"code": str(code), "place": str(place), "occurrence": int(number), **rest} if number > 0:
                if not rest:
                    yield Key(code, place, number)
                    continue
        wanted = "must list entries with code, place and occurrence (from 1), and nothing else"
        raise _unusable(name, f"{file!r} {wanted}", line_of(file, text))


def _unusable(name: str, text: str, line: int = 1, column: int = 1) -> WaiverError:
    return WaiverError((Fault(name, line, column, text),))


def line_of(file: str, text: str) -> int:
    """The line, from 1, on which a baseline names a file."""
    at = text.find(_quoted(file) + ":")
    return text.count("\n", 0, max(at, 0)) + 1


def baseline_text(entries: Entries) -> str:
    """The baseline, one entry a line, the same for the same entries."""
    lines = [f'{{"schema_version": {SCHEMA_VERSION},', ' "files": {']
    named = [(file, sorted(found)) for file, found in sorted(entries.items()) if found]
    for number, (file, found) in enumerate(named):
        lines.append(f"  {_quoted(file)}: [")
        lines += [f"   {_entry(key)}{',' if key is not found[-1] else ''}" for key in found]
        lines.append("  ]" + ("," if number < len(named) - 1 else ""))
    return "\n".join([*lines, " }}", ""])


def _entry(key: Key) -> str:
    return json.dumps(key._asdict(), ensure_ascii=False).encode("utf-8", "backslashreplace").decode()


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()


def record(files: Iterable[FileOutcome], folder: str, excusable: frozenset[str]) -> Entries:
    """The entries that files come to: every finding of those codes that no waiver excuses."""
    return {
        from_folder(file.path, folder): frozenset(
            key
            for finding, key in zip(file.findings, keys(file), strict=True)
            if finding.waived is None and finding.code in excusable and not finding.about
        )
        for file in files
    }


@dataclass(slots=True)
class Held:
    """A baseline at work, counted from `folder`: it excuses what it holds and knows what it no longer meets."""

    entries: Entries
    folder: str
    judge: Judge
    excusable: frozenset[str]
    _stale: dict[str, frozenset[Key]] = field(default_factory=dict)

    def apply(self, file: FileOutcome) -> FileOutcome:
        """The outcome with what the baseline holds marked so."""
        path = from_folder(file.path, self.folder)
        known = self.entries.get(path)
        if not known:
            return file
        found = keys(file)
        self._stale[path] = frozenset(key for key in known.difference(found) if self._gone(key, file))
        findings = [
            replace(finding, waived=BASELINE)
            if self._holds(key, known) and finding.waived is None
            else finding
            for finding, key in zip(file.findings, found, strict=True)
        ]
        return replace(file, findings=tuple(findings))

    def _holds(self, key: Key, known: frozenset[Key]) -> bool:
        return key in known and key.code in self.excusable

    def _gone(self, key: Key, file: FileOutcome) -> bool:
        """Whether an entry without a finding was looked for."""
        return self.judge.looked((key.code,), file)

    def pruned(self) -> Entries:
        """The entries without those that were looked for and not found."""
        return {path: found - self._stale.get(path, frozenset()) for path, found in self.entries.items()}

    def stale(self) -> int:
        """How many entries were looked for and not found."""
        return sum(map(len, self._stale.values()))

    def notes(self, text: str) -> Iterator[Note]:
        """What no longer matches, file by file, as findings of the baseline whose text this is."""
        for path, gone in sorted(self._stale.items()):
            if gone:
                yield ("baseline-stale", line_of(path, text), 1, _facts(path, sorted(gone)))


def _facts(path: str, gone: Sequence[Key]) -> Mapping[str, object]:
    codes = tuple(dict.fromkeys(key.code for key in gone))
    shown = codes[:_SHOWN] + (("…",) if len(codes) > _SHOWN else ())
    return {"file": path, "count": len(gone), "codes": shown}
