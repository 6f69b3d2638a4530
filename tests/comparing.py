"""Compare reports the way the program does, for tests."""

from functools import cache
from pathlib import Path

import reports
from linting import TODAY

from govlint.across.members import load_members
from govlint.across.run import Asked
from govlint.choose import Choice
from govlint.comparing import compare_files
from govlint.lean import lean
from govlint.lint import Linter, Settings


@cache
def comparer(*ignored):
    return Linter(Settings(choice=Choice(ignore=ignored), today=TODAY, across=True))


def put(folder: Path, name: str, data, layout="pipes") -> Path:
    """A report as a file."""
    path = folder / name
    path.write_text(data if isinstance(data, str) else reports.write(data, layout).text, encoding="utf-8")
    return path


def compare(paths, *, members=None, ignored=(), **asked):
    """What comes of the files, by the names of the files."""
    linter = comparer(*ignored)
    tree = load_members(str(members)) if members else None
    files = [lean(linter.check(str(path))) for path in paths]
    wanted = Asked(series=members is None, members=tree, **asked)
    return {Path(file.path).name: file for file in compare_files(files, wanted, linter, whole=False)}


def across(outcomes):
    """(file, name, cell) of everything found between files."""
    return sorted(
        (name, f.name, "/".join(f.cell[:3]) if f.cell else "")
        for name, file in outcomes.items()
        for f in file.findings
        if f.name.startswith(("xy-", "xd-"))
    )


def reasons(outcomes, name):
    """Why a constraint could not be evaluated, by file."""
    return {
        path: entry.reason.zh
        for path, file in outcomes.items()
        for entry in file.unchecked
        if entry.name == name
    }
