"""An independent oracle: invented reports that are consistent, ways to print them, faults to plant.

Duty: tests compare what the linter says with what was planted here. May not import the linter.

    data = make(7, "gfoi-2021", "medium", "county")      # consistent; PROFILES, KINDS
    printed = write(data, "pipes", punctuation="half")   # LAYOUTS, UNREADABLE_LAYOUTS; options.Options
    planted = fault.plant(fault.make(7), random.Random(7))
    line = write(planted.data, "lines").line_of(planted.place)
"""

from reports.agencies import KINDS
from reports.edit import with_blanks, with_number, with_sentence, with_text
from reports.faults import FAULTS
from reports.figures import PROFILES
from reports.forms import FORMS
from reports.harmless import HARMLESS, Harmless
from reports.harmless_said import HARMLESS_SAID
from reports.identities import broken
from reports.layouts import LAYOUTS, UNREADABLE_LAYOUTS, write
from reports.make import make
from reports.model import Place, Printed, ReportData
from reports.planting import Fault, Planted

__all__ = [
    "FAULTS",
    "FORMS",
    "HARMLESS",
    "HARMLESS_SAID",
    "KINDS",
    "LAYOUTS",
    "PROFILES",
    "UNREADABLE_LAYOUTS",
    "Fault",
    "Harmless",
    "Place",
    "Planted",
    "Printed",
    "ReportData",
    "broken",
    "make",
    "with_blanks",
    "with_number",
    "with_sentence",
    "with_text",
    "write",
]
