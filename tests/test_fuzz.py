"""Hostile input, a little of it: the same seeds, so that a find stays found. More: `python -m benchmarks.fuzz`."""

import random
import resource
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest
import reports
from linting import linter

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.fuzz import mutate
from benchmarks.fuzz.targets import NEEDS, TARGETS
from govlint.across.members import load_members
from govlint.commands.configured import Linters as CommandLinters
from govlint.commands.inputs import from_lines
from govlint.compiled import load_form
from govlint.config.configurations import Asked, Configurations
from govlint.config.slips import ConfigError
from govlint.document import Paragraph, Piece
from govlint.encodings import decode
from govlint.errors import GovlintError, GrammarError, UnreadableError
from govlint.glue import unglue
from govlint.readers import Limits
from govlint.shipped import shipped_folder
from govlint.stats.read import read as stats
from govlint.waivers.baseline import load_baseline

RUNS = {
    "text": 200,
    "markdown": 40,
    "html": 200,
    "docx": 250,
    "wordml": 100,
    "pdf": 20,
    "pdf-worker": 2,
    "foreign": 200,
    "encoded": 400,
    "outcome": 20,
    "tokens": 1000,
    "number": 2000,
    "equation": 200,
    "selector": 500,
    "glob": 500,
    "pattern": 400,
    "pack": 200,
    "grammar": 20,
    "config": 200,
    "pyproject": 100,
    "config-yaml": 100,
    "waivers": 200,
    "baseline": 300,
    "members": 200,
    "kept": 200,
    "results": 300,
    "records": 200,
    "parquet": 40,
    "server": 40,
}


@pytest.mark.parametrize("target", TARGETS)
def test_hostile_input_is_read_or_refused(target, monkeypatch, tmp_path):
    if target in NEEDS:
        pytest.importorskip(NEEDS[target], reason="an extra")
    monkeypatch.setenv("GOVLINT_CACHE", str(tmp_path))
    make, feed = TARGETS[target]
    for index in range(RUNS[target]):
        feed(make(random.Random(f"{target}/suite/{index}")))


def test_the_same_seed_gives_the_same_input():
    text = reports.write(reports.make(1), "lines").text
    one, two = (mutate.text(random.Random(5), text) for _ in range(2))
    assert one == two != text


# ---- what was found ----


def test_bytes_that_no_file_holds_are_held_to_the_limit_too():
    """Found by a planted fault: only bytes read from a disk were held to it."""
    outcome = linter().check_bytes("r.txt", b"0\n" * (Limits().bytes // 2 + 1))
    assert [finding.name for finding in outcome.findings] == ["limit-exceeded"]
    with pytest.raises(UnreadableError, match="limit-exceeded"):
        linter().read("r.txt", b"0" * (Limits().bytes + 1))


def test_a_grammar_that_imports_what_is_not_there_is_refused(tmp_path):
    """Found by `grammar`: the error came from opening the file and was no complaint about the grammar."""
    for path in shipped_folder("grammars").glob("*.lark"):
        said = path.read_text(encoding="utf-8").replace(".gfoi_common", ".gfoi_commom")
        (tmp_path / path.name).write_text(said, encoding="utf-8")
    with pytest.raises(GrammarError, match="gfoi_commom"):
        load_form(tmp_path / "gfoi_2021.lark", [tmp_path])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("%import .gfoi_facts", "%import gfoi_facts", "gfoi_facts"),
        ('"（六）其他处理"', "PROSE?", "Lark cannot read it"),
        ('REPORT_YEARS: "', 'REPORT_YEARS: "since ', "REPORT_YEARS must be like"),
    ],
)
def test_a_grammar_that_lark_gives_up_on_is_refused(old, new, said, tmp_path):
    """Found by `grammar`: Lark asserts that some mistakes are not made."""
    for path in shipped_folder("grammars").glob("*.lark"):
        text = path.read_text(encoding="utf-8")
        (tmp_path / path.name).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(GrammarError, match=said):
        load_form(tmp_path / "gfoi_2021.lark", [tmp_path])


def test_a_file_of_ideographic_spaces_is_empty():
    """Found by a planted fault: it was said to be another kind of report."""
    outcome = linter().check_bytes("r.txt", " \n\u3000\u3000\n\u00a0".encode())
    assert [finding.name for finding in outcome.findings] == ["file-empty"]


@pytest.mark.parametrize(
    "text", ["9" * 200, "9 " * 200 + "年度报告", "2023年政府信息公开工作年度报告\n" + "1" * 5000]
)
def test_a_line_of_digits_is_no_table_of_a_form_without_labels(text):
    """Found by `records`: such a form's labels made an expression that is found everywhere."""
    outcome = linter().check_bytes("r.txt", text.encode())
    assert not {"file-crashed", "rule-crashed"} & {finding.name for finding in outcome.findings}
    for kit in linter().kits:
        assert unglue(Piece.verbatim("9" * 200, 0), kit.lexicon) == ()


@pytest.mark.parametrize("line", ["\\|", "甲\\|乙", "**_\\|&nbsp;", "\\|\t9", "\\|    9"])
def test_a_line_whose_pipes_are_all_escaped_has_no_cells_between_pipes(line):
    """Found by a flood of `test_bounds`: there was no pipe to end the last cell at."""
    (block,) = linter().read("r.txt", line.encode()).blocks
    assert "|" in (block.piece.text if isinstance(block, Paragraph) else block.cells[0].text)


