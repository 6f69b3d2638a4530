"""Sums of counts that stand at known places.

Duty: fit a sum to places once, so that it costs little each time. May not know what is summed up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter

from govlint.model import Count

Weighed = Callable[[Sequence[Count]], Count]
"""Gives the sum over counts."""


def weighed(places: Sequence[int], factors: Sequence[Count], constant: Count) -> Weighed:
    """What sums up the counts at those places, each times its factor."""
    if len(places) == 1 and factors[0] == 1 and not constant:
        return itemgetter(places[0])
    if len(places) > 1 and {*factors} == {1}:
        pick = itemgetter(*places)
        return lambda counts: sum(pick(counts), constant)
    pairs = tuple(zip(places, factors, strict=True))
    return lambda counts: sum([factor * counts[place] for place, factor in pairs], constant)
