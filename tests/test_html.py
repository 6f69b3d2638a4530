"""Web pages give the report's paragraphs and cells, and nothing of the site around it."""

from __future__ import annotations

import json
import os
import random
import re
from pathlib import Path

import pytest

from govlint.document import Document, Grid, Paragraph, Piece
from govlint.errors import UnreadableError
from govlint.readers import Limits, Source
from govlint.readers.html import READER, claims

HERE = Path(__file__).parent
REPORTS = Path(os.environ.get("GOVLINT_REPORTS") or HERE.parents[1] / "shared" / "reports")
BARE = (HERE / "pages" / "report.html").read_bytes()

Cell = tuple[int, int, int, int, str]


def read(page: str | bytes, limits: Limits | None = None) -> Document:
    data = page.encode() if isinstance(page, str) else page
    return READER.read(Source("page.html", data, None, limits or Limits()))


def told(document: Document) -> list[str | list[Cell]]:
    return [
        block.piece.text
        if isinstance(block, Paragraph)
        else [(c.row, c.column, c.row_span, c.column_span, c.piece.text) for c in block.cells]
        for block in document.blocks
        if isinstance(block, Paragraph | Grid)
    ]


def pieces(document: Document) -> list[Piece]:
    found: list[Piece] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            found.append(block.piece)
        elif isinstance(block, Grid):
            found.extend(cell.piece for cell in block.cells)
    return found


# Paragraphs


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>a<p>b", ["a", "b"]),
        ("<p><br />四、标题</p><p>x<br>y</p>", ["四、标题", "x", "y"]),
        ("<p><span>20</span><font>23</font><b>年</b></p>", ["2023年"]),
        ("<div>a<div>b</div>c</div>", ["a", "b", "c"]),
        ("<p>&nbsp;</p><p> \n </p><p>\u3000缩进</p>", ["\u3000缩进"]),
        ("<p>a\n   b</p>", ["a b"]),
        ("<pre>a\nb</pre>", ["a", "b"]),
        ("<p>a<!-- x --><script>y</script><style>z</style>b</p>", ["ab"]),
        ("<p>a</p><p style='DISPLAY : none'>b</p><p hidden>c</p><noscript>d</noscript>", ["a"]),
        ("<![if !supportLists]><p>a<![endif]>b<o:p></o:p></p><?xml:namespace x /><p>c", ["ab", "c"]),
        ("<ul><li>a<li>b</ul>", ["a", "b"]),
        ("a<b>c</b></p>d", ["ac", "d"]),
        (
            "<p>1 < 2 <3 &lt;4&gt; &amp;nbsp; &#20845;&hellip;&nosuch;</p>",
            ["1 < 2 <3 <4> &nbsp; 六…&nosuch;"],
        ),
        ("<p>x</p><a href='y", ["x", "<a href='y"]),
        ("<h1>t</h2>u", ["t", "u"]),
        ("<table><tr><td><p>a</p><p>b</p></td></tr></table>", ["a", "b"]),
        ("<table><tr><td>a<td>b</table>", ["a", "b"]),
        ("# 标题\n\n正文第一行\n正文第二行\n", ["标题", "正文第一行", "正文第二行"]),
    ],
)
def test_paragraphs(page: str, expected: list[str]) -> None:
    assert told(read(page)) == expected


# Tables


def _table(inner: str) -> list[Cell]:
    (grid,) = [block for block in told(read(f"<table>{inner}</table>")) if isinstance(block, list)]
    return grid


ROW = "<tr><td>甲<td>1<td>2"


