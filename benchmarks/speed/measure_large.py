"""One report with the limit on its size raised, in a process of its own."""

from pathlib import Path

from govlint.lint import Linter, Settings
from govlint.readers import Limits


def main(file: str) -> None:
    """Check the file."""
    outcome = Linter(Settings(limits=Limits(bytes=1 << 30))).check_bytes(file, Path(file).read_bytes())
    if outcome.status != "checked":
        raise SystemExit(2)
