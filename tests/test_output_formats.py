"""The formats for other programs: each against its schema or the rules of whoever reads it."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from outcomes import BLANKS, TEXT, at, document, file, outcome, prose, report, sum_finding

from govlint.commands import options
from govlint.display.entries import uri
from govlint.document import Document, Grid, GridCell, Paragraph, Piece, Strip
from govlint.findings import ConstraintInfo, FileOutcome, Finding, Operand, Outcome, Proof, Related, Words
from govlint.formatters import Formatter, View
from govlint.model import Label
from govlint.places import Locus, Span
from govlint.plugins import load_plugins

SCHEMAS = Path(__file__).parent / "schemas"
DEMO = Path(__file__).parent.parent / "docs" / "examples" / "demo_2023.txt"
FORMATS = load_plugins(entry_point_group=None).formatters
MINE = ("sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "rdjsonl", "csv", "html")
INFOS = tuple(
    ConstraintInfo(
        code, name, severity, Words("合计不符", "does not add up"), Words("因为", "because"), "条例第五十条",
        Words("核对", "check"), ("table",), engine=code.startswith("GL9") or code == "GL001",
    )
    for code, name, severity in (
        ("GL001", "file-unreadable", "error"), ("GL301", "t3-balance", "error"),
        ("GL302", "t3-row-sum", "error"),
        ("GL305", "other", "warning"), ("GL803", "common-typo", "warning"), ("GL9", "far", "note"),
        ("GL910", "rule-crashed", "error"),
    )
)  # fmt: skip
PAGES = ((0, Locus(page=3, paragraph=2)), (20, Locus(page=4, table=1, row=2, column=3)))
CRASH = prose(
    code="GL910", name="rule-crashed", severity="error", message=Words("出错", "failed"), about="GL305"
)


def said(name: str, *files: FileOutcome, infos: tuple[ConstraintInfo, ...] = INFOS, lang: str = "zh") -> str:
    made = replace(outcome(*files), constraints=infos)
    return "".join(FORMATS[name].render(made, View(lang=lang)))


def usual(**changes: object) -> FileOutcome:
    return file([prose(), sum_finding()], BLANKS, **changes)


def paged(*findings: object) -> FileOutcome:
    return file(findings or [prose()], source=document(loci=PAGES, path="a.docx"), path="a.docx")


def unread() -> FileOutcome:
    bad = prose(
        code="GL001", name="file-unreadable", severity="error", span=Span(0, 0), message=Words("打不开", "no")
    )
    return file([bad], path="b.txt", status="unreadable")


# ---- every format ----


def test_the_help_names_every_format():
    assert sorted(options.FORMATS.split(", ")) == sorted(FORMATS)


ODD = st.text(
    st.sampled_from(
        list("甲12=+-@,;:%|<>&\"'[]`\\\r\n\t\0\x0b\x1b\x85\u2028\u202e\ufeff\ufffe\ud800\udc80𠮷")
    ),
    max_size=8,
)


@st.composite
def outcomes(draw: st.DrawFn) -> Outcome:
    """Small outcomes with odd characters wherever a text stands."""
    source = draw(ODD)
    spans = st.tuples(st.integers(0, len(source)), st.integers(0, len(source))).map(
        lambda p: Span(*sorted(p))
    )
    words = st.builds(Words, ODD, ODD)
    operands = st.builds(
        Operand,
        ODD,
        st.one_of(st.integers(-9, 9), st.decimals(-9, 9, places=2)),
        spans,
        st.sampled_from(["left", "right"]),
    )
    proofs = st.builds(Proof, st.integers(), st.none(), st.integers(), operands=st.tuples(operands, operands))
    cells = sum_finding().cell
    findings = st.builds(
        lambda code, severity, message, span, proof, cell, related, waived, about: prose(
            code=code, name=code, severity=severity, message=message, remedy=message, span=span, proof=proof,
            cell=cell, related=related, waived=waived, about=about,
        ),
        st.sampled_from(["GL302", "GL910", "XX1"]), st.sampled_from(["error", "warning", "note"]), words,
        spans, st.one_of(st.none(), proofs), st.sampled_from([None, cells]),
        st.lists(st.builds(Related, spans, ODD), max_size=2).map(tuple),
        st.one_of(st.none(), ODD), st.sampled_from(["", "GL305"]),
    )  # fmt: skip
    blocks = draw(
        st.sampled_from([(), (Paragraph(Piece.verbatim(source, 0)),), _grid(source), _strip(source)])
    )
    loci = draw(st.sampled_from([(), PAGES]))
    path = draw(ODD.filter(bool))
    read = draw(st.sampled_from([Document(path, "text", source, blocks, "utf-8", loci), None]))
    made = file(draw(st.lists(findings, max_size=3)), draw(st.sampled_from([(), BLANKS[2:]])), path=path)
    status = draw(st.sampled_from(["checked", "unreadable", "not_a_report"]))
    whole = replace(made, document=read, status=status, report=draw(st.sampled_from([None, report()])))
    files = draw(st.sampled_from([(), (whole,)]))
    return replace(outcome(*files), constraints=draw(st.sampled_from([(), INFOS])))


def _grid(source: str) -> tuple[Grid, ...]:
    return (Grid((GridCell(Piece.verbatim(source, 0), 0, 0, 1, 2),), 1, 2, Span(0, len(source))),)


def _strip(source: str) -> tuple[Strip, ...]:
    piece = Piece.verbatim(source, 0)
    return (Strip((piece,), piece, whole=True),)


def _parsed(name: str, text: str) -> object:
    """What a reader of the format makes of the text, as it is written to a file."""
    data = text.encode("utf-8", "backslashreplace")
    readers = {
        **dict.fromkeys(("sarif", "gitlab", "rdjson", "json"), json.loads),
        **dict.fromkeys(("junit", "checkstyle"), ET.fromstring),
        **dict.fromkeys(
            ("rdjsonl", "jsonl"), lambda d: [json.loads(line) for line in d.split(b"\n") if line]
        ),
        "csv": lambda d: list(csv.reader(io.StringIO(d.decode("utf-8-sig"), newline=""), strict=True)),
        "html": lambda d: _Tags.of(d.decode()),
    }
    return readers.get(name, bytes.decode)(data)


@pytest.mark.parametrize("name", sorted(FORMATS))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(outcomes())
def test_every_formatter_takes_every_outcome(name, made):
    for lang in ("zh", "en"):
        pieces = FORMATS[name].render(made, View(lang=lang))
        if FORMATS[name].binary:
            assert b"".join(pieces)
        else:
            assert _parsed(name, "".join(pieces)) is not None


@pytest.mark.parametrize("name", MINE)
def test_a_run_of_nothing_says_so_in_every_format(name):
    text = said(name)
    assert "没有检查任何内容" in text
    assert _parsed(name, text)


@pytest.mark.parametrize("name", MINE)
@pytest.mark.parametrize(
    "made", [usual(), paged(), unread(), file([])], ids=["usual", "paged", "unread", "clean"]
)
def test_texts_are_in_the_language_asked_for(name, made):
    printed = f"{TEXT} 条例第五十条 表一 合计 甲县"
    text = said(name, made, lang="en")
    assert set(re.findall("[一-龥]{2,}", text)) <= set(re.findall("[一-龥]{2,}", printed)) | {
        "总体情况",
        "截止",
    }


# ---- SARIF ----


def sarif(*files: FileOutcome) -> dict:
    return json.loads(said("sarif", *files))["runs"][0]


@pytest.mark.parametrize(
    "files",
    [
        (),
        (usual(),),
        (paged(),),
        (unread(), usual()),
        (file([CRASH], BLANKS),),
        (file([prose(waived="已说明")]),),
    ],
    ids=["nothing", "usual", "paged", "unread", "crash", "waived"],
)
def test_sarif_meets_the_published_schema(files):
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    schema = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    log = json.loads(said("sarif", *files))
    checker = jsonschema.Draft202012Validator
    assert [
        error.message for error in checker(schema, format_checker=checker.FORMAT_CHECKER).iter_errors(log)
    ] == []


def test_sarif_of_one_finding():
    run = sarif(file([sum_finding()]))
    (result,) = run["results"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert result["ruleId"] == "GL302"
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "GL302"
    assert result["level"] == "error"
    assert result["message"]["text"] == "合计不符，相差 -2。改法：逐格核对。"
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "a.txt"},
        "region": {"startLine": 9, "startColumn": 1, "endLine": 10, "endColumn": 1},
    }
    assert result["locations"][0]["logicalLocations"] == [
        {"name": "合计", "fullyQualifiedName": "t/r/c", "decoratedName": "表一 / 行 / 合计", "kind": "cell"}
    ]
    assert [one["message"]["text"] for one in result["relatedLocations"]] == [
        "表一 / 行 / 甲：10", "表一 / 行 / 乙：空白", "表一 / 行 / 合计：12", "甲",
    ]  # fmt: skip
    assert [one["id"] for one in result["relatedLocations"]] == [0, 1, 2, 3]
    assert re.fullmatch("[0-9a-f]{16}:1", result["partialFingerprints"]["primaryLocationLineHash"])
    assert "suppressions" not in result


def test_sarif_describes_every_constraint_in_force():
    rules = sarif(file([]))["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [info.code for info in INFOS]
    assert rules[1] == {
        "id": "GL301", "name": "t3-balance", "shortDescription": {"text": "合计不符"},
        "fullDescription": {"text": "因为"},
        "help": {
            "text": "为什么: 因为\n依据: 条例第五十条\n改法: 核对",
            "markdown": "# GL301 t3-balance\n\n**为什么** 因为\n\n**依据** 条例第五十条\n\n**改法** 核对",
        },
        "helpUri": "urn:govlint:constraint:GL301", "defaultConfiguration": {"level": "error"},
        "properties": {"tags": ["govlint", "table"], "precision": "very-high", "problem.severity": "error"},
    }  # fmt: skip


def test_sarif_keeps_what_is_waived_with_its_reason():
    (result,) = sarif(file([prose(waived="已书面说明")]))["results"]
    assert result["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "已书面说明"}
    ]


def test_sarif_tells_crashes_and_what_was_not_evaluated_as_notifications():
    run = sarif(file([CRASH], BLANKS))
    (invocation,) = run["invocations"]
    crash, *others = invocation["toolExecutionNotifications"]
    assert invocation["executionSuccessful"] is False
    assert (crash["level"], crash["associatedRule"]["id"], crash["message"]["text"]) == (
        "error",
        "GL305",
        "出错",
    )
    assert [(one["level"], one["associatedRule"]["id"]) for one in others] == [
        ("note", code) for code in ("GL301", "GL301", "GL305")
    ]
    assert invocation["properties"]["assurance"]["files"] == 1


def test_sarif_of_a_source_without_lines_says_the_place_in_words():
    (result,) = sarif(paged(sum_finding()))["results"]
    (location,) = result["locations"]
    assert result["message"]["text"].startswith("第 4 页第 1 个表第 2 行第 3 列：合计不符")
    assert location["physicalLocation"]["region"] == {"startLine": 1}
    assert location["properties"]["place"] == {"table": 1, "row": 2, "column": 3, "page": 4}


def test_a_bracket_in_a_message_starts_no_link():
    (result,) = sarif(file([prose(message=Words("见[附件](1)", ""))]))["results"]
    assert result["message"]["text"].startswith(r"见[附件\](1)")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("年报/a b.txt", "%E5%B9%B4%E6%8A%A5/a%20b.txt"), ("a:b.txt", "a%3Ab.txt"),
        ("a%20#?.txt", "a%2520%23%3F.txt"),
        ("/srv/a.txt", "file:///srv/a.txt"), ("C:/a.txt", "file:///C:/a.txt"),
        ("\udcffa", "%FFa"), ("\ud800", "%EF%BF%BD"),
    ],
)  # fmt: skip
def test_paths_become_uri_references(path, expected):
    assert uri(path) == expected


def test_paths_count_from_the_working_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    inside = (tmp_path / "a.txt").as_posix()
    assert sarif(usual(path=inside))["artifacts"][0]["location"]["uri"] == "a.txt"
    assert json.loads(said("gitlab", usual(path=inside)))[0]["location"]["path"] == "a.txt"


# ---- GitHub ----


def test_github_puts_the_worst_first_and_the_assurance_last():
    lines = said("github", usual()).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::error", "::warning", "::notice"]
    assert lines[1] == (
        "::warning file=a.txt,line=2,endLine=2,col=1,endColumn=3,title=GL803 common-typo::"
        "“截止”应为“截至”%0A改法：改为“截至”。"
    )
    assert lines[2].startswith("::notice title=govlint::共读取 1 份文件")


def test_github_gives_no_columns_on_more_than_one_line():
    wide = prose(span=Span(0, at("12件").end))
    assert said("github", file([wide])).startswith("::warning file=a.txt,line=1,endLine=2,title=")


def test_github_escapes_data_and_properties():
    odd = prose(message=Words("100%\r\n::error::x", ""), name="a:b,c")
    line = said("github", file([odd], path="a,b:c%.txt")).splitlines()[0]
    assert line.startswith("::warning file=a%2Cb%3Ac%25.txt,line=2,")
    assert "title=GL803 a%3Ab%2Cc::100%25  ::error::x%0A" in line


def test_github_names_the_place_where_there_are_no_lines():
    assert said("github", paged()).startswith(
        "::warning file=a.docx,title=GL803 common-typo::第 3 页第 2 段："
    )


def test_the_summary_is_a_table_that_keeps_foreign_text_quiet():
    made = replace(outcome(file([prose(message=Words("a|b <b>*x* @me", ""))])), constraints=INFOS)
    companion = FORMATS["github"].companion
    assert companion is not None
    assert companion.variable == "GITHUB_STEP_SUMMARY"
    text = "".join(companion.render(made, View()))
    assert "| 警告 | GL803 common-typo | a.txt:2:1 | a\\|b \\<b\\>\\*x\\* &#64;me | 改为“截至”。 |\n" in text
    assert text.startswith("## ")


def test_the_summary_stays_below_the_limit_and_says_so():
    many = file([prose(message=Words("长" * 3000, ""))] * 200)
    text = "".join(FORMATS["github"].companion.render(outcome(many), View()))
    assert len(text.encode()) < 1_000_000
    assert re.search(r"另有 \d+ 条未列出\n$", text)


def test_the_command_appends_the_summary_only_with_github(tmp_path):
    target = tmp_path / "summary.md"
    target.write_text("before\n")
    environment = {**os.environ, "GITHUB_STEP_SUMMARY": str(target), "PYTHONPATH": str(DEMO.parents[2])}
    statuses = []
    for name in ("concise", "github"):
        done = subprocess.run(
            [sys.executable, "-m", "govlint", str(DEMO), "-f", name],
            env=environment, capture_output=True, check=False,
        )  # fmt: skip
        statuses.append(done.returncode)
    assert statuses == [1, 1]
    assert target.read_text(encoding="utf-8").startswith("before\n## ")
    assert target.read_text(encoding="utf-8").count("## ") == 1


# ---- GitLab ----


def test_gitlab_entries_have_the_fields_of_its_list():
    text = said("gitlab", file([prose(), sum_finding(), CRASH]))
    assert text.startswith("[")
    entries = json.loads(text)
    assert [entry["severity"] for entry in entries] == ["minor", "major", "critical"]
    assert entries[0] == {
        "description": "GL803 common-typo: “截止”应为“截至”。改法：改为“截至”。", "check_name": "GL803",
        "fingerprint": entries[0]["fingerprint"], "severity": "minor",
        "location": {"path": "a.txt", "lines": {"begin": 2}},
    }  # fmt: skip


def test_gitlab_fingerprints_are_unique_and_survive_moved_lines():
    moved = "\n\n" + TEXT
    before = json.loads(said("gitlab", file([prose(), prose(message=Words("又", ""))])))
    after = json.loads(said("gitlab", file([prose(span=at("截止", moved))], source=document(moved))))
    assert len({entry["fingerprint"] for entry in before}) == 2
    assert before[0]["fingerprint"] == after[0]["fingerprint"]


def test_gitlab_counts_a_note_as_info_and_leaves_out_what_is_waived():
    entries = json.loads(said("gitlab", file([prose(severity="note"), prose(waived="说明")])))
    assert [entry["severity"] for entry in entries] == ["info"]


# ---- JUnit ----


def cases(*files: FileOutcome) -> dict[str, ET.Element]:
    top = ET.fromstring(said("junit", *files).encode())
    return {case.get("name"): case for case in top.iter("testcase")}


def test_junit_has_a_case_for_every_constraint():
    ran = usual()
    ran = replace(ran, assurance=replace(ran.assurance, nodes={"GL301": 2, "GL302": 1, "GL803": 4}))
    found = cases(ran)
    assert set(found) == {
        "GL301 t3-balance",
        "GL302 t3-row-sum",
        "GL305 other",
        "GL803 common-typo",
        "GL9 far",
    } - {"GL9 far"} | {"assurance"}
    assert found["GL302 t3-row-sum"].find("failure").get("message") == "合计不符，相差 -2"
    assert found["GL302 t3-row-sum"].find("failure").text.startswith("a.txt:9:1: GL302 t3-row-sum: 合计不符")
    assert found["GL301 t3-balance"].find("skipped") is None
    assert found["GL301 t3-balance"].find("system-out").text.splitlines() == [
        "未能判断：甲: 空白",
        "未能判断：乙: 空白",
    ]
    assert found["GL305 other"].find("skipped").get("message") == "未能判断：没有"


def test_junit_skips_what_does_not_apply_or_finds_nothing_to_look_at():
    infos = (*INFOS[:-2], replace(INFOS[-2], engine=False))
    top = ET.fromstring(said("junit", file([]), infos=infos).encode())
    skipped = {case.get("name"): case.find("skipped") for case in top.iter("testcase")}
    assert skipped["GL9 far"].get("message") == "不适用：不适用"
    assert skipped["GL301 t3-balance"].get("message") == "报告里没有这条约束所查的内容"


def test_junit_makes_a_crash_an_error_of_the_constraint_that_crashed():
    found = cases(file([CRASH]))
    assert found["GL305 other"].find("error").get("message") == "出错"


def test_junit_passes_nothing_of_a_file_that_could_not_be_checked():
    found = cases(unread())
    assert found["GL001 file-unreadable"].find("error") is not None
    assert {name for name, case in found.items() if case.find("skipped") is not None} == {
        "GL301 t3-balance", "GL302 t3-row-sum", "GL305 other", "GL803 common-typo"
    }  # fmt: skip
    assert found["assurance"].find("error") is not None


def test_junit_counts_its_cases_and_skips_what_is_waived():
    top = ET.fromstring(said("junit", file([prose(waived="已说明"), sum_finding()])).encode())
    suite = top.find("testsuite")
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors"), suite.get("skipped")) == (
        "4",
        "1",
        "0",
        "3",
    )
    waived = next(case for case in suite if case.get("name") == "GL803 common-typo")
    assert waived.find("skipped").get("message") == "已豁免：已说明"


@pytest.mark.parametrize(
    "files", [(), (usual(),), (unread(), file([CRASH], BLANKS))], ids=["nothing", "usual", "bad"]
)
def test_junit_meets_the_schema_that_jenkins_reads(files):
    etree = pytest.importorskip("lxml.etree", reason="lxml is not installed")
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))
    schema.assertValid(etree.fromstring(said("junit", *files).encode()))


def test_xml_leaves_out_what_xml_cannot_hold():
    odd = prose(message=Words("a\x00\x0b\ud800\ufffe𠮷<&", ""))
    for name in ("junit", "checkstyle"):
        text = said(name, file([odd]))
        assert "𠮷&lt;&amp;" in text
        assert not re.search("[\x00\x0b\ud800\ufffe]", text)


# ---- Checkstyle, rdjson ----


def test_checkstyle_files_and_errors():
    top = ET.fromstring(said("checkstyle", usual(), paged()).encode())
    assert [one.get("name") for one in top] == ["a.txt", "a.docx", "."]
    assert top[0][0].attrib == {
        "line": "2", "column": "1", "severity": "warning", "source": "govlint.GL803",
        "message": "“截止”应为“截至”。改法：改为“截至”。",
    }  # fmt: skip
    assert top[1][0].get("line") is None
    assert top[2][0].get("severity") == "info"


def test_rdjson_counts_columns_in_bytes_and_ends_behind_the_last():
    text = 'x = "政府信息公开𠮷", undefinedname'
    odd = prose(span=at("undefinedname", text))
    (one,) = json.loads(said("rdjson", file([odd], source=document(text))))["diagnostics"]
    assert one["location"] == {
        "path": "a.txt",
        "range": {"start": {"line": 1, "column": 31}, "end": {"line": 1, "column": 44}},
    }
    assert (one["severity"], one["code"]) == ("WARNING", {"value": "GL803"})


def test_rdjson_has_no_range_where_there_are_no_lines_and_jsonl_has_a_line_each():
    lines = said("rdjsonl", paged(), usual()).splitlines()
    assert [json.loads(line)["location"].get("range") is None for line in lines] == [True, False, False]
    assert {key for line in lines for key in json.loads(line)} == {
        "message",
        "location",
        "severity",
        "source",
        "code",
    }


# ---- CSV ----


def table(*files: FileOutcome) -> list[dict[str, str]]:
    text = said("csv", *files)
    assert text.startswith("\ufeff")
    assert text.count("\r\n") == text.count("\n")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def test_csv_rows():
    first, second, last = table(usual())
    assert (first["文件"], first["行"], first["列"], first["级别"], first["编号"]) == (
        "a.txt",
        "2",
        "1",
        "警告",
        "GL803",
    )
    assert (second["左"], second["右"], second["差"], second["单元格"]) == (
        "10",
        "12",
        "-2",
        "表一 / 行 / 合计",
    )
    assert last["问题"].startswith("共读取 1 份文件")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠", " =", "\t=", "\r="])
def test_no_cell_runs_as_a_formula(start):
    first = table(file([prose(message=Words(start + "HYPERLINK(1)", ""))], path=start + "cmd.txt"))[0]
    assert first["问题"].startswith("'")
    assert first["文件"].startswith("'")


def test_csv_keeps_what_is_waived_with_its_reason():
    assert table(file([prose(waived="已说明")]))[0]["豁免理由"] == "已说明"


# ---- the page ----


class _Tags(HTMLParser):
    """Checks nesting and gathers tags with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    @classmethod
    def of(cls, text: str) -> _Tags:
        page = cls()
        page.feed(text)
        page.close()
        assert page.open == []
        return page

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)

    def all(self, tag: str, style: str = "") -> list[dict[str, str | None]]:
        found = [a for name, a in self.seen if name == tag]
        return [a for a in found if not style or style in (a.get("class") or "").split()]


