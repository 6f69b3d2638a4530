"""Targets: files that people write for govlint. Packs, grammars, configuration, waivers, baselines, trees of members."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import reports
import yaml
from linting import TODAY, linter
from parsing import document

from benchmarks.fuzz import mutate
from benchmarks.fuzz.target import FoundError, Target, held, refused
from govlint.across.members import load_members
from govlint.adjust import adjusted
from govlint.commands import configured
from govlint.commands.configured import Linters, settings_of, wanted
from govlint.compiled import load_form
from govlint.config.configurations import Asked, Configurations
from govlint.config.show import lines, record
from govlint.engine import make_engine
from govlint.findings import FileOutcome
from govlint.lint import Linter
from govlint.model import Report
from govlint.packs.load import load_packs
from govlint.selectors import problem
from govlint.settings import Settings
from govlint.shipped import shipped_folder
from govlint.understand import understand
from govlint.waivers.baseline import Held, baseline_text, load_baseline, record as baseline_record
from govlint.waivers.judged import Judge
from govlint.waivers.load import Known, load_waivers, waivable
from govlint.waivers.register import Register
from govlint.words import catalogue

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_PACK = (
    "$prose", "$nothing", "null", "~", "true", "'", '"', "{", "}", "[", "]", "- ", ": ", "&a", "*a", "!!python/object:os",
    "<<: *a", "9" * 5000, "1e400", "'\\ud800'", '"\\0"', "{node}", "{node!r}", "{0}", "{node:>99999999}", "{node.__class__}",
    "{difference:+d}", "(", "(?P<a>", "[a-z", "(a+)+", "requests.rows", "report", "a = b", "((((", "error", "GL301",
    "\u2028", "\ufeff", "%YAML 9.9", "---", "...", "#", "|", ">-", "? ", "each: series", "rule: equation", "0x10", "2024-02-30",
)  # fmt: skip
_CONFIG = (
    'packs = ["./x"]', 'packs = ["\\u0000"]', 'extend = ["govlint.toml"]', f'packs = ["{"a" * 300}"]', 'exclude = ["[z-a]", "[]"]',
    'include = ["**/**/**/*a*a*a*a*b"]', 'ignore = ["GL301", "GL9"]', 'select = ["ALL"]', "year = 2023", f"year = {'9' * 5000}",
    f"year = 0x{'f' * 5000}", "year = 1e400", "year = nan", "[severity]", 'GL301 = "note"', "[constraints.GL301]", "expect = 1",
    "[constraints.GL111]", "most = 0", "most = -1", "[[per-file]]", 'files = ["*.txt"]', 'files = ["["]', "jobs = 0", 'jobs = "auto"',
    'encoding = "hex"', 'encoding = "idna"', 'encoding = "undefined"', 'output-format = ["json:\\u0000"]', "lang = 1979-05-27",
    "a.b.c = 1", '"" = 1', "[a.b]", "[[a.b]]", "x = [[[[[[[[", "x = " + "[" * 2000, "{", '"""', "'''", "\\u0000", "\\ud800", "#",
    'cache-dir = "a\\u0000b"', 'waivers = "\\u0000"', "[tool.govlint]", "[tool]", "=", "inf", "true", "[]", "{}", "packs", "ignore",
    'plugins = ["x.py"]', 'form = "gfoi-2021"', 'lang = "en"', "cache-dir = false", "max-warnings = 3", "\ufeff", "\r", "\0", "\x7f",
)  # fmt: skip
_MEMBERS = (
    "name", "members:", "aliases", "due: 02-30", "due: {市级: 01-31}", "year: 2023", "years: [2023, 9999]", "complete: yes", "- ", "parent",
    "level", '"', '""', ",", "，", "；", "\0", "\r", "true", "null", "a;b;c", "summary: false", "\ufeff", "市直部门", "甲局", "[", "{", "：",
)  # fmt: skip
_WAIVERS = (
    "- code: GL301", "  file: '*.txt'", "  file: '**/**/**'", "  file: '['", "  cell: requests/*/total", "  cell: ////", "  until: 2024-02-30",
    "  until: 9999-12-31", "  most: 0", "  reason: x", "  approved_by: ''", "  fingerprint: 'zz'", "code: ALL", "'[z-a]'", "null", "~", "!!map",
    "GL920", "t3-balance", "*", "&a", "- []", "- {}", "\0", '"\\0"', "  most: 999999999999999999999", "until", "most", "cell", "file",
)  # fmt: skip
_JSON = ("null", "true", "1e400", "-1", "9" * 5000, "[" * 3000, "{" * 100, '"\\ud800"', '"\\u0000"', "NaN", "[]", "{}", '""', "0", ",", ":", "\ufeff")


