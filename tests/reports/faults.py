"""The catalogue of faults.

Duty: gather them. May not hold one.
"""

from reports import faults_cells, faults_parts, faults_shape, faults_sums, faults_time
from reports.planting import Fault

FAULTS: list[Fault] = [
    *faults_sums.FAULTS,
    *faults_cells.FAULTS,
    *faults_shape.FAULTS,
    *faults_time.FAULTS,
    *faults_parts.FAULTS,
]
