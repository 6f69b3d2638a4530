"""Proposals as an editor offers them.

Duty: a fix that was tried to a code action. May not try one, nor speak to a client.
"""

from __future__ import annotations

from lsprotocol import types

from govlint.display.records import spoken_reason
from govlint.findings import Edit, Fix
from govlint.places import Span
from govlint.server.positions import Ruler
from govlint.words import catalogue

_LONGEST = 40
"""Characters of a replacement that its title shows."""


def replacement(old: str, new: str) -> Edit:
    """The one edit that makes the new text of the old: what lies between their common beginning and end."""
    most = min(len(old), len(new))
    start = next((i for i in range(most) if old[i] != new[i]), most)
    same = next((i for i in range(most - start) if old[-1 - i] != new[-1 - i]), most - start)
    return Edit(Span(start, len(old) - same), new[start : len(new) - same])


def quick_fix(fix: Fix, edit: Edit, ruler: Ruler, uri: str, lang: str) -> types.CodeAction:
    """The action; preferred where nobody need look at it first."""
    text = edit.text if len(edit.text) <= _LONGEST else edit.text[:_LONGEST] + "…"
    words = catalogue()
    kind = words.text("fix.safe" if fix.safe else "fix.unsafe", lang)
    title = words.text("server.fix", lang, reason=spoken_reason(fix, lang), text=text, kind=kind)
    change = types.TextEdit(ruler.range(edit.span), edit.text)
    return types.CodeAction(
        title,
        types.CodeActionKind.QuickFix,
        is_preferred=fix.safe,
        edit=types.WorkspaceEdit(changes={uri: [change]}),
    )
