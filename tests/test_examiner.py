"""Correct reports and sentences by another hand than the generator's: nothing may be said of them but notes."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
import reports
import yaml
from linting import lint

FOLDER = Path(__file__).parent / "examiner"
WHOLE = yaml.safe_load((FOLDER / "whole.yaml").read_text(encoding="utf-8"))

RECEIVED = {"natural_persons": 13, "total": 13}


def _zero(form):
    return reports.make(1, form=form, profile="zero", kind="county")


def _set(data, table, rows):
    copied = {t: {r: dict(cells) for r, cells in grid.items()} for t, grid in data.figures.items()}
    for row, cells in rows.items():
        copied[table][row].update(cells)
    return replace(data, figures=copied)


def _requests(natural, others=0):
    rows = {}
    for row, count in natural.items():
        rest = others.get(row, 0) if others else 0
        rows[row] = {"natural_persons": count, "businesses": rest, "total": count + rest}
    return rows


SMALL = _requests(
    {
        "received": 13,
        "granted": 7,
        "partially_granted": 1,
        "unavailable.not_held": 4,
        "disposed": 12,
        "carried_forward": 1,
    }
)
LARGE = _requests(
    {
        "received": 119,
        "brought_forward": 4,
        "granted": 70,
        "partially_granted": 11,
        "unavailable.not_held": 36,
        "disposed": 117,
        "carried_forward": 6,
    },
    {"received": 9, "granted": 9, "disposed": 9},
)


def figures(case):
    """The tables of a case: all zero, or those of its size."""
    year = next(
        int(word)
        for word in ("2019", "2020", "2021", "2022", "2023", "2024", "2025")
        if word + "年" in case["text"].split("\n")[0]
    )
    data = _zero("gfoi-2019" if year <= 2020 else "gfoi-2021")
    if case["figures"] == "small":
        data = _set(data, "requests", SMALL)
        data = _set(data, "proactive", {"normative_documents": {"issued": 3, "repealed": 1, "in_force": 28}})
    if case["figures"] == "large":
        data = _set(data, "requests", LARGE)
        data = _set(
            data, "proactive", {"normative_documents": {"issued": 17, "repealed": 5, "in_force": 211}}
        )
    return data


def printed(case):
    """The case with its tables, taken from the generator's printing of them."""
    whole = reports.write(figures(case), case["layout"], page_numbers=False).text.split("\n")
    heads = [
        n
        for n, line in enumerate(whole)
        if line.lstrip("*# ").startswith(("二、主", "三、收", "四、政", "五、存"))
    ]
    tables = {f"t{n + 2}": "\n".join(whole[a + 1 : b]) for n, (a, b) in enumerate(pairwise(heads))}
    text = case["text"]
    for key, table in tables.items():
        text = text.replace("{" + key + "}", table)
    return text


@pytest.mark.parametrize("case", WHOLE, ids=lambda case: case["name"])
def test_a_correct_report_by_another_hand_is_silent(case):
    outcome = lint(printed(case))
    assert outcome.status == "checked"
    assert [(f.name, f.message.zh) for f in outcome.findings if f.severity != "note"] == []
    assert outcome.assurance.evaluated > 60
