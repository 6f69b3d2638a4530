"""Many agencies of one year: what was planted in a province is found, and nothing else."""

import random
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
import reports
from comparing import across, compare, put, reasons
from reports.across import chatter, province, written
from reports.edit import replaced, with_numbers

from govlint.across.members import MembersError, load_members

YEAR = 2023


@cache
def clean():
    """A province of three levels and about two hundred agencies."""
    return province(1, cities=3, counties=4, towns=6, bureaus=6)


@cache
def small():
    """One city with two counties."""
    return province(2, cities=1, counties=2, towns=2, bureaus=3).members[0]


def tree(body, indent=2, **extra):
    """The tree of a body as YAML; `extra` gives further lines to members, by name."""
    pad = " " * indent
    lines = [f"{pad}- name: {body.name}", *(f"{pad}  {line}" for line in extra.get(body.name, ()))]
    if body.members:
        lines.append(f"{pad}  members:")
        lines += [tree(member, indent + 4, **extra) for member in body.members]
    return "\n".join(lines)


class Folder:
    """The reports of a body and all below it, some of them changed or left out."""

    def __init__(self, path: Path, body, top="complete: true", extra=None):
        self.path, self.body = path, body
        self.names = {b.name: f"{i:03}.txt" for i, b in enumerate(body.all())}
        self.data = {b.name: b.data for b in body.all()}
        self.members = path / "members.yaml"
        self.members.write_text(f"{top}\nmembers:\n{tree(body, **(extra or {}))}\n", encoding="utf-8")

    def change(self, name, change):
        self.data[name] = change(self.data[name])

    def compared(self, members=None, **asked):
        paths = [put(self.path, self.names[name], data) for name, data in self.data.items()]
        return compare(paths, members=members or self.members, **asked)

    def found(self, **asked):
        return across(self.compared(**asked))


def plus(row, column, by, table="requests"):
    """A figure changed so that the report agrees with itself: requests are granted, too."""

    def change(data):
        old = data.figures[table]
        cells = {
            (table, line, name): old[line][name] + by
            for line in (row, "granted", "disposed")
            for name in (column, "total")
        }
        return with_numbers(data, cells)

    return change


def of(body, kind, index=0):
    return [b for b in body.all() if b.level == kind][index]


def test_a_province_that_adds_up_is_clean(tmp_path):
    outcomes = Folder(tmp_path, clean()).compared()
    assert len(outcomes) == 191
    assert across(outcomes) == []
    sums = [file.assurance.nodes.get("GL739", 0) for file in outcomes.values()]
    assert sum(sums) == len([b for b in clean().all() if b.members])


def test_planted_in_a_province(tmp_path):
    """Sums that do not add up, copies, missing and late reports: all are found at their places, nothing else."""
    folder = Folder(tmp_path, clean())
    counties = [b for b in clean().all() if b.level == "county"]
    towns = [b for b in clean().all() if b.level == "town"]
    bureaus = [b for b in clean().all() if b.level == "bureau"]
    expected = []
    # A county that counts five requests too many: its city's sum is then wrong by that, and not told again.
    county = counties[0]
    folder.change(county.name, plus("received", "natural_persons", 5))
    place = "requests/received/natural_persons"
    expected += [(folder.names[county.name], "xd-rollup-sum", place)]
    # A town that copied another's prose, figures and all.
    text = chatter(random.Random(77), 60)
    for index in (3, 30):
        folder.change(towns[index].name, lambda data: written(data, text))
    # One that is missing, and one that is late.
    gone, late = bureaus[20], bureaus[40]
    del folder.data[gone.name]
    above = next(b for b in clean().all() if gone in b.members)
    folder.change(late.name, lambda data: later(data, date(YEAR + 1, 2, 20)))
    expected += [("members.yaml", "xd-report-missing", "")]
    expected += [(folder.names[late.name], "xd-report-late", "")]
    outcomes = folder.compared(ignored=("deadline-missed",))
    found = across(outcomes)
    copies = [found_in for found_in, name, _ in found if name == "xd-text-similarity"]
    assert len(copies) == 1
    assert copies[0] in {folder.names[towns[index].name] for index in (3, 30)}
    assert [one for one in found if one[1] != "xd-text-similarity"] == sorted(expected)
    assert gone.name in reasons(outcomes, "xd-rollup-sum")[folder.names[above.name]]
    missing = next(f for f in outcomes["members.yaml"].findings)
    assert outcomes["members.yaml"].document.text[missing.span.start : missing.span.end] == gone.name