def paragraphs(text: str = TEXT) -> Document:
    starts = [match.span() for match in re.finditer(r"[^\n]+", text)]
    return replace(document(text), blocks=tuple(Paragraph(Piece.verbatim(text[a:b], a)) for a, b in starts))


def test_the_page_marks_the_words_where_they_stand():
    text = said("html", file([prose()], source=paragraphs()))
    assert (
        '<p class="line" data-line="2"><a class="ref warning" id="m1" href="#f1">1</a>'
        '<mark class="warning">截止</mark>本年底共办结12件。</p>'
    ) in text
    assert '<aside id="f1" class="remark warning">' in text


def test_the_page_marks_the_wrong_cell_of_a_printed_grid_and_shows_the_proof():
    cells = [
        GridCell(Piece.verbatim(word, TEXT.index(word)), 0, index)
        for index, word in enumerate(("甲", "10", "12"))
    ]
    last = Piece.verbatim("12", TEXT.rindex("12"))
    grid = Grid((*cells[:2], GridCell(last, 0, 2)), 1, 3, Span(19, 41))
    page = _Tags.of(
        said("html", file([sum_finding(span=last.span())], source=replace(document(), blocks=(grid,))))
    )
    assert [one["class"] for one in page.all("td", "wrong")] == ["wrong error"]
    assert len(page.all("table", "proof")) == 1
    assert len(page.all("tr", "marked")) == 1


