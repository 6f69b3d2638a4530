"""The catalogue of faults.

Duty: gather them. May not hold one.
"""

from reports import (
    faults_cells,
    faults_parts,
    faults_said,
    faults_shape,
    faults_sums,
    faults_time,
    faults_worded,
)
from reports.planting import Fault

FAULTS: list[Fault] = [
    *faults_sums.FAULTS,
    *faults_cells.FAULTS,
    *faults_shape.FAULTS,
    *faults_time.FAULTS,
    *faults_parts.FAULTS,
    *faults_said.FAULTS,
    *faults_worded.FAULTS,
]
