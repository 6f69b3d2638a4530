"""Seeded mutations of bytes and texts, without any library."""

from __future__ import annotations

import copy
import io
import random
import re
import zipfile
from collections.abc import Callable, Sequence
from xml.etree import ElementTree as ET

MARKS = "（）《》〔〕“”、，。；：|\t\n\r \u00a0\u3000\ufeff\u200b\0\ud800𠮷0123456789０９,.%-+/无件一二三（一）四、\\*_#&<>=~`"
PIECES = (
    "第二十条第（一）项", "总计", "（七）总计", "一、", "四、结转下年度继续办理", "其中：", "2023年", "12月31日", "9" * 40,
    "-0", "1,2,3", "||||", "<table>", "</td>", "<td colspan=99999>", "&#x110000;", "&nbsp;", "]]>", "<!--", "((((", "“““",
    "\\|", "**", "\\*", "&nbsp;", "<br>", "|---|", "  ", "\t", "- 1 -", "#", "﹒", "㈠", "①", "\u2028", "\x85", "\x0b", "｜", "\\",
)  # fmt: skip


def text(rng: random.Random, seed: str, most: int = 12, pieces: Sequence[str] = PIECES) -> str:
    """A text with some stretches dropped, doubled, moved, swapped or replaced."""
    for _ in range(rng.randint(1, most)):
        a, b = sorted((rng.randint(0, len(seed)), rng.randint(0, len(seed))))
        b = min(b, a + rng.choice((1, 3, 20, 200, 4000)))
        part = seed[a:b]
        way = rng.randrange(6)
        if way == 0:
            new = ""
        elif way == 1:
            new = part * rng.choice((2, 3, 20))
        elif way == 2:
            new = part[::-1]
        elif way == 3:
            new = part + rng.choice(pieces)
        elif way == 4:
            new = "".join(rng.choice(MARKS) for _ in range(rng.randint(1, 12)))
        else:
            at = rng.randint(0, len(seed))
            new = seed[at : at + len(part)]
        seed = seed[:a] + new + seed[b:]
    return seed[:MOST]


def lines(rng: random.Random, seed: str, pieces: Sequence[str], most: int = 4) -> str:
    """What people write for programs: lines dropped, doubled, moved or indented, words put in place of others."""
    out = seed.split("\n")
    for _ in range(rng.randint(1, most)):
        at = rng.randrange(len(out))
        way = rng.randrange(7)
        if way == 0 and len(out) > 1:
            del out[at]
        elif way == 1:
            out.insert(rng.randint(0, len(out)), out[at])
        elif way == 2:
            out[at] = rng.choice(("  ", "    ", "- ", "#", "")) + out[at].lstrip()
        elif way == 3:
            out.insert(at, rng.choice(pieces))
        elif way == 4:
            out[at] = _word(rng, out[at], rng.choice(pieces))
        else:
            out[at] = _word(rng, out[at], _word_of(rng, rng.choice(out)))
    said = "\n".join(out)
    return text(rng, said, 2, pieces) if rng.random() < 0.3 else said[:MOST]


def _word(rng: random.Random, line: str, new: str) -> str:
    """The line with one of its words replaced."""
    found = list(re.finditer(r"[^\s\[\]{}:,=]+", line))
    if not found:
        return line + new
    taken = rng.choice(found)
    return line[: taken.start()] + new + line[taken.end() :]


def _word_of(rng: random.Random, line: str) -> str:
    return rng.choice(re.findall(r"[^\s\[\]{}:,=]+", line) or [""])


_VALUES = ("", "0", "-1", "1", "2", "99999999999", "x", "true", "restart", "continue", "nil", "\u3000")


def elements(rng: random.Random, seed: str, most: int = 8) -> str:
    """XML that is well-formed still: elements dropped, doubled, moved or renamed, attributes and texts changed."""
    for prefix, name in re.findall(r'xmlns:(\w+)="([^"]+)"', seed):
        ET.register_namespace(prefix, name)
    root = ET.fromstring(seed)
    for _ in range(rng.randint(1, most)):
        parents = [(parent, child) for parent in root.iter() for child in parent]
        if not parents:
            break
        parent, child = rng.choice(parents)
        other = rng.choice(parents)[1]
        way = rng.randrange(7)
        if way == 0:
            parent.remove(child)
        elif way == 1:
            parent.insert(rng.randint(0, len(parent)), copy.deepcopy(other))
        elif way == 2:
            parent.remove(child)
            rng.choice(parents)[0].append(child)
        elif way == 3:
            child.tag = other.tag
        elif way == 4:
            child.attrib.update(dict.fromkeys(other.attrib, rng.choice(_VALUES)))
        elif way == 5:
            child.attrib.clear()
        else:
            child.text = _CONTROL.sub("", text(rng, child.text or "九", 2))[:2000]
    return ET.tostring(root, encoding="unicode")[: 20 * MOST]


_CONTROL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
MOST = 60_000
"""Characters or bytes of an input; growth is measured elsewhere."""


def data(rng: random.Random, seed: bytes, most: int = 12) -> bytes:
    """Bytes with some flipped, cut, doubled or moved."""
    out = bytearray(seed)
    for _ in range(rng.randint(1, most)):
        if not out:
            return bytes(out)
        at = rng.randrange(len(out))
        size = rng.choice((1, 4, 64, 1024))
        way = rng.randrange(5)
        if way == 0:
            out[at] ^= 1 << rng.randrange(8)
        elif way == 1:
            del out[at : at + size]
        elif way == 2:
            out[at:at] = out[at : at + size]
        elif way == 3:
            out[at : at + size] = rng.randbytes(min(size, 64))
        else:
            del out[at:]
    return bytes(out[: 4 * MOST])


def package(rng: random.Random, seed: bytes, change: Callable[[random.Random, str], str]) -> bytes:
    """A zip file whose parts were changed as texts, and packed again."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(seed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if rng.random() < 0.7:
                part = change(rng, part.decode("utf-8", "replace")).encode("utf-8", "replace")
            new.writestr(name, part)
    return out.getvalue()