LOOSE = "二、主动\n引言。\n甲 | 乙\n行 | 10 | 12\n附注。\n"


def loose(*findings: Finding) -> FileOutcome:
    """A report whose table stands in loose columns, with prose before and within it."""
    made = report()
    section = made.sections[0]
    first, last = at("行", LOOSE).start, at("附注。", LOOSE).end
    cells = tuple(
        cell._replace(span=at(cell.printed, LOOSE)) if cell.printed else cell
        for cell in section.table.rows[0].cells
    )
    row = section.table.rows[0]._replace(cells=cells, span=at("行 | 10 | 12", LOOSE))
    heading = Label("主动", "二、主动", at("二、主动", LOOSE))
    prose_pieces = tuple(Piece.verbatim(words, LOOSE.index(words)) for words in ("引言。", "附注。"))
    whole = replace(
        section, span=Span(0, len(LOOSE)), heading=heading, paragraphs=prose_pieces,
        table=replace(section.table, span=Span(first, last), rows=(row,)),
    )  # fmt: skip
    return replace(file(findings, source=paragraphs(LOOSE)), report=replace(made, sections=(whole,)))


def test_a_table_in_loose_columns_is_shown_once_as_a_table_with_its_lines_below():
    wrong = sum_finding(span=at("12", LOOSE))
    page = _Tags.of(said("html", loose(wrong)))
    assert [one["class"] for one in page.all("td", "wrong")] == ["wrong error"]
    assert len(page.all("td", "involved")) == 2
    assert len(page.all("table", "understood")) == 1
    assert [one.get("open") for one in page.all("details")] == [None, "open"]
    text = said("html", loose(wrong))
    assert text.index("引言。") < text.index('class="understood"') < text.index("附注。")


