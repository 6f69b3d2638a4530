"""The entry point that draws a whole consistent report.

Duty: put figures and prose together. May not print.
"""

from __future__ import annotations

import random
from datetime import date

from reports import agencies, figures, forms, prose
from reports.model import Agency, ReportData
from reports.statements import Told


def make(
    seed: int,
    form: str = "gfoi-2021",
    profile: str = "medium",
    kind: str = "county",
    year: int | None = None,
    agency: Agency | None = None,
    drawn: dict[str, figures.Table] | None = None,
    published: date | None = None,
) -> ReportData:
    """A consistent report; the same arguments always give the same one.

    Agency, figures and day of publication are drawn where they are not given.
    """
    rng = random.Random(f"{seed}/{form}/{profile}/{kind}/{year}")
    about = year or rng.choice(forms.YEARS[form])
    agency = agency or agencies.invent(rng, kind)
    drawn = drawn or figures.figures(rng, form, profile, may_regulate=kind == "city")
    told = Told(form, about, agency, drawn)
    published = published or agencies.publish(rng, kind, about)
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