@pytest.mark.parametrize(
    ("inner", "first"),
    [
        ("<tr><td>本年新<br>制作数量<td>b<td>c" + ROW, (0, 0, 1, 1, "本年新制作数量")),
        ("<tr><td>12<br>34<td>b<td>c" + ROW, (0, 0, 1, 1, "12 34")),
        ("<tr><td>&nbsp;</td><td>b<td>c" + ROW, (0, 0, 1, 1, "\u00a0")),
        ("<tr><td></td><td>b<td>c" + ROW, (0, 0, 1, 1, "")),
        ("<tr><td> <p> 商业 </p> <p>企业</p><td>b<td>c" + ROW, (0, 0, 1, 1, "商业 企业")),
        ("<tr><td colspan=1000000 rowspan=1000000>a<td>b<td>c" + ROW, (0, 0, 2, 200, "a")),
        ("<tr><td colspan=0 rowspan=0>a<td>b<td>c" + ROW, (0, 0, 2, 1, "a")),
        ("<tr><td colspan=-3 rowspan='2.5 x'>a<td>b<td>c" + ROW, (0, 0, 2, 1, "a")),
        ("<tr><td colspan=x²>a<td>b<td>c" + ROW, (0, 0, 1, 1, "a")),
        ("<thead><tr><th rowspan=9>a<th>b<th>c<tbody>" + ROW, (0, 0, 1, 1, "a")),
        ("<form><tr><td>a<td>b<td>c" + ROW, (0, 0, 1, 1, "a")),
        ("<tr><td style='display:none'>x<td>a<td>b<td>c" + ROW, (0, 0, 1, 1, "a")),
    ],
)
def test_cells(inner: str, first: Cell) -> None:
    assert _table(inner)[0] == first


def test_captions_and_misplaced_content_stand_before_the_table() -> None:
    page = f"<table><caption>表一</caption>漏<tr><td>a<td>b<td>c{ROW}</table>后"
    assert [block for block in told(read(page)) if isinstance(block, str)] == ["表一", "漏", "后"]


def test_rows_without_a_table_are_one() -> None:
    assert [len(block) for block in told(read(f"<td>a<td>b<td>c</tr>{ROW}"))] == [6]


def test_a_table_that_lays_out_a_page_is_no_grid() -> None:
    inner = f"<table><tr><td>a<td>b<td>c{ROW}{ROW}</table>"
    prose = "这一段是正文，写在版面的格子里，与表格无关。" * 3
    page = f"<table><tr><td>{prose}<td><p>{prose}</p>{inner}<p>后文</p></table>"
    blocks = told(read(page))
    assert [block for block in blocks if isinstance(block, str)] == [prose, prose, "后文"]
    assert sum(isinstance(block, list) for block in blocks) == 1


def test_a_table_within_a_cell_of_a_data_table_follows_it() -> None:
    long = "".join(f"<tr><td>第{n}项内容说明<td>{n}<td>{n}" for n in range(9))
    page = f"<table>{long}<tr><td>备注<table><tr><td>x<td>y<tr><td>1<td>2</table>完<td>1<td>2</table>"
    outer, inner = told(read(page))
    assert (9, 0, 1, 1, "备注完") in outer
    assert inner == [(0, 0, 1, 1, "x"), (0, 1, 1, 1, "y"), (1, 0, 1, 1, "1"), (1, 1, 1, 1, "2")]


# Oracles


def _generated(seed: int) -> str:
    chance = random.Random(seed)
    words = ["规章", "&nbsp;", "12", "a&amp;b", "&#20845;项", "（一）", "&lt;5", "", "其他 事项", "-3", "０"]

    def inline(depth: int = 0) -> str:
        text = chance.choice(words)
        if depth < 3 and chance.random() < 0.4:
            name = chance.choice(["span", "font", "b", "a"])
            text = f"<{name} class='x y' title=\"a>b\">{text}</{name}>{inline(depth + 1)}"
        return text

    def cell() -> str:
        spans = ""
        if chance.random() < 0.25:
            spans += f' colspan="{chance.choice([1, 2, 3, 5])}"'
        if chance.random() < 0.25:
            spans += f" rowspan={chance.choice([1, 2, 3, 9])}"
        name = chance.choice(["td", "td", "th", "TD"])
        inner = inline()
        if chance.random() < 0.3:
            inner = f"<p align=center>{inner}</p>"
        return f"<{name}{spans}>{inner}" + (f"</{name}>" if chance.random() < 0.7 else "")

    rows = "".join(
        "<tr>" + "".join(cell() for _ in range(chance.randint(2, 6))) + chance.choice(["</tr>\n", ""])
        for _ in range(chance.randint(3, 8))
    )
    return f"<html><body><table border=1><tbody>{rows}</tbody></table></body></html>"