def test_a_finding_in_a_row_without_a_cell_marks_the_row():
    page = _Tags.of(said("html", loose(prose(span=at("行 | 10", LOOSE)))))
    assert [one["class"] for one in page.all("th", "wrong")] == ["wrong warning"]


def test_lines_open_where_only_they_show_a_finding():
    page = _Tags.of(said("html", loose(prose(span=at("附注", LOOSE)))))
    assert page.all("details")[0].get("open") == "open"


def test_a_clean_file_is_only_in_the_index_and_every_anchor_is_met():
    page = _Tags.of(said("html", usual(source=paragraphs()), file([], path="clean.txt")))
    names = [a["id"] for _, a in page.seen if "id" in a]
    links = {a["href"][1:] for a in page.all("a")}
    assert len(names) == len(set(names))
    assert links <= set(names)
    assert len(page.all("article")) == 1


def test_the_page_takes_nothing_from_elsewhere_and_runs_nothing():
    odd = prose(message=Words("<script>alert(1)</script><img src=//x onerror=y>", ""), span=Span(0, 3))
    made = paragraphs("<script>alert(1)</script>\n\u202e{{甲}}$body${x}\n")
    text = said("html", file([odd], source=made, path="<b>.txt"))
    page = _Tags.of(text)
    assert {tag for tag, _ in page.seen} & {"script", "img", "link", "iframe"} == set()
    assert not [a for _, a in page.seen for key in a if key.startswith("on") or key == "src"]
    assert "&lt;U+202E&gt;{{甲}}$body${x}" in text
    assert "default-src 'none'" in text


