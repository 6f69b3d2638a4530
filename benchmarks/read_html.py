"""What reading a page costs, beside lxml and selectolax on the same page in the same run.

    python benchmarks/read_html.py [PAGE]

Without a page a made-up one of about 50 KB is read. Times are the best of many runs, in milliseconds.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from lxml import html
from selectolax.lexbor import LexborHTMLParser

from govlint.readers import Source
from govlint.readers.html import READER

ROUNDS = 30
TARGET_MS = 10


def page() -> bytes:
    """A page with a table of 25 rows, prose around it, and a site's list of links."""
    cell = '<td nowrap="nowrap" style="width:{width}px;"><p align="center">{text}</p></td>'
    row = (
        "<tr>"
        + cell.format(width=217, text="（一）予以公开")
        + cell.format(width=47, text="&nbsp;") * 9
        + "</tr>"
    )
    prose = "<p>全年发布信息，均按要求公开，并及时回应。</p>" * 180
    links = "".join(f'<li><a href="/{n}.html">公开事项第{n}类</a></li>' for n in range(60))
    body = f"<ul>{links}</ul><div>{prose}<table>{row * 25}</table>{prose}</div>"
    return f"<!DOCTYPE html><html><head><title>年度报告</title></head><body>{body}</body></html>".encode()


def best(work: Callable[[], object]) -> float:
    """The best time of many runs, in milliseconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def main() -> None:
    data = Path(sys.argv[1]).read_bytes() if len(sys.argv) > 1 else page()
    ours = best(lambda: READER.read(Source("page.html", data)))
    print(f"page      {len(data) / 1000:8.1f} KB")
    print(f"govlint   {ours:8.2f} ms  {ours * 50_000 / len(data):.2f} ms per 50 KB (target {TARGET_MS})")
    for name, work in libraries(data.decode("utf-8", "replace")):
        theirs = best(work)
        print(f"{name:<9} {theirs:8.2f} ms  govlint takes {ours / theirs:.1f} times as long")


def libraries(text: str) -> list[tuple[str, Callable[[], object]]]:
    """The oracles, doing the nearest to the same: every cell's and paragraph's text, but no place."""
    return [
        ("lxml", lambda: [e.text_content() for e in html.fromstring(text).iter("p", "td")]),
        ("lexbor", lambda: [n.text() for n in LexborHTMLParser(text).css("p, td")]),
    ]


if __name__ == "__main__":
    main()
