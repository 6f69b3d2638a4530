"""What every test shares: no result of an earlier run hides what a test plants in the program."""

import pytest

from govlint.commands import running


@pytest.fixture(autouse=True)
def _no_results_of_earlier_runs(monkeypatch):
    monkeypatch.setattr(running, "results_folder", lambda asked: asked)
