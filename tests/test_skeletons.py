"""What one report of a layout was made into is what the next is filled into, and nothing comes out otherwise."""

import random

import pytest
import reports

from govlint.builder import Builder
from govlint.forms import Recogniser, load_kits
from govlint.readers import Source
from govlint.readers.text import read
from govlint.shipped import form_files, shipped_folder
from govlint.skeleton import MOST_SKELETONS, MOST_TOKENS, Skeleton, keep, shape_of
from govlint.understand import understand

LAYOUTS = [layout for layout in reports.LAYOUTS if not layout.startswith("spaces")]


def recogniser():
    return Recogniser(load_kits(form_files(shipped_folder("grammars")), ""))


def document(seed, layout, data=None):
    printed = reports.write(data or reports.make(seed, form="gfoi-2021"), layout)
    return read(Source("report.txt", printed.text.encode()))


@pytest.fixture
def built(monkeypatch):
    """The reports that were built the long way."""
    calls = []
    build = Builder.build
    monkeypatch.setattr(Builder, "build", lambda self, tree: calls.append(tree) or build(self, tree))
    return calls


@pytest.mark.parametrize("layout", reports.LAYOUTS)
def test_a_report_is_the_same_by_a_skeleton_as_the_long_way(layout):
    practised = recogniser()
    for seed in (1, 1, 2, 3, 3, 4):
        understand(document(seed, layout), practised)
    for seed in (1, 2, 3, 4, 5):
        assert understand(document(seed, layout), practised) == understand(
            document(seed, layout), recogniser()
        )


@pytest.mark.parametrize("layout", ["lines", "pipes", "markdown_rows", "tabs"])
def test_what_is_met_for_the_third_time_is_not_built_the_long_way(layout, built):
    practised = recogniser()
    for seed in (1, 1, 1, 1):
        understand(document(seed, layout), practised)
    assert len(built) == 2


@pytest.mark.parametrize("fault", reports.FAULTS[::7], ids=lambda fault: fault.name)
def test_a_fault_is_found_in_a_layout_that_is_known(fault):

    practised = recogniser()
    data = fault.make(1)
    spoilt = fault.plant(data, random.Random(1)).data
    for _ in range(3):
        understand(document(1, "lines", data), practised)
    for _ in range(3):
        assert understand(document(1, "lines", spoilt), practised) == understand(
            document(1, "lines", spoilt), recogniser()
        )


def test_few_skeletons_are_kept_and_none_of_what_is_too_long():
    skeletons: dict[object, Skeleton] = {}
    empty = Skeleton((), (), (), (), ())
    for number in range(3 * MOST_SKELETONS):
        keep(skeletons, (number,), empty)
    assert 0 < len(skeletons) <= MOST_SKELETONS
    tokens = [None] * (MOST_TOKENS + 1)
    assert shape_of(tokens) is None
