"""Which files a run is about, and their bytes.

Duty: walk folders, expand globs, read within bounds. May not know what is in a file. What cannot be found is
said, never passed over.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

from govlint.errors import UnreadableError
from govlint.native import native, slashed
from govlint.readers import Limits
from govlint.records import dataclass, field
from govlint.words import catalogue

STDIN = "-"
_READ = (".txt", ".md", ".markdown", ".html", ".htm", ".docx", ".pdf")
_OTHER = (".doc", ".wps", ".ofd", ".xls", ".xlsx", ".rtf", ".odt", ".docm")
SUFFIXES = frozenset((*_READ, *_OTHER))
"""Files taken from folders: those with a reader, and office files that are reported as not supported."""
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Found:
    """Paths to read, with `/`, sorted, each once; what was named but is not there; what was passed over.

    `ignored` is what `.gitignore` files leave out: files that would have been read, and folders as a whole.
    """

    files: tuple[str, ...]
    missing: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()


@dataclass(slots=True)
class _Walk:
    wanted: Callable[[str], bool]
    vcs: bool
    files: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)


def discover(
    paths: Sequence[str],
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    wanted: Callable[[str], bool] | None = None,
    *,
    ignored: bool = False,
) -> Found:
    """The files that the paths name: files themselves, folders with all below them, and patterns.

    `wanted` decides on what folders and patterns give; `include` and `exclude` do where it is not given. Where
    `ignored` is true, what `.gitignore` files ignore is left out of folders.
    """
    walk = _Walk(wanted or (lambda path: _wanted(path, include, exclude)), ignored)
    missing: list[str] = []
    for path in paths:
        named = [path] if path == STDIN or os.path.lexists(path) else _matching(path)
        missing.extend([] if named else [slashed(path)])
        for name in named:
            _take(name, walk, explicit=name == path)
    passed = (tuple(sorted(set(paths))) for paths in (walk.skipped, walk.ignored))
    return Found(tuple(_unique(walk.files)), tuple(missing), *passed)


def _matching(pattern: str) -> list[str]:
    from glob import glob  # noqa: PLC0415 - shells have mostly done it

    return sorted(glob(pattern, recursive=True))  # noqa: PTH207 - paths as they were given


def _take(path: str, walk: _Walk, *, explicit: bool) -> None:
    if path != STDIN and os.path.isdir(path):  # noqa: PTH112 - texts, so that paths stay as given
        _folder(path, walk)
    elif explicit or walk.wanted(slashed(path)):
        walk.files.append(slashed(path))


def _folder(top: str, walk: _Walk) -> None:
    def unreadable(error: OSError) -> None:
        walk.files.append(slashed(error.filename or top))

    from govlint.ignored import Ignored  # noqa: PLC0415 - files that are named are never left out

    ignored = Ignored(top) if walk.vcs else None
    for folder, folders, names in os.walk(top, onerror=unreadable):
        passed = {name for name in folders if _passed_over(folder, name)}
        walk.skipped.extend(_joined(folder, name) for name in passed)
        wanted = [name for name in names if walk.wanted(_joined(folder, name))]
        left_out: set[str] = set()
        if ignored is not None:
            left_out = {n for n in folders if n not in passed and ignored.entry(folder, n, is_folder=True)}
            walk.ignored.extend(_joined(folder, name) + "/" for name in left_out)
            gone = {name for name in wanted if ignored.entry(folder, name, is_folder=False)}
            walk.ignored.extend(_joined(folder, name) for name in gone)
            wanted = [name for name in wanted if name not in gone]
        folders[:] = sorted(set(folders) - passed - left_out)
        walk.files.extend(_joined(folder, name) for name in wanted)


def _joined(folder: str, name: str) -> str:
    return slashed(os.path.join(folder, name))  # noqa: PTH118


def _passed_over(folder: str, name: str) -> bool:
    """Hidden folders, and links to folders, which may lead in circles."""
    return name.startswith(".") or os.path.islink(os.path.join(folder, name))  # noqa: PTH114, PTH118


def _wanted(path: str, include: Sequence[str], exclude: Sequence[str]) -> bool:
    if fits(path, exclude):
        return False
    return fits(path, include) if include else looks_like_report(path)


def looks_like_report(path: str) -> bool:
    """Whether a file is taken from a folder where nobody says otherwise."""
    name = path.rpartition("/")[2]
    return not name.startswith((".", "~$")) and Path(name).suffix.lower() in SUFFIXES


def fits(path: str, patterns: Iterable[str]) -> bool:
    """Whether a pattern fits the path, its name, or one of the folders that it lies in."""
    parts = path.split("/")
    below = ["/".join(parts[index:]) for index in range(len(parts))]
    above = ["/".join(parts[: index + 1]) for index in range(len(parts))]
    tried = [*below, *above, *parts]
    return any(fnmatch(part, pattern.rstrip("/")) for pattern in patterns for part in tried)


def _unique(files: Iterable[str]) -> Iterator[str]:
    """Each file once, under the name that sorts first."""
    seen: set[str] = set()
    for path in sorted(set(files)):
        real = path if path == STDIN else os.path.realpath(path)
        if real not in seen:
            seen.add(real)
            yield path


def read_file(path: str, limits: Limits) -> bytes:
    """The bytes of a regular file.

    Raises:
        UnreadableError: for what is no regular file, may not be read, has vanished or is too large.
    """
    try:
        # Opened without waiting, since a pipe without a writer would wait for ever.
        handle = os.open(
            native(path), os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
        with os.fdopen(handle, "rb") as stream:
            return _regular(os.fstat(handle), stream.read, limits)
    except OSError as error:
        raise UnreadableError("file-unreadable", reason=_reason(error)) from error


def _regular(status: os.stat_result, read: Callable[[int], bytes], limits: Limits) -> bytes:
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableError("file-unreadable", reason=catalogue().words("unreadable-not-regular"))
    return read_within(read, limits)


def read_within(read: Callable[[int], bytes], limits: Limits) -> bytes:
    """Everything that a stream gives, up to the limit.

    Raises:
        UnreadableError: where there is more.
    """
    parts: list[bytes] = []
    left = limits.bytes + 1
    while left > 0 and (part := read(min(left, _CHUNK))):
        parts.append(part)
        left -= len(part)
    if left <= 0:
        raise UnreadableError("limit-exceeded", limit="bytes", allowed=limits.bytes)
    return b"".join(parts)


def _reason(error: OSError) -> object:
    kinds = {FileNotFoundError: "vanished", PermissionError: "permission", IsADirectoryError: "not-regular"}
    key = next((name for kind, name in kinds.items() if isinstance(error, kind)), "")
    key = "loop" if error.errno == errno.ELOOP else key
    words = catalogue()
    return words.words(f"unreadable-{key}") if key else words.words("unreadable-other", error=error.strerror)