def test_members_one_below_the_other_without_end_are_refused(tmp_path):
    """Found by `members`: two thousand of them were more than Python follows."""
    path = tmp_path / "m.csv"
    rows = (f"机关{n},机关{n - 1}\n" for n in range(1, 2000))
    path.write_text("name,parent\n机关0,\n" + "".join(rows), encoding="utf-8")
    with pytest.raises(GovlintError, match="nested deeper than 50"):
        load_members(str(path))


LONG_NAME = "a" * 300


@pytest.mark.parametrize(
    "words",
    [
        *(
            ["r.txt", option, LONG_NAME]
            for option in ("--config", "--pack", "--waivers", "--members", "--plugin")
        ),
        *([command, LONG_NAME] for command in ("dump", "fix", "test", "stats")),
        ["r.txt", "--pack", f"./{LONG_NAME}"],
        ["config", "show", LONG_NAME],
        ["config", "init", LONG_NAME],
        ["trace", "GL301", LONG_NAME],
        ["pack", "lint", LONG_NAME],
        ["pack", "new", LONG_NAME],
        ["waivers", "check", LONG_NAME],
        ["r.txt", "-f", f"json:{LONG_NAME}"],
    ],
)
def test_a_name_that_no_system_takes_is_one_of_nothing(words, run, workplace):
    """Found by `config`: looking for a file of such a name raises in some of the library's ways to look."""
    (workplace / "r.txt").write_text("x", encoding="utf-8")
    status, _, err = run(*words, "--lang", "en")
    assert status in (1, 2)
    assert "internal error" not in err


@pytest.mark.parametrize("key", ["packs", "extend", "plugins", "include"])
def test_a_configuration_that_names_what_no_system_takes_is_refused(key, workplace):
    """Found by `config`."""
    (workplace / "govlint.toml").write_text(f'{key} = ["{LONG_NAME}"]', encoding="utf-8")
    configured = Configurations(Asked())
    with pytest.raises(GovlintError, match=r"govlint\.toml:1") if key != "include" else nullcontext():
        CommandLinters().ready([configured.for_run()], configured)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "hz"])
def test_bytes_lost_in_an_encoding_of_units_are_told(encoding):
    """Found by `encoded`: what was lost was put back to count its bytes, which these encodings refuse."""
    data = "政府".encode(encoding) + b"\xff"
    decoded = decode(data, asked=encoding)
    assert decoded.text.startswith("政府")
    assert [trouble.name for trouble in decoded.troubles] == ["encoding-undecodable"]


DEEP, LONG = "[" * 5000, "9" * 5000


@pytest.mark.parametrize("text", [DEEP, LONG, '{"a":' * 3000])
@pytest.mark.parametrize("reads", ["results", "records", "baseline"])
def test_json_too_deep_or_too_long_is_refused(reads, text, tmp_path):
    """Found by `results`, `records` and `baseline`: Python gives up on both with errors of its own."""
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GovlintError, match=r"a\.json"):
        {
            "results": lambda: list(stats(str(path))),
            "records": lambda: list(from_lines(str(path), lambda _: b"")),
            "baseline": lambda: load_baseline(path),
        }[reads]()


def test_bytes_of_a_record_in_characters_that_base64_cannot_have(tmp_path):
    """Found by `records`."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"path": "a", "bytes": "报告"}', encoding="utf-8")
    with pytest.raises(GovlintError, match=r"a\.jsonl:1"):
        list(from_lines(str(path), lambda _: b""))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"year = {LONG}", ":1:"),
        (f"year = 0x{'f' * 5000}", ":1:"),
        ('ignore = []\nexclude = ["[z-a]"]', ":2:12:"),
    ],
)
def test_configuration_that_cannot_be_is_refused(text, place, tmp_path, monkeypatch):
    """Found by `config`: numbers of more digits than Python takes, ranges that end before they start."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "govlint.toml").write_text(text, encoding="utf-8")
    configured = Configurations(Asked())
    configured.for_run()
    with pytest.raises(ConfigError, match=rf"govlint\.toml{place}"):
        configured.refuse_mistakes()


@pytest.mark.parametrize("origin", [[], ["--origin"], ["--json"]])
def test_configuration_with_patterns_is_shown(origin, run, workplace):
    """Found by `config`: a pattern knows its folder, which was shown as its first part."""
    (workplace / "govlint.toml").write_text('exclude = ["a/**"]', encoding="utf-8")
    status, out, err = run("config", "show", *origin)
    assert (status, err) == (0, "")
    assert '"a/**"' in out


@pytest.mark.parametrize("layout", ["lines", "pipes"])
def test_memory_grows_with_the_input_and_no_faster(layout):
    """Counted, not timed: blocks and passages of a report ten times as long are ten times as many."""
    text = reports.write(reports.make(3), layout).text
    sizes = [len(linter().read("r.txt", (text + "0\n" * n).encode()).blocks) for n in (1000, 10_000)]
    assert sizes[1] <= 10 * sizes[0]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 4 * 1024 * 1024
