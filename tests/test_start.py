"""What a start may cost: what was worked out before is not worked out again, and nothing that could run is kept."""

import copy
import dataclasses
import marshal
import os
import pickle
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
import reports

from govlint import cache, patterns
from govlint.commands import check
from govlint.commands.parser import Parser
from govlint.frozen import UnkeepableError, freeze, thaw
from govlint.model import Deviation
from govlint.outfit import _makers
from govlint.patterns import lazy
from govlint.places import Span
from govlint.plugins import load_plugins
from govlint.records import dataclass, field, replace
from govlint.registry import load_all

ROOT = Path(__file__).parents[1]
LATE = {
    "argparse", "csv", "dataclasses", "difflib", "hashlib", "importlib.metadata", "importlib.resources", "inspect",
    "lark", "pkgutil", "pluggy", "rapidfuzz", "tempfile", "traceback", "xml.etree.ElementTree", "yaml",
    "govlint.display.records", "govlint.formatters.page", "govlint.packs.convert", "govlint.packs.load",
    "govlint.registry",
}  # fmt: skip
"""Modules that a plain check of a text does without once its packs are known."""


def start(tmp_path, code, *arguments):
    own = {cache.FOLDER: str(tmp_path / "cache"), "PYTHONPATH": str(ROOT)}
    run = [sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(run, env={**os.environ, **own}, capture_output=True, check=True, text=True)
    return done.stderr.split()


def settled(tmp_path):
    """A report and a cache that a first start has filled."""
    path = tmp_path / "report.txt"
    path.write_text(reports.write(reports.make(1, form="gfoi-2021"), "lines").text, encoding="utf-8")
    main = "import sys; from govlint.cli import main; main([sys.argv[1]]);"
    start(tmp_path, main, path)
    return main, path


def test_a_second_start_compiles_no_pattern_and_reads_no_pack(tmp_path):
    main, path = settled(tmp_path)
    if cache.stamps(_makers(), (".py",)) is None:
        pytest.skip("a source has changed within the last seconds, so that nothing was kept")
    assert list((tmp_path / "cache").glob("outfit-*"))
    code = main + (
        "from govlint import patterns;print(patterns._KEPT.compiled, *sorted(sys.modules), file=sys.stderr)"
    )
    compiled, *modules = start(tmp_path, code, path)
    assert compiled == "0"
    assert LATE & set(modules) == set()


def test_damaged_files_cost_only_the_time_to_make_them_anew(tmp_path):
    main, path = settled(tmp_path)
    for file in (tmp_path / "cache").glob("*.bin"):
        file.write_bytes(file.read_bytes()[:-5])
    code = main + "from govlint import patterns; print(patterns._KEPT.compiled, file=sys.stderr)"
    assert int(start(tmp_path, code, path)[0]) > 0


def test_what_is_kept_must_be_sealed(tmp_path, monkeypatch):
    monkeypatch.setenv(cache.FOLDER, str(tmp_path))
    cache.keep("x", {"a": (1, b"2")})
    assert cache.kept("x") == {"a": (1, b"2")}
    (tmp_path / "x.bin").write_bytes(marshal.dumps({"a": 1}))
    assert cache.kept("x") is None
    assert cache.kept("y") is None


def test_a_file_that_changed_this_moment_tells_nothing(tmp_path):
    (tmp_path / "a.yaml").write_text("a")
    assert cache.stamps([str(tmp_path)], (".yaml",)) is None
    assert cache.stamps([str(tmp_path / "nowhere")], (".yaml",)) is None
    assert cache.stamps([str(tmp_path)], (".none",)) == []


@pytest.mark.parametrize(
    "words",
    [
        [], ["a", "b.txt"], ["--no-cache", "a"], ["-q", "a", "--exit-zero"], ["--no-progress", "--progress"],
        ["--timing", "--series", "--isolated", "--statistics", "-q", "-q"],
    ],
)  # fmt: skip
def test_simple_words_ask_for_what_the_parser_makes_of_them(words):
    parser = Parser("check", "zh")
    check.configure(parser)
    assert vars(check.plain(words)) == vars(parser.read(words))


@pytest.mark.parametrize("word", ["-", "--", "-v", "-f", "--year=2024", "--no-cach", "-qv", "--unknown"])
def test_other_words_are_the_parsers(word):
    assert check.plain(["a", word]) is None


# ---- values frozen and thawed ----


def test_values_come_back_as_they_were():
    shared = (Span(1, 2),)
    value = {
        "a": [1, None, True, "x", ("y",)],
        "b": Decimal("1.50"),
        "c": frozenset({"p", "q"}),
        "d": Deviation("missing", "row", "k", "l", Span(0, 1)),
        "e": (shared, shared),
        "f": frozenset({Decimal(1)}),
        "g": Path("a/b"),
    }
    classes, nodes = marshal.loads(marshal.dumps(freeze(value, {})))
    back = thaw(classes, nodes, {})
    assert back == value
    assert type(back["d"]) is Deviation
    assert back["e"][0] is back["e"][1]


def test_patterns_come_back_as_patterns():
    classes, nodes = freeze((re.compile("a(?P<n>b)", re.IGNORECASE), lazy("c+")), {})
    real, late = thaw(classes, nodes, {})
    assert isinstance(real, re.Pattern)
    assert real.match("AB")["n"] == "B"
    assert late.fullmatch("ccc")


def test_nothing_but_own_records_is_kept_or_made():
    with pytest.raises(UnkeepableError):
        freeze((print,), {})
    with pytest.raises(UnkeepableError):
        thaw(("subprocess:Popen",), [], {})
    with pytest.raises(UnkeepableError):
        thaw(("govlint.cli:main",), [], {})


# ---- patterns ----


@pytest.mark.parametrize("source", ["a|b", r"(?P<x>\d{2,3})年(?:月)?", "[一-龥]{1,4}(?=。)", "(?i)K+?"])
def test_a_kept_pattern_is_the_pattern(source):
    code = patterns._code(source, 0)
    assert code is not None
    made, meant = patterns._loaded(source, code), re.compile(source)
    for text in ("", "ab", "12年月", "三四五。", "kK", "2024年"):
        assert [(m.span(), m.groupdict()) for m in made.finditer(text)] == [
            (m.span(), m.groupdict()) for m in meant.finditer(text)
        ]
    assert (made.pattern, made.flags, made.groups) == (meant.pattern, meant.flags, meant.groups)


def test_a_pattern_is_not_compiled_by_being_looked_at():
    pattern = lazy("never seen before [a-c]")
    assert not hasattr(pattern, "anything")
    assert set(vars(pattern)) == {"made_of"}
    assert pattern.search("never seen before b")
    assert "search" in vars(pattern)


def test_without_code_patterns_are_compiled(monkeypatch):
    monkeypatch.setattr(patterns, "_code", lambda *_: None)
    assert lazy("x{3}y").search("xxxy")


# ---- records ----


def records():
    @dataclass(frozen=True, slots=True)
    class Ours:
        a: int
        b: str = "b"
        c: dict = field(default_factory=dict, compare=False)
        d: list = field(default_factory=list, repr=False, compare=False)

    @dataclasses.dataclass(frozen=True, slots=True)
    class Theirs:
        a: int
        b: str = "b"
        c: dict = dataclasses.field(default_factory=dict, compare=False)
        d: list = dataclasses.field(default_factory=list, repr=False, compare=False)

    return Ours, Theirs


def test_records_do_what_dataclasses_do():
    ours, theirs = records()
    for arguments, named in (((1,), {}), ((1, "x"), {"c": {1: 2}}), ((), {"a": 3, "d": [1]})):
        for _ in range(20):
            one, other = ours(*arguments, **named), theirs(*arguments, **named)
            assert repr(one).partition("(")[2] == repr(other).partition("(")[2]
        assert one == ours(*arguments, **named)
        assert hash(one) == hash(ours(*arguments, **named))
        assert one != replace(one, a=9) == dataclasses.replace(one, a=9)
    assert [f.name for f in dataclasses.fields(ours)] == [f.name for f in dataclasses.fields(theirs)]
    assert ours(1).c is not ours(1).c
    assert ours(1) != (1, "b")


@dataclass(frozen=True, slots=True)
class Kept:
    a: int
    seen: dict = field(default_factory=dict, init=False, repr=False, compare=False)
    twice: int = field(init=False)

    def __post_init__(self):
        object.__setattr__(self, "twice", 2 * self.a)


@pytest.mark.parametrize("again", [0, 30])
def test_fields_that_a_record_makes_itself_are_made_anew_and_travel(again):
    for number in range(again):
        Kept(number)
    one = Kept(3)
    one.seen[1] = 2
    assert (one.twice, replace(one, a=5).twice, replace(one, a=5).seen) == (6, 10, {})
    assert dataclasses.replace(one, a=5) == replace(one, a=5)
    for other in (pickle.loads(pickle.dumps(one)), copy.deepcopy(one), copy.copy(one)):
        assert other == one
        assert (other.twice, other.seen) == (6, {1: 2})
    assert dataclasses.asdict(one) == {"a": 3, "seen": {1: 2}, "twice": 6}
    with pytest.raises(TypeError):
        Kept(1, twice=3)


@pytest.mark.parametrize("again", [0, 30])
@pytest.mark.parametrize(
    ("arguments", "named"), [((), {}), ((1, 2, 3, 4, 5), {}), ((1,), {"a": 1}), ((1,), {"z": 1})]
)
def test_a_record_made_wrongly_is_refused(arguments, named, again):
    ours, _ = records()
    for number in range(again):
        ours(number)
    with pytest.raises(TypeError):
        ours(*arguments, **named)


def test_a_frozen_record_cannot_be_changed():
    ours, _ = records()
    with pytest.raises(dataclasses.FrozenInstanceError):
        ours(1).a = 2
    with pytest.raises(TypeError, match="needs a default"):
        dataclass()(type("Bad", (), {"__annotations__": {"a": int, "b": int}, "a": 1}))


# ---- formatters ----


def test_without_plugins_everything_is_as_the_hooks_give_it():
    known, given = load_plugins(entry_point_group=None), load_all([], [])
    assert dict(known.formatters) == given.formatters
    names = {path.stem for path in (ROOT / "govlint" / "formatters").glob("[a-z]*.py")} - {"own"}
    assert len(known.formatters) == len(names)
    for part in ("rules", "packs", "grammars", "readers", "loaded"):
        assert getattr(known, part) == getattr(given, part)


# ---- repairs ----


def test_a_repair_made_before_is_not_searched_again():
    from test_counts_of_work import Parser, form, is_row, parse_tokens, printed, tokens_of

    parser = Parser(form())
    for seed in (1, 2):
        tokens = tokens_of(printed(seed))
        gone = next(index for index, token in enumerate(tokens) if is_row(token))
        parse_tokens(tokens[:gone] + tokens[gone + 1 :], parser)
        assert (parser.searched > 0) is (seed == 1)
