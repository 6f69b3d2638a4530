"""An independent oracle: invented reports that are consistent, ways to print them, faults to plant.

Duty: tests compare what the linter says with what was planted here. May not import the linter.
"""

from reports.layouts import LAYOUTS, UNREADABLE_LAYOUTS, write
from reports.make import make
from reports.model import Printed, ReportData

__all__ = ["LAYOUTS", "UNREADABLE_LAYOUTS", "Printed", "ReportData", "make", "write"]
