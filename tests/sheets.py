"""A second printer of tables, by another hand than `reports`: merged cells in the layouts that publishers use."""

from html import escape

COLUMNS = ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
GROUPS = [
    ("", ["（一）予以公开", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"]),
    (
        "（三）不予公开",
        [
            "1.属于国家秘密",
            "2.其他法律行政法规禁止公开",
            "3.危及“三安全一稳定”",
            "4.保护第三方合法权益",
            "5.属于三类内部事务信息",
            "6.属于四类过程性信息",
            "7.属于行政执法案卷",
            "8.属于行政查询事项",
        ],
    ),
    (
        "（四）无法提供",
        ["1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确"],
    ),
    (
        "（五）不予处理",
        [
            "1.信访举报投诉类申请",
            "2.重复申请",
            "3.要求提供公开出版物",
            "4.无正当理由大量反复申请",
            "5.要求行政机关确认或重新出具已获取信息",
        ],
    ),
    (
        "（六）其他处理",
        [
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "3.其他",
        ],
    ),
    ("", ["（七）总计"]),
]
OLD_GROUPS = [*GROUPS[:4], ("", ["（六）其他处理"]), GROUPS[5]]
FIRST = ["一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"]
LAST = "四、结转下年度继续办理"
OUTCOMES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]

COUNTS = {
    FIRST[0]: [26, 3, 0, 0, 1, 1],
    FIRST[1]: [2, 0, 0, 0, 0, 0],
    "（一）予以公开": [8, 1, 0, 0, 1, 0],
    GROUPS[0][1][1]: [4, 0, 0, 0, 0, 0],
    "4.保护第三方合法权益": [1, 0, 0, 0, 0, 0],
    "6.属于四类过程性信息": [2, 0, 0, 0, 0, 0],
    "1.本机关不掌握相关政府信息": [6, 1, 0, 0, 0, 1],
    "2.没有现成信息需要另行制作": [1, 0, 0, 0, 0, 0],
    "1.信访举报投诉类申请": [2, 0, 0, 0, 0, 0],
    "2.重复申请": [0, 1, 0, 0, 0, 0],
    "3.其他": [1, 0, 0, 0, 0, 0],
    "（六）其他处理": [1, 0, 0, 0, 0, 0],
    "（七）总计": [25, 3, 0, 0, 1, 1],
    LAST: [3, 0, 0, 0, 0, 0],
}
REVIEW = [1, 0, 1, 0, 2, 2, 0, 0, 1, 3, 0, 0, 1, 0, 1]


# A grid is a list of rows of cells, a cell its text, the rows and the columns it spans.
def _plain(*texts):
    return [(str(text), 1, 1) for text in texts]


def _block(article, columns, *rows):
    head = f"第二十条第（{article}）项"
    return [[(head, 1, 4)], _wide("信息内容", *columns), *(_wide(*row) for row in rows)]


def _wide(*texts):
    """Cells of one of four columns each, the last of them as wide as what is left."""
    cells = _plain(*texts)
    cells[-1] = (cells[-1][0], 1, 5 - len(cells))
    return cells


def proactive(edition):
    if edition == 2021:
        decided, issued = ["本年处理决定数量"], ["本年制发件数", "本年废止件数", "现行有效件数"]
        return [
            *_block("一", issued, ("规章", 0, 0, 0), ("行政规范性文件", 3, 1, 28)),
            *_block("五", decided, ("行政许可", 1240)),
            *_block("六", decided, ("行政处罚", 56), ("行政强制", 2)),
            *_block("八", ["本年收费金额（单位：万元）"], ("行政事业性收费", "13.5")),
        ]  # fmt: skip
    items = ["上一年项目数量", "本年增/减", "处理决定数量"]
    made = ["本年新制作数量", "本年新公开数量", "对外公开总数量"]
    return [
        *_block("一", made, ("规章", 0, 0, 0), ("规范性文件", 5, 5, 40)),
        *_block("五", items, ("行政许可", 30, -2, 1240), ("其他对外管理服务事项", 12, "+1", 300)),
        *_block("六", items, ("行政处罚", 40, 0, 56), ("行政强制", 4, 0, 2)),
        *_block("八", items[:2], ("行政事业性收费", 3, 0)),
        *_block("九", ["采购项目数量", "采购总金额"], ("政府集中采购", 7, "160.5万元")),
    ]  # fmt: skip


def requests(edition, counts=None):
    counts = COUNTS if counts is None else counts
    groups = GROUPS if edition == 2021 else OLD_GROUPS

    def cells(label):
        found = counts.get(label, [0] * 6)
        return _plain(*found, sum(found) if len(found) == 6 else "")

    grid = [
        [(NOTE, 3, 3), ("申请人情况", 1, 7)],
        [("自然人", 2, 1), ("法人或其他组织", 1, 5), ("总计", 2, 1)],
        _plain(*COLUMNS),
        *([(label, 1, 3), *cells(label)] for label in FIRST),
    ]
    height = sum(len(labels) for _, labels in groups)
    head = [("三、本年度办理结果", height, 1)]
    for group, labels in groups:
        for index, label in enumerate(labels):
            if not group:
                head.append((label, 1, 2))
            else:
                head += [(group, len(labels), 1)] if index == 0 else []
                head.append((label, 1, 1))
            grid.append([*head, *cells(label)])
            head = []
    return [*grid, [(LAST, 1, 3), *cells(LAST)]]


def review(_edition):
    return [
        [("行政复议", 1, 5), ("行政诉讼", 1, 10)],
        [*((text, 2, 1) for text in OUTCOMES), ("未经复议直接起诉", 1, 5), ("复议后起诉", 1, 5)],
        _plain(*OUTCOMES, *OUTCOMES),
        _plain(*REVIEW),
    ]


def placed(grid):
    """Each cell with the row and column where it begins."""
    taken = set()
    for r, row in enumerate(grid):
        c = 0
        for text, rows, columns in row:
            while (r, c) in taken:
                c += 1
            taken |= {(r + a, c + b) for a in range(rows) for b in range(columns)}
            yield r, c, rows, columns, text
            c += columns


def filled(grid, *, again=False):
    """The grid without merged cells: blank where one goes on, or its text again."""
    width = sum(columns for _, _, columns in grid[0])
    out = [[""] * width for _ in grid]
    for r, c, rows, columns, text in placed(grid):
        for a in range(rows):
            for b in range(columns):
                if again or a == b == 0:
                    out[r + a][c + b] = text
    return out


def broken(grid, at, *, head=0, again=False):
    """The grid in two at a row; cells that span the break go on below it, the head's rows may be printed again."""
    upper, lower = [[] for _ in grid[:at]], [[] for _ in grid[at:]]
    for r, _, rows, columns, text in sorted(placed(grid), key=lambda cell: cell[:2]):
        if r >= at:
            lower[r - at].append((text, rows, columns))
            continue
        kept = min(rows, at - r)
        upper[r].append((text, kept, columns))
        if rows > kept:
            lower[0].append((text if again else "", rows - kept, columns))
    return upper, [*grid[:head], *lower]


# ---- layouts ----


def _texts(grid):
    return [text for row in grid for text, _, _ in row]


def lines(gap):
    return lambda grid: gap.join(text or "\xa0" for text in _texts(grid))


def joined(between, before="", behind=""):
    return lambda grid: "\n".join(before + between.join(text for text, _, _ in row) + behind for row in grid)


def columns_padded(grid):
    width = sum(columns for _, _, columns in grid[0])
    return "\n".join(" | ".join(t for t, _, _ in row) + " |" + "|" * (width - len(row)) for row in grid)


def separate(mark, opening="", noise=""):
    """One cell a line with a mark behind it."""
    return lambda grid: "\n".join(
        opening + "\n".join(text + mark for text, _, _ in row) + noise for row in grid
    )


def tabs(grid):
    return "\n".join("\t".join(row) for row in filled(grid))


def commas(mark=",", *, quoted=False, whole=False):
    """Rows as a sheet saved as text has them; `whole` gives each as many cells as the table has columns."""

    def print_table(grid):
        rows = filled(grid) if whole else [[text for text, _, _ in row] for row in grid]
        cells = [[f'"{text}"' if quoted or mark in text else text for text in row] for row in rows]
        return "\n".join(mark.join(row) for row in cells)

    return print_table


def markdown(grid, rule="---|", *, again=False):
    rows = filled(grid, again=again)
    out = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([out[0], "|" + rule * len(rows[0]), *out[1:]])


def bold(grid):
    rows = [[f"**{t}**" if t and not t[-1].isdigit() else t for t in row] for row in filled(grid)]
    out = ["|" + "|".join(row) + "|" for row in rows]
    return "\n".join([out[0], "|" + ":---:|" * len(rows[0]), *out[1:]])


def cut(at, printer, **how):
    """Long tables in two."""
    return lambda grid: (
        printer(grid) if len(grid) < 20 else "\n".join(printer(half) for half in broken(grid, at, **how))
    )


def paged(printer, every, number, head=""):
    """Page numbers and running heads in the midst of tables."""

    def paged_table(grid):
        text = printer(grid).split("\n")
        pages = ["\n".join(text[i : i + every]) for i in range(0, len(text), every)]
        return f"\n{number}\n{head}\n".replace("\n\n", "\n").join(pages)

    return paged_table


def pdf(label, group, *, middle=True):
    """The text of a printed table: labels broken at the width of their columns, words of one height on one line.

    Counts stand at the middle of their row or at its top, a group's label at the middle of its rows.
    """

    def print_table(grid):
        if len(grid) < 20:
            return joined(" ")(grid)
        cells = list(placed(grid))
        widths = {1: [3, group, label], 2: [0, label + group], 3: [label + group + 3]}
        height = [
            max(
                (
                    -(-len(t) // widths[n][c])
                    for r, c, rows, n, t in cells
                    if (r, rows) == (row, 1) and c < 3 <= row
                ),
                default=1,
            )
            for row in range(len(grid))
        ]
        top = [sum(height[:row]) for row in range(len(grid) + 1)]
        out = [{} for _ in range(top[-1])]
        for r, c, rows, n, text in cells:
            space = top[r + rows] - top[r]
            width = len(text) if c >= 3 else 12 if r < 3 else widths[n][c]
            parts = [text[i : i + width] for i in range(0, len(text), max(width, 1))]
            if r < 3 and c == 0:
                parts = [*parts[: space - 1], "".join(parts[space - 1 :])]
            spare = max(space - len(parts), 0) // 2 if middle or c < 3 else 0
            for index, part in enumerate(parts):
                out[top[r] + spare + index][c] = part
        return "\n".join(" ".join(line[c] for c in sorted(line)) for line in out if line)

    return print_table


def _td(inner):
    def table(grid):
        rows = []
        for row in grid:
            cells = "".join(
                f'<td rowspan="{r}" colspan="{c}">{inner(escape(text))}</td>' for text, r, c in row
            )
            rows.append(f"<tr>{cells}</tr>")
        return "<table border=1><tbody>" + "\n".join(rows) + "</tbody></table>"

    return table


web = _td(str)
word = _td(
    lambda text: (
        "<p class=MsoNormal align=center style='mso-char-indent-count:2.0'><span style='font-size:9.0pt;"
        f"mso-ascii-font-family:宋体'>{text}</span><span lang=EN-US><o:p></o:p></span></p>"
    )
)
wps = _td(
    lambda text: (
        f'<p><span style="font-family:仿宋_GB2312"><font face="仿宋">{text[: len(text) // 2]}</font>'
        f'<span style="letter-spacing:0">{text[len(text) // 2 :]}</span></span>'
        "<span style=\"mso-spacerun:'yes'\">&nbsp;</span></p>"
    )
)


def divs(grid):
    rows = (
        "".join(f"<div style='display:table-cell'>{t or '&nbsp;'}</div>" for t in row) for row in filled(grid)
    )
    return "<div>" + "".join(f"<div style='display:table-row'>{row}</div>" for row in rows) + "</div>"  # fmt: skip


HEAD = "清泉县民政局2023年政府信息公开工作年度报告"
TEXT = {
    "a cell a line": lines("\n"),
    "a cell a line, blank lines between": lines("\n\n"),
    "indented": lambda grid: "\n".join("  \xa0" + text for text in _texts(grid)),
    "pipes": joined(" | "),
    "pipes around": joined(" | ", "| ", " |"),
    "pipes for spans": columns_padded,
    "a pipe behind each cell": separate(" |"),
    "a pipe on a line of its own": separate("\n|"),
    "rows begun by a pipe": separate(" |", "|\n"),
    "noise of pipes": separate(" |", noise="\n" + "|" * 300),
    "tabs": tabs,
    "markdown": markdown,
    "markdown, merged cells again": lambda grid: markdown(grid, again=True),
    "tabs, merged cells again": lambda grid: "\n".join("\t".join(row) for row in filled(grid, again=True)),
    "bold markdown": bold,
    "commas": commas(),
    "commas, quoted": commas(quoted=True, whole=True),
    "commas, wide": commas("，"),
    "blanks": joined(" "),
    "in two": cut(14, joined(" | ")),
    "in two, tabs": cut(14, tabs),
    "in two, labels again": cut(14, markdown, again=True),
    "in two, head again": cut(14, markdown, head=3),
    "in two, head again, a cell a line": cut(14, lines("\n"), head=3),
    "page numbers": paged(joined(" "), 9, "— 5 —"),
    "page numbers in words": paged(joined(" "), 9, "第 5 页 共 9 页"),
    "a cell a line, page numbers": paged(lines("\n"), 53, "— 5 —"),
    "a cell a line, page numbers in words": paged(lines("\n"), 53, "第5页"),
    "running heads": paged(joined(" "), 9, "- 5 -", HEAD),
    "pdf": pdf(14, 5),
    "pdf, counts at the top": pdf(14, 5, middle=False),
    "pdf, narrow": pdf(8, 3),
    "pdf, labels that end early": pdf(16, 5),
    "pdf, wide": pdf(30, 8),
    "pdf, pages": paged(pdf(14, 5), 15, "- 5 -"),
}
PAGES = {
    "web": web,
    "word": word,
    "wps": wps,
    "divs": divs,
    "in two": cut(14, web),
    "in two, head again": cut(14, web, head=3),
}


def tables(edition, layout, counts=None):
    """The three tables of an edition of the form, printed in a layout."""
    return [layout(proactive(edition)), layout(requests(edition, counts)), layout(review(edition))]


PARTS = ["title", "date", "intro", "overview", "overview_text", "proactive", "requests", "review", "problems",
         "problems_text", "other_matters", "other_matters_text"]  # fmt: skip


def report(parts, printed):
    """The text of a report: its parts, and each table below its heading."""
    below = dict(zip(("proactive", "requests", "review"), printed, strict=True))
    out = []
    for part in PARTS:
        out += [parts[part], below.get(part, "")]
    return "\n".join(text for text in out if text)


def of_2020(text):
    """The text of a report of 2023 as one of 2020."""
    for old, new in (
        ("2024", "@1"),
        ("2023", "@0"),
        ("〔2021〕30号", "〔2019〕60号"),
        ("@1", "2021"),
        ("@0", "2020"),
    ):
        text = text.replace(old, new)
    return text


def page(text, printed):
    """The report as a web page, its tables as they are."""
    marked = {f"\ue000{index}": table for index, table in enumerate(printed)}
    body = "\n".join(line if line in marked else f"<p>{line}</p>" for line in text.split("\n"))
    for mark, table in marked.items():
        body = body.replace(mark, table)
    return (
        f"<html><head><meta charset=utf-8><title>{HEAD}</title></head><body><div>{body}</div></body></html>"
    )


def marks():
    """What stands for the tables of a page before it is put together."""
    return [f"\ue000{index}" for index in range(3)]
