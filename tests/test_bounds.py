"""Work and memory by the size of the input, counted: so much for each byte of whatever is hostile, and no more.

What is stated here is what docs/proof.md says. Readers alone are held in test_html, test_docx and test_pdf.
"""

import io
import zipfile
from functools import cache

import make_docx
import make_html
import pytest
import reports
import work
from linting import linter

CALLS_A_BYTE = 110
"""Calls of functions, of Python and of C, for each byte that is put into a report, at most."""
MEMORY_A_BYTE = 800
"""Bytes of memory at one time for each such byte, at most."""
SMALL, TIMES = 2_000, 4
CHEAP = 40
"""Calls for each byte below which it does not matter where work begins: some is done only from a certain size on."""
ROUGH = 1.2
"""How much faster than the input work may grow between the two sizes beyond that."""

FLOODS = {
    "lines of figures": "9\n",
    "figures on one line": "9 ",
    "digits": "9",
    "headings": "三、收到和处理政府信息公开申请情况\n",
    "openings of sections": "一、",
    "rows": "（一）予以公开\n1\n2\n3\n4\n5\n6\n21\n",
    "labels without figures": "（七）总计\n",
    "halves of labels": "本年新收\n予以\n",
    "heads of columns": "自然人\n商业企业\n",
    "cells between pipes": "|1",
    "rows between pipes": "|总计|1|2|\n",
    "tabs": "\t1",
    "wide spaces": "总计    1    ",
    "blanks": " ",
    "ideographic spaces": "\u3000",
    "line ends": "\n",
    "carriage returns": "9\r",
    "line ends that are none": "9\u2028\x85\x0b\x0c",
    "NULs": "\0",
    "what is not seen": "\u200b\u202e\ufeff\xad",
    "beyond the basic plane": "𠮷",
    "brackets": "（",
    "brackets that close": "）」》",
    "quotation marks": "“‘",
    "prose": "本机关依法公开政府信息，全年收到申请9件，办结8件。",
    "prose without an end": "收到申请9件，其中",
    "prose line by line": "全年收到政府信息公开申请9件\n",
    "lists": "一是公开，二是解读，",
    "numbered lists": "1.公开\n2.解读\n",
    "dates": "2023年12月31日",
    "years": "2023年",
    "names of documents": "《条例》（国发〔2021〕30号）",
    "shares": "占9%，增长9%，",
    "agencies": "甲市公安局乙县人民政府",
    "telephone numbers": "13812345678",
    "Latin letters": "a",
    "Markdown": "**_\\|&nbsp;",
    "rules of tables": "|---|---|\n",
}


@cache
def report():
    return reports.write(reports.make(3, profile="small"), "lines").text


def text(flood):
    """A report with the flood in its prose and behind it."""
    head, sign, tail = report().partition("\n二、")
    return f"{head}\n{flood}{sign}{tail}\n{flood}".encode()


def page(flood):
    made = make_html.report(reports.make(3, profile="small")).decode()
    return made.replace("</p>", f"</p><p>{flood}</p>", 1).encode()


def word(flood):
    """A Word file with the flood in paragraphs of its own."""
    clean = "".join(char for char in flood if char in "\t\n\r" or char >= " ")
    lines = "".join(make_docx.p(line) for line in clean.split("\n"))
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(made_word())) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = old.read(name).decode()
            new.writestr(
                name, part.replace("</w:p>", f"</w:p>{lines}", 1) if name == make_docx.MAIN else part
            )
    return out.getvalue()


@cache
def made_word():
    return make_docx.report(reports.make(3, profile="small"))


def checked(name, data):
    outcome = linter().check_bytes(name, data)
    assert not {"file-crashed", "rule-crashed", "memory-exceeded"} & {f.name for f in outcome.findings}
    return outcome


READ_ANYWHERE = (
    *("lines of figures", "digits", "rows", "cells between pipes", "blanks", "line ends that are none"),
    *("what is not seen", "beyond the basic plane", "brackets", "prose", "prose without an end"),
    *("prose line by line", "lists", "Markdown"),
)
CASES = [
    *(("r.txt", text, flood) for flood in FLOODS),
    *((name, put, flood) for name, put in (("r.html", page), ("r.docx", word)) for flood in READ_ANYWHERE),
]


@pytest.mark.parametrize(("name", "put", "flood"), CASES)
def test_work_and_memory_are_bounded_by_the_size_of_the_input(name, put, flood):
    sizes = [
        put(""),
        *(put(FLOODS[flood] * (n // len(FLOODS[flood].encode()))) for n in (SMALL, SMALL * TIMES)),
    ]
    checked(name, sizes[-1])
    none, few, many = (work.calls(lambda data=data: checked(name, data))[1] for data in sizes)
    more = SMALL * TIMES * (2 if put is text else 1)
    assert many - none <= CALLS_A_BYTE * more
    assert many - none <= max(CHEAP * more, TIMES * ROUGH * (few - none))
    _, memory = work.held(lambda: checked(name, sizes[-1]))
    assert memory <= MEMORY_A_BYTE * more