def later(data, day):
    """The report published on another day."""
    data = replaced(data, data.published.isoformat(), day.isoformat())
    old = f"{data.published.year}年{data.published.month}月{data.published.day}日"
    return replaced(data, old, f"{day.year}年{day.month}月{day.day}日")


def test_a_sum_smaller_than_a_part_is_an_error(tmp_path):
    folder = Folder(tmp_path, small())
    county = of(small(), "county")
    bureau = max(county.members, key=lambda b: b.data.figures["requests"]["received"]["natural_persons"])
    most = bureau.data.figures["requests"]["received"]["natural_persons"]
    have = county.data.figures["requests"]["received"]["natural_persons"]
    folder.change(
        county.name,
        lambda data: with_numbers(
            data,
            {
                ("requests", "received", "natural_persons"): most - 1,
                ("requests", "received", "total"): data.figures["requests"]["received"]["total"]
                - have
                + most
                - 1,
            },
        ),
    )
    outcomes = folder.compared()
    place = "requests/received/natural_persons"
    assert (folder.names[county.name], "xd-rollup-bound", place) in across(outcomes)
    assert (folder.names[county.name], "xd-rollup-sum", place) not in across(outcomes)
    finding = next(f for f in outcomes[folder.names[county.name]].findings if f.name == "xd-rollup-bound")
    assert finding.severity == "error"
    assert bureau.name in finding.message.zh
    assert finding.proof.operands[1].path.endswith(folder.names[bureau.name])


@pytest.mark.parametrize(("said", "wrong"), [("5.8", False), ("6", False), ("5.9", True), ("4", True)])
def test_amounts_may_be_rounded(tmp_path, said, wrong):
    county = of(small(), "county")
    folder = Folder(tmp_path, county)
    key = ("proactive", "fees", "amount")
    for member in county.members:
        folder.change(member.name, lambda data: with_numbers(data, {key: Decimal(0)}))
    for member, amount in zip(county.members, ("1.23", "4.57"), strict=False):
        folder.change(member.name, lambda data, amount=amount: with_numbers(data, {key: Decimal(amount)}))
    folder.change(county.name, lambda data: with_numbers(data, {key: Decimal(said)}))
    assert bool(folder.found()) == wrong


def test_sums_need_a_complete_list(tmp_path):
    folder = Folder(tmp_path, small(), top="year: 2023")
    county = of(small(), "county")
    folder.change(county.name, plus("received", "natural_persons", 5))
    outcomes = folder.compared()
    assert across(outcomes) == []
    assert "complete" in reasons(outcomes, "xd-rollup-sum")[folder.names[county.name]]


def test_bodies_under_their_ministry_are_not_counted(tmp_path):
    county = of(small(), "county")
    bureau = of(county, "bureau")
    folder = Folder(tmp_path, small(), extra={bureau.name: ["vertical: true"]})
    found = folder.found()
    assert {(f, n) for f, n, _ in found} == {(folder.names[county.name], "xd-rollup-sum")}
    del folder.data[bureau.name]
    assert not any(n == "xd-report-missing" for _, n, _ in folder.found())


