"""The entry point that draws a whole consistent report.

Duty: put figures and prose together. May not print.
"""

from __future__ import annotations

import random

from reports import agencies, figures, forms, prose
from reports.model import ReportData
from reports.statements import Told


def make(
    seed: int,
    form: str = "gfoi-2021",
    profile: str = "medium",
    kind: str = "county",
    year: int | None = None,
) -> ReportData:
    """A consistent report; the same arguments always give the same one."""
    rng = random.Random(f"{seed}/{form}/{profile}/{kind}/{year}")
    about = year or rng.choice(forms.YEARS[form])
    agency = agencies.invent(rng, kind)
    drawn = figures.figures(rng, form, profile, may_regulate=kind == "city")
    told = Told(form, about, agency, drawn)
    published = agencies.publish(rng, kind, about)
    return ReportData(
        seed=seed,
        form=form,
        profile=profile,
        kind=kind,
        year=about,
        published=published,
        agency=agency,
        figures=drawn,
        tables=forms.shapes(form),
        title=prose.title(rng, agency, about),
        meta=prose.meta(rng, agency, about, published),
        intro=prose.intro(rng, agency, form, about),
        sections=prose.sections(rng, told),
        tail=prose.tail(rng, agency, published),
    )