def _formed(rows: list[list[tuple[str, str, str]]]) -> list[Cell]:
    """An independent way to place cells: a drawing board of taken squares."""
    taken: set[tuple[int, int]] = set()
    found: list[Cell] = []
    for number, row in enumerate(rows):
        column = 0
        for across, down, text in row:
            wide, high = int(across or 1), min(int(down or 1), len(rows) - number)
            while (number, column) in taken:
                column += 1
            taken |= {(number + y, column + x) for y in range(high) for x in range(wide)}
            found.append((number, column, high, wide, re.sub(r"[ \t\r\n]+", " ", text).strip(" ")))
            column += wide
    return found


@pytest.mark.parametrize("seed", range(150))
def test_cells_are_those_of_lxml_and_selectolax(seed: int) -> None:
    lxml = pytest.importorskip("lxml.html", reason="lxml is an oracle of the tests only")
    lexbor = pytest.importorskip("selectolax.lexbor", reason="selectolax is an oracle of the tests only")
    page = _generated(seed)
    by_lxml = [
        [(cell.get("colspan"), cell.get("rowspan"), cell.text_content()) for cell in row.xpath("./td|./th")]
        for row in lxml.fromstring(page).iter("tr")
    ]
    by_lexbor = [
        [
            (cell.attributes.get("colspan"), cell.attributes.get("rowspan"), cell.text(strip=False))
            for cell in row.iter()
            if cell.tag in {"td", "th"}
        ]
        for row in lexbor.LexborHTMLParser(page).css("tr")
    ]
    (grid,) = told(read(page))
    assert grid == _formed(by_lexbor)
    assert grid == _formed(by_lxml)


# Places


@pytest.mark.parametrize("seed", range(20))
def test_every_character_leads_back_to_the_file(seed: int) -> None:
    document = read(_generated(seed))
    for piece in pieces(document):
        for index, char in enumerate(piece.text):
            spelt = document.text[piece.at(index) :]
            assert spelt[0] == char or spelt[0] == "&" or (char == " " and spelt[0] in " \n<")
        if piece.text:
            assert piece.span().end == piece.end


def test_line_and_column_of_a_cell() -> None:
    document = read("<p>x</p>\r\n<table><tr><td>a<td>b<td>c\r\n<tr><td>规章<td>&nbsp;7<td>8</table>")
    grid = document.blocks[1]
    assert isinstance(grid, Grid)
    assert document.position(grid.cells[3].piece.span().start) == (3, 9)
    assert document.text[slice(*grid.cells[4].piece.span())] == "&nbsp;7"


# Pages of sites


@pytest.mark.parametrize("name", ["cms", "old"])
def test_furniture_changes_nothing(name: str) -> None:
    data = (HERE / "pages" / f"{name}.html").read_bytes()
    assert data.count(b"\n") - BARE.count(b"\n") >= 250
    assert told(read(data)) == told(read(BARE))


def test_places_on_a_page_are_those_of_the_file() -> None:
    document = read((HERE / "pages" / "old.html").read_bytes())
    assert document.encoding == "gb18030"
    for piece in pieces(document):
        if "&nbsp;" not in document.text[slice(*piece.span())]:
            plain = re.sub(r"<[^>]*>", "", document.text[slice(*piece.span())])
            assert re.sub(r"\s", "", plain) == re.sub(r"\s", "", piece.text)


def test_short_sections_beside_the_heavy_one_are_kept() -> None:
    heavy = "<div><p>一、总体情况</p><p>" + "全年发布信息，均按要求公开。" * 60 + "</p></div>"
    page = f"{heavy}<div>六、其他需要报告的事项</div><div>无。</div>"
    assert told(read(page))[-2:] == ["六、其他需要报告的事项", "无。"]


def test_the_heads_title_is_read_where_the_body_has_none() -> None:
    prose = "<p>" + "根据有关规定编制本报告。" * 9 + "</p>"
    page = f"<title>某县网站_某县某局2023年度工作报告 - 首页</title>{prose}"
    document = read(page)
    assert told(document)[0] == "某县某局2023年度工作报告 "
    assert document.position(pieces(document)[0].span().start) == (1, 13)