def test_an_office_with_the_figures_of_the_government(tmp_path):
    folder = Folder(tmp_path, small())
    county = of(small(), "county")
    office = of(county, "office")
    folder.change(
        office.name,
        lambda data: reports.make(
            5, "gfoi-2021", "small", "office", YEAR, office.data.agency, county.data.figures, data.published
        ),
    )
    folder.change(office.name, lambda data: written(data, chatter(random.Random(3))))
    found = folder.found()
    assert found == [(folder.names[office.name], "xd-office-vs-government", "")]


def test_an_office_that_is_all_there_is_may_have_the_same_figures(tmp_path):
    county = of(small(), "county")
    folder = Folder(tmp_path, county)
    figures = county.data.figures
    nothing = {t: {r: dict.fromkeys(c, 0) for r, c in rows.items()} for t, rows in figures.items()}
    for member in county.members:
        drawn = figures if member.level == "office" else nothing
        folder.data[member.name] = written(
            reports.make(
                5, "gfoi-2021", "small", member.level, YEAR, member.data.agency, drawn, member.data.published
            ),
            chatter(random.Random(member.name)),
        )
    assert folder.found() == []


def test_alike_and_not_alike(tmp_path):
    """Copies with another name and other figures are found once each; an office may write like its government."""
    folder = Folder(tmp_path, small())
    towns = [b for b in small().all() if b.level == "town"]
    text = chatter(random.Random(9), 60)
    for town in towns[:3]:
        folder.change(town.name, lambda data: written(data, text))
    county = of(small(), "county")
    own = chatter(random.Random(10), 60)
    folder.change(county.name, lambda data: written(data, own))
    folder.change(of(county, "office").name, lambda data: written(data, own))
    found = folder.found()
    assert [n for _, n, _ in found] == ["xd-text-similarity"] * 2
    assert {f for f, _, _ in found} <= {folder.names[t.name] for t in towns[:3]}


def test_due_dates_of_the_tree(tmp_path):
    town, bureau = of(small(), "town"), of(small(), "bureau")
    extra = {town.name: ["group: towns", 'due: "01-05"'], bureau.name: ["level: first"]}
    folder = Folder(tmp_path, small(), top="complete: true\ndue: {first: 01-03}", extra=extra)
    for body in (town, bureau):
        folder.change(body.name, lambda data: later(data, date(YEAR + 1, 1, 9)))
    found = folder.found()
    assert found == sorted((folder.names[b.name], "xd-report-late", "") for b in (town, bureau))


def test_a_late_report_is_told_once(tmp_path):
    bureau = of(small(), "bureau")
    folder = Folder(tmp_path, small())
    folder.change(bureau.name, lambda data: later(data, date(YEAR + 1, 2, 20)))
    outcomes = folder.compared()
    assert across(outcomes) == []
    assert "deadline-missed" in {f.name for f in outcomes[folder.names[bureau.name]].findings}


def test_aliases_and_short_names(tmp_path):
    county = of(small(), "county")
    bureau = of(county, "bureau")
    folder = Folder(tmp_path, small(), extra={bureau.name: [f"aliases: [{bureau.name}]"]})
    text = folder.members.read_text(encoding="utf-8")
    text = text.replace(f"name: {bureau.name}", "name: 别有洞天委员会")
    short = county.name.replace("人民政府", "政府")
    folder.members.write_text(text.replace(f"name: {county.name}\n", f"name: {short}\n"), encoding="utf-8")
    assert folder.found() == []


def test_nobody_s_report_and_two_of_one(tmp_path):
    folder = Folder(tmp_path, small())
    town = of(small(), "town")
    bureau = of(small(), "bureau")
    text = folder.members.read_text(encoding="utf-8").replace(
        f"- name: {town.name}", "- name: 无名镇人民政府"
    )
    folder.members.write_text(text, encoding="utf-8")
    folder.names["again"] = "999.txt"
    folder.data["again"] = written(bureau.data, chatter(random.Random(4)))
    found = {(f, n) for f, n, _ in folder.found()}
    assert found == {
        (folder.names[town.name], "xd-report-unlisted"),
        ("members.yaml", "xd-report-missing"),
        ("999.txt", "xd-report-repeated"),
    }


