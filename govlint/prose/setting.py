"""What a sentence stands under: its heading, what leads up to it, what a bracket behind its figure adds.

Duty: put these together for one claim. May not know a word, nor judge what they mean.
"""

from __future__ import annotations

from govlint.patterns import lazy
from govlint.prose.claims import Claim
from govlint.prose.passages import Passage, Prose

_HEADING = 24
_LEADING = 40
"""A heading has hardly more characters, a sentence that leads up to the next one not many more."""
_BEHIND = lazy(r",?\([^()]{0,60}\)?")


def setting(prose: Prose, claim: Claim) -> str:
    """The text that may say of which part a claim is: whole sentences, one a line, and the claim with its own."""
    passage = claim.passage
    index = passage.around(claim.start)
    behind = _BEHIND.match(passage.text, claim.end)
    own = passage.text[passage.sentences[index].start : behind.end() if behind else claim.end]
    before = [_told(passage, 0, _HEADING)] if index > 1 else []
    before += [_told(passage, index - 1, _LEADING)] if index else [_above(prose, passage)]
    return "\n".join([*before, own])


def _told(passage: Passage, index: int, longest: int) -> str:
    """A sentence, if it is no longer and has no figure of its own."""
    sentence = passage.sentences[index]
    text = passage.text[sentence.start : sentence.end]
    return text if len(text) <= longest and not passage.figures(sentence) else ""


def _above(prose: Prose, passage: Passage) -> str:
    """The paragraph above, where it is a heading."""
    at = next(at for at, known in enumerate(prose.passages) if known is passage)
    above = prose.passages[at - 1] if at else None
    heading = above is not None and len(above.text) <= _HEADING and not above.amounts
    return above.text if heading and above is not None else ""