def test_links_in_prose_and_words_anchors_are_kept() -> None:
    heading = '<p><a href="#_Toc1">一、总体情况</a></p>'
    page = heading + '<p>详见<a href="/x">网站</a>和<a href="/y">公报</a>所载全文。</p>'
    assert told(read(page)) == ["一、总体情况", "详见网站和公报所载全文。"]


# Fragments in JSON


@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize("angle", [True, False])
def test_json_gives_the_page_it_holds(*, ascii_only: bool, angle: bool) -> None:
    text = json.dumps({"code": 0, "content": BARE.decode()}, ensure_ascii=ascii_only)
    if angle:
        text = text.replace("<", "\\u003c").replace(">", "\\u003E")
    document = read(text)
    assert told(document) == told(read(BARE))
    starts = [piece.span().start for piece in pieces(document)]
    assert starts == sorted(starts)
    title = pieces(document)[0].span()
    assert json.loads(f'"{document.text[slice(*title)]}"') == pieces(document)[0].text


def test_a_fragment_without_quotes_around_it() -> None:
    cell = '\\u003ctd class=\\"x\\"\\u003e\\ud83d\\ude00\\n7'.replace("\\\\", "\\")
    rows = f"\\u003ctr\\u003e{cell * 3}" * 2
    document = read(f"\\u003ctable\\u003e{rows}\\u003c\\/table\\u003e")
    (grid,) = told(document)
    assert [cell[4] for cell in grid] == ["😀 7"] * 6


# Claims


@pytest.mark.parametrize(
    ("data", "suffix", "least", "most"),
    [
        (BARE, ".txt", 90, 100),
        (BARE.decode().encode("gb18030"), ".txt", 90, 100),
        (BARE.decode().encode("utf-16"), ".doc", 90, 100),
        (b"<table><tr><td>1</td></tr></table>", ".txt", 80, 100),
        (json.dumps({"content": BARE.decode()}).encode(), ".txt", 75, 100),
        (b"# heading\n<table><tr><td>1</td></tr></table>\n", ".md", 60, 80),
        ("第一行<br>第二行&nbsp;\n|甲|乙|\n".encode(), ".md", 0, 0),
        (b"plain text", ".html", 1, 20),
        (b"plain text", ".txt", 0, 0),
        (b'{"a": [1, 2]}', ".json", 0, 0),
        (b"", ".txt", 0, 0),
    ],
)
def test_claims(data: bytes, suffix: str, least: int, most: int) -> None:
    assert least <= claims(data, suffix) <= most


# Hostile files


FLOODS = [
    *(
        "<",
        "<!--",
        "</",
        "<![CDATA[",
        "<a ",
        "<a b='",
        '<a b="<c ',
        "<a b=c ",
        "<!",
        "<?x ",
        "<script>",
        "<title>",
    ),
    *("&", "&#", "&#38;", "&lt", "</p>", "<p>", "<td>", "<tr>", "<li>", "<br>", "</div>", "<font><p></font>"),
    *(
        "<p></b>",
        "\\u003c",
        "\\\\",
        '{"',
        "<table><td>1</table>",
        "<a href=#>x</a>",
        " ",
        "\0",
        "<td colspan=9>",
    ),
]
SOUP = [
    *(
        "<table>",
        "</table>",
        "<tr>",
        "</tr>",
        "<td colspan=2>",
        "<th rowspan=3>",
        "</td>",
        "<p>",
        "</p>",
        "<br>",
    ),
    *(
        "<div class=nav>",
        "</div>",
        "<a href=x>",
        "</a>",
        "<b>",
        "</b>",
        "<li>",
        "<ul>",
        "</ul>",
        "<pre>",
        "\n",
    ),
    *(
        "<caption>",
        "<tbody>",
        "</tbody>",
        "<title>",
        "</title>",
        "<!--",
        "-->",
        "规章",
        "12",
        "&nbsp;",
        "。",
        "<",
    ),
    *(
        "<form>",
        "</form>",
        "<h1>",
        "</h2>",
        "<span style='display:none'>",
        "</span>",
        '"',
        "2024-01-02",
        "\\n",
    ),
]