def test_a_file_that_cannot_be_read_is_not_missing(tmp_path):
    folder = Folder(tmp_path, small())
    town = of(small(), "town")
    del folder.data[town.name]
    folder.names["broken"] = f"{town.name}.txt"
    folder.data["broken"] = "这里没有报告。"
    outcomes = folder.compared()
    assert not any(n == "xd-report-missing" for _, n, _ in across(outcomes))
    assert town.name in reasons(outcomes, "xd-report-missing")["members.yaml"]


# ---- the file of members ----


def refused(path, text, line, said):
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MembersError) as raised:
        load_members(str(path))
    assert any(fault.line == line and said in fault.text for fault in raised.value.faults), raised.value


CSV = """name,parent,level,vertical,due,aliases
云县人民政府,,county,,,
云县教育局,云县人民政府,bureau,,01-20,云县教体局;教育局
"""


def test_a_table_makes_the_tree_that_yaml_makes(tmp_path):
    table, written_out = tmp_path / "m.csv", tmp_path / "m.yaml"
    table.write_text(CSV, encoding="utf-8-sig")
    written_out.write_text(
        "members:\n- name: 云县人民政府\n  level: county\n  members:\n  - name: 云县教育局\n    level: bureau\n"
        "    due: 01-20\n    aliases: [云县教体局, 教育局]\n",
        encoding="utf-8",
    )
    (left,), (right,) = (load_members(str(path)).members for path in (table, written_out))
    assert (left.name, left.level, left.members[0].due) == (right.name, right.level, right.members[0].due)
    assert left.members[0].aliases == right.members[0].aliases == ("云县教体局", "教育局")


def test_a_table_may_have_chinese_heads(tmp_path):
    path = tmp_path / "m.csv"
    path.write_text("名称,上级,垂直管理\n云县人民政府,,\n云县税务局,云县人民政府,true\n", encoding="utf-8")
    (top,) = load_members(str(path)).members
    assert [(m.name, m.vertical) for m in top.members] == [("云县税务局", True)]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("members:\n- nane: 云县\n", 2, "did you mean 'name'"),
        ("members:\n- name: 云县\n  vertical: yes\n", 3, "true or false"),
        ("members:\n- name: 云县\n  due: 02-30\n", 3, "is no day"),
        ("members:\n- name: 云县\n- name: 云县\n", 3, "used twice (first at line 2)"),
        ("members: []\n", 1, "must be a list of members"),
        ("complete: true\n", 1, "'members' is missing"),
        ("year: 20233\nmembers: [云县]\n", 1, "is no report year"),
        ("due: {cuonty: 01-31}\nmembers:\n- {name: 云县, level: county}\n", 1, "did you mean 'county'"),
        ("members:\n- name: ''\n", 2, "name must be text"),
        ("members: {a: 1}\n", 1, "must be a list of members"),
    ],
)
def test_mistakes_in_yaml_are_told_with_their_lines(tmp_path, text, line, said):
    refused(tmp_path / "m.yaml", text, line, said)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("nmae,parent\n云县,\n", 1, "did you mean 'name'"),
        ("name,parent\n云县,云市\n云市人民政府,\n", 2, "no member is called '云市'"),
        ("name,parent\n甲县,乙县\n乙县,甲县\n", 2, "is under itself"),
        ("name\n云县,多余\n", 2, "has 2 cells under 1 heads"),
        ("name,due\n云县,31-01\n", 2, "is no day"),
        ("name,name\n云县,\n", 1, "stands there twice"),
        ('name\n"云县\n', 2, "unexpected end of data"),
    ],
)
def test_mistakes_in_a_table_are_told_with_their_lines(tmp_path, text, line, said):
    refused(tmp_path / "m.csv", text, line, said)
