"""`govlint fix`: proposals as a diff, each checked again; written only where asked.

Duty: from options to a diff, files and an exit status. May not print or write.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from govlint.commands import Answer, Output, Session
from govlint.commands.common import (
    Governed,
    add_choice,
    add_configuration,
    add_general,
    add_patterns,
    add_reading,
    add_sources,
    add_verbose,
    governed,
)
from govlint.commands.excusing import Excuses, add_exceptions, exceptions
from govlint.commands.values import whole_number
from govlint.discover import STDIN, read_file
from govlint.display.places import address
from govlint.display.records import spoken_reason
from govlint.display.width import printable
from govlint.errors import UnreadableError
from govlint.findings import FileOutcome, Finding, Fix
from govlint.fixing.diff import diff
from govlint.fixing.propose import Proposed, propose
from govlint.fixing.write import UnwritableError
from govlint.records import dataclass, field
from govlint.verdict import CLEAN, FOUND, NOT_DONE
from govlint.waivers.paths import from_folder
from govlint.words import AskedError, catalogue

if TYPE_CHECKING:
    import argparse

    from govlint.commands.parser import Parser

ARGUMENTS = "PATH…"


def configure(parser: Parser) -> None:
    """The options of `fix`."""
    parser.option("help.arguments", "paths", text="help.path", nargs="*", metavar="PATH")
    add_choice(parser)
    add_sources(parser)
    parser.option("help.selection", "--year", text="help.year", type=whole_number, metavar="YYYY")
    add_reading(parser)
    add_exceptions(parser)
    add_patterns(parser)
    output = "help.output"
    parser.option(output, "--unsafe", text="help.unsafe", action="store_true")
    parser.option(output, "--in-place", text="help.in-place", action="store_true")
    parser.option(output, "--output-dir", text="help.output-dir", type=Path, metavar="DIR")
    parser.option(output, "--comments", text="help.comments", action="store_true")
    add_verbose(parser)
    add_configuration(parser)
    add_general(parser)


def run(options: argparse.Namespace, session: Session) -> Answer:
    """Propose, and write where that is asked for."""
    _check_options(options)
    ruled = governed(options, options.paths, session)
    found = ruled.found
    words = catalogue()
    if not found.files and not found.missing:
        raise AskedError(words.words("nothing-found", paths=", ".join(options.paths)))
    work = _Work(options, session, ruled, exceptions(ruled.of_run, lambda: ruled.run_linter))
    for path in found.files:
        work.file(path)
    remarks = [words.text("missing-path", session.lang, path=path) for path in found.missing]
    return work.answer(remarks)


def _check_options(options: argparse.Namespace) -> None:
    words = catalogue()
    if options.in_place and options.output_dir:
        raise AskedError(words.words("one-of", options="--in-place, --output-dir"))
    if options.comments and not options.output_dir:
        raise AskedError(words.words("fix.comments-where"))
    if options.comments and options.unsafe:
        raise AskedError(words.words("one-of", options="--comments, --unsafe"))
    if not options.paths:
        raise AskedError(words.words("missing-argument", names="PATH"))
    if STDIN in options.paths:
        raise AskedError(words.words("fix.stdin"))


@dataclass(slots=True)
class _Work:
    """The files of one run, one after the other."""

    options: argparse.Namespace
    session: Session
    ruled: Governed
    exceptions: Excuses
    outputs: list[Output] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    taken: dict[str, str] = field(default_factory=dict)
    proposals: int = 0
    undone: bool = False

    def say(self, key: str, **facts: object) -> None:
        self.remarks.append(catalogue().text(key, self.session.lang, **facts))

    def file(self, path: str) -> None:
        """One file: its proposals, or its findings as comments."""
        linter = self.ruled.linter(path)
        limits = linter.settings.limits
        try:
            data = read_file(path, limits)
        except UnreadableError as error:
            self._unread(linter.refuse(path, error))
            return
        outcome = self.exceptions.apply(linter.check_bytes(path, data))
        if outcome.status != "checked" or outcome.document is None:
            self._unread(outcome)
        elif self.options.comments:
            self._comment(path, data, outcome)
        else:
            check = lambda new: self.exceptions.apply(linter.check_bytes(path, new))  # noqa: E731
            self._tell(path, propose(data, outcome, check, limits, unsafe=self.options.unsafe))

    def _unread(self, outcome: FileOutcome) -> None:
        self.undone = True
        for finding in outcome.findings[:1]:
            text = printable(finding.message.get(self.session.lang))
            self.say("fix.unread", path=printable(outcome.path), text=text)

    def _tell(self, path: str, proposed: Proposed) -> None:
        for finding, fix in proposed.taken:
            self.say("fix.proposed", **_facts(proposed.file, finding, fix, self.session.lang))
        if self.options.verbose or self.options.unsafe or not proposed.taken:
            for finding, fix, why in proposed.rejected:
                facts = _facts(proposed.file, finding, fix, self.session.lang)
                self.say("fix.rejected", **facts, why=catalogue().words(why))
        elif proposed.rejected:
            self.say("fix.rejected-number", path=printable(path), number=len(proposed.rejected))
        if not proposed.taken:
            return
        self.proposals += len(proposed.taken)
        if self.options.in_place or self.options.output_dir:
            self.write(path, proposed.data)
            return
        before, after = proposed.file.document, proposed.after.document
        if before is not None and after is not None:
            name = from_folder(path, ".")
            self.outputs.append(Output(diff(name, before.text, after.text)))

    def write(self, path: str, data: bytes) -> None:
        """Have a file written, in place or into the folder asked for."""
        destination = path
        if self.options.output_dir:
            name = from_folder(path, ".")
            outside = name.startswith("../") or name == ".." or Path(name).is_absolute()
            destination = (self.options.output_dir / (Path(name).name if outside else name)).as_posix()
            if Path(destination).resolve() == Path(path).resolve():
                raise AskedError(catalogue().words("fix.same-file", path=destination))
        if destination in self.taken:
            raise AskedError(catalogue().words("same-destination", destination=destination))
        self.taken[destination] = path
        folder = self.options.output_dir.as_posix() if self.options.output_dir else None
        self.outputs.append(Output((), destination, whole=True, data=data, within=folder))
        self.say("fix.written", path=printable(destination))

    def _comment(self, path: str, data: bytes, outcome: FileOutcome) -> None:
        from govlint.fixing.comments import commented  # noqa: PLC0415 - an extra

        if outcome.document is None or outcome.document.kind != "docx":
            self.say("fix.no-comments", path=printable(path))
            return
        found = [finding for finding in outcome.findings if finding.waived is None]
        if not found:
            return
        limits = self.ruled.linter(path).settings.limits
        try:
            self.write(path, commented(data, outcome.document, found, limits, self.session.lang))
        except UnwritableError as error:
            self.undone = True
            self.say("fix.unread", path=printable(path), text=catalogue().words(error.name))

    def answer(self, remarks: list[str]) -> Answer:
        """What it all came to."""
        if self.options.comments and not self.outputs and not self.undone:
            self.say("fix.nothing-commented")
        elif not self.proposals and not self.options.comments and self.ruled.found.files:
            self.say("fix.nothing")
        undone = self.undone or bool(remarks)
        wrote = self.options.in_place or self.options.output_dir
        status = NOT_DONE if undone else FOUND if self.proposals and not wrote else CLEAN
        return Answer(tuple(self.outputs), status, (*remarks, *self.remarks))


def _facts(file: FileOutcome, finding: Finding, fix: Fix, lang: str) -> dict[str, object]:
    words = catalogue()
    return {
        "place": printable(address(file.path, file.document, finding.span, words, lang)),
        "code": finding.code,
        "name": finding.name,
        "kind": words.text("fix.safe" if fix.safe else "fix.unsafe", lang),
        "reason": spoken_reason(fix, lang),
        "changes": "; ".join(_changes(file, fix)),
    }


def _changes(file: FileOutcome, fix: Fix) -> Iterator[str]:
    text = file.document.text if file.document else ""
    for (start, end), new in fix.edits[:4]:
        # A gap is told with the character before it.
        before = text[start - 1 : start] if start == end and start else ""
        yield f"“{printable(before + text[start:end])}” → “{printable(before + new)}”"
    if len(fix.edits) > 4:
        yield "…"
