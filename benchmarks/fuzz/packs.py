"""Targets: packs of rules, and grammars."""

from __future__ import annotations

import random
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import reports
import yaml
from linting import TODAY, linter
from parsing import document

from benchmarks.fuzz import mutate
from benchmarks.fuzz.target import Target, held, lying, refused
from govlint.compiled import load_form
from govlint.engine import make_engine
from govlint.model import Report
from govlint.packs.load import load_packs
from govlint.selectors import problem
from govlint.shipped import shipped_folder
from govlint.understand import understand
from govlint.words import catalogue

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
YAML = (
    "$prose", "$nothing", "null", "~", "true", "'", '"', "{", "}", "[", "]", "- ", ": ", "&a", "*a", "!!python/object:os",
    "<<: *a", "9" * 5000, "1e400", "'\\ud800'", '"\\0"', "{node}", "{node!r}", "{0}", "{node:>99999999}", "{node.__class__}",
    "{difference:+d}", "(", "(?P<a>", "[a-z", "(a+)+", "requests.rows", "report", "a = b", "((((", "error", "GL301",
    "\u2028", "\ufeff", "%YAML 9.9", "---", "...", "#", "|", ">-", "? ", "each: series", "rule: equation", "0x10", "2024-02-30",
)  # fmt: skip
"""What is hostile to whoever reads YAML."""


@cache
def _shipped() -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Every constraint shipped, and the parameters that they may use."""
    entries: list[dict[str, Any]] = []
    parameters: dict[str, Any] = {}
    for path in sorted((shipped_folder("rules") / "gfoi").glob("*.yaml")):
        value = yaml.safe_load(path.read_text(encoding="utf-8"))
        if path.name == "pack.yaml":
            parameters |= value["parameters"]
        elif path.name.endswith(".parameters.yaml"):
            parameters |= value
        else:
            entries += value
    return entries, parameters


def _used(value: object, parameters: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    """The parameters that a value names, and those that these name."""
    if (
        isinstance(value, str)
        and value.startswith("$")
        and value[1:] in parameters
        and value[1:] not in found
    ):
        found[value[1:]] = parameters[value[1:]]
        _used(found[value[1:]], parameters, found)
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _used(inner, parameters, found)
    return found


def _make_pack(rng: random.Random) -> bytes:
    """A pack of one file with a few constraints of the shipped one, and some mistakes."""
    entries, parameters = _shipped()
    picked = rng.sample(entries, rng.randint(1, 4))
    head = {"id": "gfoi", "title": "包", "prefix": "GL", "version": "1", "forms": ["gfoi-2019", "gfoi-2021"]}
    pack = {**head, "constraints": picked, "parameters": _used(picked, parameters, {})}
    said = yaml.dump(pack, Dumper=_DUMPER, allow_unicode=True, sort_keys=False)
    return mutate.lines(rng, said, YAML).encode("utf-8", "replace")


@cache
def _understood() -> tuple[tuple[Report, Any], ...]:
    made = []
    for seed in range(2):
        data = reports.make(seed, form=("gfoi-2019", "gfoi-2021")[seed], profile="small")
        read = document(reports.write(data, "lines").text)
        report = understand(read, linter().recogniser)
        assert isinstance(report, Report)
        made.append((report, read))
    return tuple(made)


def _feed_pack(data: bytes) -> None:
    """A pack is refused with file and line, or its constraints run."""
    base = linter()
    forms = {kit.form.id: kit.form for kit in base.kits}

    def selector_problem(selector: str, ids: Any) -> str | None:
        return problem(selector, [forms[form] for form in ids if form in forms])

    with lying(data, "mine.yaml") as path:
        folders = (shipped_folder("rules") / "engine", path)
        packs = refused(lambda: load_packs(folders, base.plugins.rules, selector_problem, forms))
    if packs is None:
        return
    engine = make_engine(packs, packs.constraints, list(forms.values()), catalogue())  # type: ignore[attr-defined, arg-type]
    for report, read in _understood():
        held(engine.run(report, read, TODAY))


@cache
def _grammars() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in shipped_folder("grammars").iterdir() if path.is_file()}


def _make_grammar(rng: random.Random) -> bytes:
    said = _grammars()["gfoi_2021.lark"].decode()
    return (mutate.text if rng.random() < 0.5 else _lines)(rng, said, 3).encode("utf-8", "replace")


def _lines(rng: random.Random, said: str, most: int) -> str:
    return mutate.lines(
        rng,
        said,
        (
            "%import",
            "%ignore",
            "|",
            ":",
            "?",
            "*",
            "_",
            "->",
            "//",
            "(",
            ")",
            "start: start",
            '""',
            "/(/",
            "/a*/",
        ),
        most,
    )


def _feed_grammar(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as where:
        folder = Path(where)
        for name, said in _grammars().items():
            (folder / name).write_bytes(data if name == "gfoi_2021.lark" else said)
        refused(lambda: load_form(folder / "gfoi_2021.lark", [folder]))


TARGETS = {
    "pack": Target(_make_pack, _feed_pack),
    "grammar": Target(_make_grammar, _feed_grammar),
}
