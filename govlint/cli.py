"""The command line: the only module that reads options' words, prints or exits.

Duty: language, streams, exit status. May not judge. Modules that take time to load are imported when they are
needed, so that `--version` answers at once.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO, Any, cast

from govlint import __version__
from govlint.commands import COMMANDS, Answer, Output, Session
from govlint.native import native
from govlint.terminal import language, wants_color

_NOT_DONE, _INTERRUPTED = 2, 130
_WIDTHS = (60, 120)
_USUAL_WIDTH = 100
_STARTS_AT_ONCE = ("check",)
"""Commands that see to the search for cycles themselves, once all that stays has been made."""
_NOBODY_LISTENS = (errno.EPIPE, errno.EINVAL)
"""What writing to a closed pipe gives, the second on Windows."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status."""
    # A start makes tens of thousands of objects and drops none: looking for cycles among them is idle.
    gc.disable()
    try:
        return _main(arguments)
    finally:
        gc.enable()


def _main(arguments: Sequence[str] | None) -> int:
    words = list(sys.argv[1:] if arguments is None else arguments)
    _speak_utf8(sys.stdout, sys.stderr)
    if words and words[0] in ("--version", "-V"):
        _write([f"govlint {__version__}\n"], sys.stdout)
        return 0
    lang = language(words, os.environ)
    try:
        status = _deliver(_answer(words, lang), lang)
        _keep_patterns()
    except KeyboardInterrupt:
        _remark(lang, "interrupted")
        return _INTERRUPTED
    except Exception as error:  # noqa: BLE001 - told in one sentence, with its traceback where asked for
        _fail(error, lang, verbose=any(word in ("-v", "--verbose", "-vv") for word in words))
        return _NOT_DONE
    return status


def _keep_patterns() -> None:
    """What this run compiled need not be compiled by the next."""
    patterns = sys.modules.get("govlint.patterns")
    if patterns is not None:
        patterns.keep_patterns()


def _answer(words: Sequence[str], lang: str) -> Answer:
    if not words or words[0] in ("-h", "--help"):
        return Answer((Output([top_help(lang)]),), 0 if words else _NOT_DONE)
    from importlib import import_module  # noqa: PLC0415

    command, rest = (words[0], words[1:]) if words[0] in COMMANDS else ("check", words)
    module = import_module(COMMANDS[command])
    helps = any(word in ("-h", "--help") for word in rest)
    options = module.plain(rest) if hasattr(module, "plain") and not helps else None
    if options is None:
        from govlint.commands.parser import Parser  # noqa: PLC0415 - takes longer than to read simple words

        parser = Parser(command, lang)
        module.configure(parser)
        if helps:
            return Answer((Output([parser.help_text(module.ARGUMENTS)]),))
        options = parser.read(rest)
    asked = getattr(options, "color", None) or "auto"
    shower = _shower(sys.stderr, os.environ)
    session = Session(lang, paints(asked), _width(), _stdin, os.environ, paints, shower)
    if command not in _STARTS_AT_ONCE:
        gc.enable()
    answer: Answer = module.run(options, session)
    return answer


def paints(asked: str) -> bool:
    """Whether standard output takes colour."""
    return wants_color(asked, os.environ, terminal=_is_terminal(sys.stdout))


def top_help(lang: str) -> str:
    """The help of the program as a whole."""
    from govlint.words import catalogue  # noqa: PLC0415

    words = catalogue()
    commands = "".join(f"  {name:<12}{words.text(f'help.{name}', lang)}\n" for name in COMMANDS)
    parts = (words.text("help.top", lang), commands, words.text("help.status-table", lang))
    return "\n".join((parts[0] + parts[1], parts[2], words.text("help.top-end", lang), ""))


def _deliver(answer: Answer, lang: str) -> int:
    """Write everything; files first, so that a reader who stops listening costs none of them."""
    for output in sorted(answer.outputs, key=lambda output: output.destination is None):
        if output.destination is None:
            _write(cast("Iterable[str]", output.pieces), sys.stdout)
        else:
            _write_file(output)
    for remark in answer.remarks:
        _remark(lang, "fatal", text=remark)
    _write((line + "\n" for line in answer.lines), sys.stderr)
    return answer.status() if callable(answer.status) else answer.status