# ---- packs and grammars ----


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
    if isinstance(value, str) and value.startswith("$") and value[1:] in parameters and value[1:] not in found:
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
    return mutate.lines(rng, said, _PACK).encode("utf-8", "replace")


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

    with _written(data, "mine.yaml") as path:
        folders = (shipped_folder("rules") / "engine", path)
        packs = refused(lambda: load_packs(folders, base.plugins.rules, selector_problem, forms))
    if packs is None:
        return
    engine = make_engine(packs, packs.constraints, list(forms.values()), catalogue())  # type: ignore[attr-defined, arg-type]
    for report, read in _understood():
        held(engine.run(report, read, TODAY))


class _written:
    """A file that is there for the while."""

    def __init__(self, data: bytes, *names: str) -> None:
        self._data, self._names = data, names
        self._folder = tempfile.TemporaryDirectory()

    def __enter__(self) -> Path:
        for name in self._names:
            (Path(self._folder.name) / name).write_bytes(self._data)
        return Path(self._folder.name) / self._names[0]

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()


@cache
def _grammars() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in shipped_folder("grammars").iterdir() if path.is_file()}


def _make_grammar(rng: random.Random) -> bytes:
    said = _grammars()["gfoi_2021.lark"].decode()
    return (mutate.text if rng.random() < 0.5 else _lines)(rng, said, 3).encode("utf-8", "replace")


def _lines(rng: random.Random, said: str, most: int) -> str:
    return mutate.lines(rng, said, ("%import", "%ignore", "|", ":", "?", "*", "_", "->", "//", "(", ")", "start: start", '""', "/(/", "/a*/"), most)