@pytest.fixture(scope="module")
def browser() -> str:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.skip("no Chromium is installed")
    return found


def _browse(browser: str, folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    flags = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}")
    return subprocess.run([browser, *flags, *words], capture_output=True, check=True, timeout=120)


def test_chromium_shows_and_prints_the_page(browser, tmp_path):
    from govlint.lint import Linter, Settings, gather

    linter = Linter(Settings())
    made = gather([linter.check(str(DEMO))], linter.in_force())
    path = tmp_path / "page.html"
    path.write_text("".join(FORMATS["html"].render(made, View())), encoding="utf-8")
    page = _Tags.of(_browse(browser, tmp_path, "--dump-dom", path.as_uri()).stdout.decode())
    found = len(made.files[0].findings)
    assert found == len(page.all("aside", "remark")) > 0
    assert len(page.all("td", "wrong")) >= 1
    assert len(page.all("mark")) >= 1
    picture, printed = tmp_path / "page.png", tmp_path / "page.pdf"
    _browse(browser, tmp_path, "--window-size=1000,1400", f"--screenshot={picture}", path.as_uri())
    _browse(browser, tmp_path, f"--print-to-pdf={printed}", path.as_uri())
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert printed.read_bytes().startswith(b"%PDF")


# ---- several at once ----


def test_all_in_one_run_and_the_same_status_whatever_is_asked_for(tmp_path):
    asked = [word for name in sorted(FORMATS) for word in ("-f", f"{name}:{tmp_path / name}")]
    environment = {**os.environ, "PYTHONPATH": str(DEMO.parents[2])}
    command = [sys.executable, "-m", "govlint", str(DEMO)]
    done = subprocess.run([*command, *asked], env=environment, capture_output=True, check=False)
    assert done.returncode == 1
    for name in FORMATS:
        written = (tmp_path / name).read_bytes()
        assert written if FORMATS[name].binary else _parsed(name, written.decode("utf-8"))


def test_each_is_a_formatter_with_help():
    assert all(
        isinstance(FORMATS[name], Formatter) and FORMATS[name].help == f"format-{name}" for name in MINE
    )