def _write_file(output: Output) -> None:
    path, mode = str(output.destination), "x" if output.fresh else "a" if output.append else "w"
    how: dict[str, Any] = {"encoding": "utf-8", "errors": "backslashreplace", "newline": "\n"}
    if output.binary:
        mode, how = f"{mode}b", {}
    # What is worked out first may be interrupted: the file is not touched before.
    pieces: Iterator[Any] = iter(output.pieces)
    first = next(pieces, b"" if output.binary else "")
    try:
        if output.whole:
            _replace(path, output)
            return
        if output.folders or output.fresh:
            os.makedirs(os.path.dirname(native(path)) or ".", exist_ok=True)  # noqa: PTH103, PTH120 - starts at once
        with open(native(path), mode, **how) as stream:  # noqa: PTH123
            stream.write(first)
            stream.writelines(pieces)
    except OSError as error:
        raise _cannot_write(path, error) from error


def _replace(path: str, output: Output) -> None:
    from govlint.replacing import replace_file  # noqa: PLC0415

    data = output.data
    if data is None:
        data = "".join(cast("Iterable[str]", output.pieces)).encode("utf-8", "backslashreplace")
    replace_file(native(path), data, within=native(output.within) if output.within else None)


def _cannot_write(path: str, error: OSError) -> Exception:
    from govlint.findings import Words  # noqa: PLC0415
    from govlint.rephrase import rephrase  # noqa: PLC0415
    from govlint.words import AskedError, catalogue  # noqa: PLC0415

    said = error.strerror or str(error)
    return AskedError(catalogue().words("cannot-write", path=path, error=Words(rephrase(said, "zh"), said)))


def _write(pieces: Iterable[str], stream: IO[str] | None) -> None:
    """Write to a stream; where nobody listens any more, or ever did, stop without a word."""
    if stream is None:
        return
    try:
        stream.writelines(pieces)
        stream.flush()
    except OSError as error:
        # Python would flush again at exit and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if error.errno not in _NOBODY_LISTENS:
            raise _cannot_write("-", error) from error


def _remark(lang: str, key: str, **facts: object) -> None:
    from govlint.words import catalogue  # noqa: PLC0415

    _write([catalogue().text(key, lang, **facts) + "\n"], sys.stderr)


def _fail(error: Exception, lang: str, *, verbose: bool) -> None:
    from govlint.errors import GovlintError  # noqa: PLC0415
    from govlint.rephrase import rephrase  # noqa: PLC0415
    from govlint.words import AskedError, catalogue  # noqa: PLC0415

    if isinstance(error, GovlintError):
        text = rephrase(error.words.get(lang) if isinstance(error, AskedError) else str(error), lang)
        _remark(lang, "fatal", text=text)
        return
    if verbose:
        import traceback  # noqa: PLC0415

        _write(traceback.format_exception(error), sys.stderr)
    _write(
        [catalogue().text("internal-error", lang, error=f"{type(error).__name__}: {error}") + "\n"],
        sys.stderr,
    )


def _speak_utf8(*streams: IO[str] | None) -> None:
    """Make streams take every character, whatever code page the console has."""
    for stream in streams:
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _is_terminal(stream: IO[str] | None) -> bool:
    return stream is not None and stream.isatty()


def _shower(
    stream: IO[str] | None, environment: os._Environ[str] | dict[str, str]
) -> Callable[[str], None] | None:
    """What draws a line over the last one, without any sign that a terminal might not know."""
    if stream is None or not stream.isatty() or environment.get("TERM") == "dumb":
        return None
    last = 0

    def show(text: str) -> None:
        nonlocal last
        from govlint.display.width import cells  # noqa: PLC0415

        wide = cells(text)
        _write([f"\r{text}{' ' * max(last - wide, 0)}\r{text}"], stream)
        last = wide

    return show


def _width() -> int:
    if not _is_terminal(sys.stdout):
        return _USUAL_WIDTH
    import shutil  # noqa: PLC0415

    return min(max(shutil.get_terminal_size().columns, _WIDTHS[0]), _WIDTHS[1])


def _stdin(size: int) -> bytes:
    return sys.stdin.buffer.read(size)