def _feed_grammar(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as where:
        folder = Path(where)
        for name, said in _grammars().items():
            (folder / name).write_bytes(data if name == "gfoi_2021.lark" else said)
        refused(lambda: load_form(folder / "gfoi_2021.lark", [folder]))


# ---- configuration ----

_TOML = """packs = ["gfoi"]
ignore = ["GL612", "GL4"]
extend-select = ["GL111"]
fail-level = "error"
lang = "zh"
exclude = ["草稿/**", "*.bak"]
jobs = "auto"
timeout = 30
[severity]
GL4 = "error"
GL301 = "warning"
[constraints.GL736]
threshold = 0.5
[[per-file]]
files = ["历史/**"]
ignore = ["GL5"]
[[per-file]]
files = ["*.txt"]
year = 2023
"""


def _make_config(rng: random.Random) -> bytes:
    said = "\n".join(rng.sample(_CONFIG, 3)) + "\n" + _TOML if rng.random() < 0.3 else _TOML
    return mutate.lines(rng, said, _CONFIG).encode("utf-8", "replace")


def _make_pyproject(rng: random.Random) -> bytes:
    said = '[project]\nname = "x"\n[tool.govlint]\n' + _TOML.replace("[severity]", "[tool.govlint.severity]")
    said = said.replace("[constraints.", "[tool.govlint.constraints.").replace("[[per-file]]", "[[tool.govlint.per-file]]")
    return mutate.lines(rng, said, _CONFIG).encode("utf-8", "replace")


def _make_config_yaml(rng: random.Random) -> bytes:
    import tomllib

    said = yaml.safe_dump(tomllib.loads(_TOML), allow_unicode=True, sort_keys=False)
    return mutate.lines(rng, said, _PACK).encode("utf-8", "replace")


def _adjusting(settings: Settings) -> Linter:
    """The linter at hand, once what the settings say of its constraints has been held against them."""
    from govlint.adjust import unknown_codes
    from govlint.asked import pack_folders
    from govlint.words import refuse, unknown_words

    mistakes: list[Any] = []
    base = linter()
    pack_folders(base.plugins.packs, settings.packs, mistakes, default=settings.default_packs)
    mistakes.extend(unknown_words("form", [settings.form or ""], ["", *(kit.form.id for kit in base.kits)]))
    mistakes.extend(unknown_codes(settings.choice.words, settings.severity, base.packs.constraints))
    adjusted(base.packs, settings.severity, settings.options, mistakes)
    refuse(mistakes)
    return base


def _config(name: str) -> Callable[[bytes], None]:
    def feed(data: bytes) -> None:
        # The linter that is only asked what the packs hold takes a second without a cache.
        bare = mock.patch.object(configured, "new_linter", lambda _: linter())
        with _written(data, name) as path, bare:
            refused(lambda: _configured(path.parent))

    return feed


def _configured(folder: Path) -> None:
    found = Configurations(Asked({}, {}, folder))
    resolved = [found.for_run(), found.for_file("历史/a.txt"), found.for_name("b")]
    choose = wanted(found)
    for path in ("a.txt", "草稿/b.docx", "x/" * 20 + "aaaaaaaaaaaaaaaaaaaa.txt"):
        choose(path)
    found.idle(["c/d.txt"])
    for one in resolved:
        settings_of(one)
        list(lines(one, lambda key, **facts: key, origins=True))
        json.dumps(record(one, [folder]), default=str)
    Linters(_adjusting).ready(resolved, found)


# ---- exceptions ----


def _make_waivers(rng: random.Random) -> bytes:
    said = """- code: GL301
  file: "*.txt"
  reason: 已核实
  approved_by: 张三
  until: 2027-01-31
- code: t3-row-sum
  file: 报告/2023.txt
  cell: requests/granted/total
  reason: 原件如此
  approved_by: 李四
  until: 2026-12-31
"""
    return mutate.lines(rng, said, _WAIVERS).encode("utf-8", "replace")


@cache
def _outcome() -> FileOutcome:
    fault = next(f for f in reports.FAULTS if f.check == "t3-row-sum")
    spoilt = fault.plant(fault.make(0), random.Random(0))
    return linter().check_bytes("r.txt", reports.write(spoilt.data, "lines").text.encode())


@cache
def _judge() -> Judge:
    return Judge(linter().packs.constraints)


def _feed_waivers(data: bytes) -> None:
    base = linter()
    known = Known(base.packs.constraints, [kit.form for kit in base.kits])
    with _written(data, "waivers.yaml") as path:
        waivers = refused(lambda: load_waivers(path, known))
    if waivers is None:
        return
    register = Register(waivers, ".", date(2026, 11, 24), _judge(), lambda: frozenset({"r.txt", "b/c.txt"}))  # type: ignore[arg-type]
    register.apply(_outcome())
    list(register.states())
    list(register.notes())


def _excusable() -> frozenset[str]:
    return frozenset(c.code for c in linter().packs.constraints if waivable(c))


def _make_baseline(rng: random.Random) -> bytes:
    said = baseline_text(baseline_record([_outcome()], ".", _excusable()))
    return mutate.lines(rng, said, _JSON).encode("utf-8", "replace")


def _feed_baseline(data: bytes) -> None:
    with _written(data, "baseline.json") as path:
        entries = refused(lambda: load_baseline(path))
    if entries is None:
        return
    holder = Held(entries, ".", _judge(), _excusable())  # type: ignore[arg-type]
    holder.apply(_outcome())
    list(holder.notes(data.decode("utf-8-sig")))
    if load_again(baseline_text(holder.entries)) != {k: v for k, v in holder.entries.items() if v}:
        raise FoundError("a baseline comes back as another")


def load_again(text: str) -> Any:
    """What a baseline is that was written."""
    with _written(text.encode("utf-8", "backslashreplace"), "baseline.json") as path:
        return load_baseline(path)


def _member_texts() -> Iterator[str]:
    yield "year: 2023\ndue: {市级: 01-31}\nmembers:\n  - name: 甲市\n    level: 市级\n    members:\n      - name: 乙局\n        aliases: [乙]\n      - 丙局\n"
    yield "name,aliases,level,parent\n甲市,,市级,\n乙局,乙；乙委,县级,甲市\n丙局,,,乙局\n"


def _make_members(rng: random.Random) -> bytes:
    said = mutate.lines(rng, rng.choice(list(_member_texts())), _MEMBERS)
    if rng.random() < 0.05:
        said += "".join(f"机关{n},,,机关{n - 1}\n" for n in range(1, rng.randrange(3000)))
    return said.encode("utf-8", "replace")


def _feed_members(data: bytes) -> None:
    with _written(data, "m.csv", "m.yaml") as path:
        for one in (path, path.with_suffix(".yaml")):
            refused(lambda one=one: load_members(str(one)))


TARGETS = {
    "pack": Target(_make_pack, _feed_pack),
    "grammar": Target(_make_grammar, _feed_grammar),
    "config": Target(_make_config, _config("govlint.toml")),
    "pyproject": Target(_make_pyproject, _config("pyproject.toml")),
    "config-yaml": Target(_make_config_yaml, _config(".govlint.yaml")),
    "waivers": Target(_make_waivers, _feed_waivers),
    "baseline": Target(_make_baseline, _feed_baseline),
    "members": Target(_make_members, _feed_members),
}
