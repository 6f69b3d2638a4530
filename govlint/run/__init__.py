"""Many files: in several processes, within limits, not again where nothing has changed.

for outcome in run([Job(path, settings) for path in paths], How(processes=4)):
    ...
"""

from govlint.run.job import Answer, Done, Executor, How, Job
from govlint.run.stream import Run, run
from govlint.run.work import check_batch

__all__ = ["Answer", "Done", "Executor", "How", "Job", "Run", "check_batch", "run"]
