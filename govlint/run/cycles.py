"""The search for cycles among objects: rare in a run, and never among what stays to its end.

Duty: set Python's collector, once all is ready. May not be undone but by the end of the process.
"""

from __future__ import annotations

import gc

_CYCLES = 20_000, 50, 1_000
"""How rarely cycles are looked for."""


def leave_alone_what_stays() -> None:
    """Keep the search for cycles away from what is needed to the end, and rare among what reports leave behind.

    Values hold no cycles; a search through the outcomes of all files so far would cost more with every file.
    """
    gc.freeze()
    gc.set_threshold(*_CYCLES)
    gc.enable()
