"""How a report may be printed, whatever the layout.

Duty: the options and what they do to a text. May not know tables.
"""

from __future__ import annotations

from dataclasses import dataclass

NBSP = "\u00a0"
_HALF = str.maketrans("（）：，；％？！", "():,;%?!")
_NEVER_FIRST = frozenset("，。、；：）》”〕％")
_SPLITS = {
    "本年新制作数量": "本年新\n制作数量",
    "本年新公开数量": "本年新\n公开数量",
    "商业企业": "商业\n企业",
    "科研机构": "科研\n机构",
    "社会公益组织": "社会公益\n组织",
    "法律服务机构": "法律服务\n机构",
    "本年处理决定数量": "本年处理\n决定数量",
}


@dataclass(frozen=True, slots=True)
class Options:
    """`punctuation`: full or half; `split_labels`: header cells broken in two; `pad`: figures padded with
    U+00A0; `indent`: what stands before paragraphs; `repeat`: merged labels printed again where they
    reach; `page_numbers`: a page ends inside table 3; `wrap`: characters on a line of prose, 0 for none.
    """

    punctuation: str = "full"
    split_labels: bool = False
    pad: bool = False
    indent: str = ""
    repeat: bool = False
    page_numbers: bool = True
    wrap: int = 0

    def word(self, text: str) -> str:
        """A label as printed."""
        return _SPLITS.get(text, text) if self.split_labels else text

    def count(self, text: str) -> str:
        """A figure as printed."""
        return f"{NBSP * 3}{text}{NBSP}" if self.pad and text else text

    def finish(self, text: str) -> str:
        """The whole text, whose line numbers stay."""
        return text.translate(_HALF) if self.punctuation == "half" else text


def wrapped(text: str, width: int) -> list[str]:
    """The lines of a paragraph; figures stay whole and no line begins with a closing mark."""
    lines: list[str] = []
    while width and len(text) > width:
        cut = width
        while cut > 1 and _sticks(text[cut - 1], text[cut]):
            cut -= 1
        lines.append(text[:cut])
        text = text[cut:]
    return [*lines, text]


def _sticks(before: str, after: str) -> bool:
    ascii_run = before.isascii() and after.isascii()
    return ascii_run or after in _NEVER_FIRST or before in "（《“〔"
