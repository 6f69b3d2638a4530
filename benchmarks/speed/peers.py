"""Other linters, from the package registries: of Chinese text, of prose, of data files, of SQL."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

NODE = ("zhlint", "autocorrect-node", "textlint", "textlint-rule-preset-ja-technical-writing")
PYTHON = ("yamllint", "sqlfluff")


class Peer(NamedTuple):
    """A linter, and how it is run in a folder; `most` bounds the reports that it is given."""

    name: str
    title: str
    arguments: Callable[[Path, Path], list[str]]
    most: int = 1000
    suffix: str = ".txt"

    def command(self, home: Path, folder: Path) -> list[str] | None:
        """The command, or None where the linter is not there."""
        found = self.arguments(home, folder)
        return found if Path(found[0]).exists() else None


def _node(home: Path, name: str) -> str:
    return str(home / "node_modules" / ".bin" / name)


def _textlint(home: Path, folder: Path) -> list[str]:
    rules = home / "textlintrc.json"
    if not rules.exists():
        rules.write_text(json.dumps({"rules": {"preset-ja-technical-writing": True}}), encoding="utf-8")
    modules = str(home / "node_modules")
    return [_node(home, "textlint"), "--config", str(rules), "--rules-base-directory", modules, str(folder)]


PEERS = (
    Peer("autocorrect", "autocorrect (Rust)", lambda home, _: [
        _node(home, "autocorrect"), "--lint", "--threads", "1", "--type", "text", "."]),
    Peer("zhlint", "zhlint", lambda home, _: [_node(home, "zhlint"), "*.md"], 100, ".md"),
    Peer("textlint", "textlint, ja-technical-writing", _textlint, 30, ".md"),
    Peer("yamllint", "yamllint (reads them as YAML)", lambda home, folder: [
        str(home / "py" / "bin" / "yamllint"), "-d", "relaxed", str(folder)], 100, ".yaml"),
    Peer("sqlfluff", "sqlfluff --version (start only)", lambda home, _: [
        str(home / "py" / "bin" / "sqlfluff"), "--version"], 1),
)  # fmt: skip


def install(home: Path) -> None:
    """Install what is missing in the folder."""
    home.mkdir(parents=True, exist_ok=True)
    if not (home / "node_modules").exists():
        subprocess.run(
            ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(home), *NODE], check=True
        )
    if not (home / "py").exists():
        subprocess.run([sys.executable, "-m", "venv", str(home / "py")], check=True)
        subprocess.run([str(home / "py" / "bin" / "pip"), "install", "--quiet", *PYTHON], check=True)