@pytest.mark.parametrize("seed", range(300))
def test_any_soup_of_tags_is_read(seed: int) -> None:
    chance = random.Random(seed)
    document = read("".join(chance.choices(SOUP, k=chance.randint(1, 120))))
    length = len(document.text)
    for piece in pieces(document):
        assert all(0 <= piece.at(index) < length for index in range(len(piece.text)))
    for block in document.blocks:
        if isinstance(block, Grid):
            assert all(cell.column + cell.column_span <= block.columns for cell in block.cells)
            assert all(cell.row + cell.row_span <= block.rows for cell in block.cells)


def _steps(page: str) -> int:
    """The lines of Python run for a page: a measure of work that no busy machine disturbs."""
    import sys

    count = 0

    def trace(frame: object, event: str, argument: object) -> object:
        nonlocal count
        count += 1
        return trace

    sys.settrace(trace)
    try:
        read(page)
    finally:
        sys.settrace(None)
    return count


@pytest.mark.parametrize("flood", FLOODS)
def test_work_grows_with_length_and_no_faster(flood: str) -> None:
    small, large = (_steps("<p>一</p>" + flood * size) for size in (300, 1200))
    assert large < 4.5 * small


@pytest.mark.parametrize("flood", FLOODS)
def test_floods_of_a_megabyte_end(flood: str) -> None:
    assert _limit("<p>一、正文</p>" + flood * (1_000_000 // len(flood))) in {"", "tags", "cells"}


def _limit(page: str) -> str:
    """The limit that a page runs into, or nothing."""
    try:
        read(page)
    except UnreadableError as error:
        return str(error.facts["limit"])
    return ""


@pytest.mark.parametrize(
    ("page", "limit"),
    [
        (b" " * (50 * 1024 * 1024), "bytes"),
        (b"<div>" * 100_000, "depth"),
        (b"<table><tr><td>" * 10_000, "depth"),
        (b"<table>" + b"<tr><td colspan=200 rowspan=500>a<td>1" * 900, "cells"),
        (b"<table>" + b"<tr><td>a<td>1" * 50_000, "cells"),
        (b"<br>" * 200_001, "tags"),
    ],
)
def test_limits_are_named(page: bytes, limit: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(page)
    assert caught.value.name == "limit-exceeded"
    assert caught.value.facts == {"limit": limit, "allowed": getattr(Limits(), limit)}


def test_limits_can_be_raised() -> None:
    assert told(read("<div>" * 300 + "x", Limits(depth=400))) == ["x"]


# A published page


@pytest.mark.skipif(not REPORTS.is_dir(), reason="the folder of published reports is absent")
def test_the_published_page() -> None:
    document = read((REPORTS / "shanghai_office_2019.html").read_bytes())
    proactive, requests, review = (block for block in document.blocks if isinstance(block, Grid))
    rows = {
        cell.row: [other.piece.text for other in requests.cells if other.row == cell.row and other.column > 2]
        for cell in requests.cells
    }
    blank = "\u00a0"
    assert rows[3] == ["821", "35", blank, blank, "2", "1", "859"]
    assert rows[4] == ["18", *[blank] * 5, "18"]
    assert rows[24] == ["767", "35", blank, blank, "2", "1", "805"]
    assert rows[25] == ["72", *[blank] * 5, "72"]
    results = [258, 3, 14, None, None, None, 5, 3, None, 10, 252, 44, 25, 148, 5]
    assert [rows[5 + n][0].replace(blank, "") for n in range(15)] == [str(n) if n else "" for n in results]
    assert {rows[row][6] for row in range(5, 24)} == {blank}
    last = [cell.piece.text.replace(blank, "") for cell in review.cells[-15:]]
    assert ",".join(last) == "5,,,2,7,8,,,1,9,,,,,"
    assert [cell.piece.text for cell in proactive.cells[-2:]] == ["6", "251000元"]
