"""The tables of docs/accuracy.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from benchmarks.accuracy.corpus import LAYOUTS
from benchmarks.accuracy.measure import Extent, Tally
from benchmarks.accuracy.published import Held

FOUND, AT, ALARMS = 0.995, 0.99, 0.02
Pair = tuple[str, str]


def page(tally: Tally, held: Held | None, extent: Extent) -> str:
    """The whole page."""
    parts = [
        _head(tally, extent),
        "## By constraint\n",
        "\n".join(_by_check(tally)),
        "## By layout\n",
        "\n".join(_by_layout(tally)),
        "## Below target\n",
        "\n".join(_below(tally)),
        "## Published reports\n",
        "\n".join(_published(held)),
    ]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _head(tally: Tally, extent: Extent) -> str:
    planted, found = sum(tally.planted.values()), sum(tally.found.values())
    placed, at = sum(tally.placed.values()), sum(tally.at.values())
    celled, named = sum(tally.celled.values()), sum(tally.named.values())
    clean, flagged = sum(tally.clean.values()), sum(tally.flagged.values())
    return f"""# Accuracy

Made by `python -m benchmarks.accuracy --write`{" with `--full`" if extent.seeds > 1 else ""}; do not edit.

Reports of both forms, five profiles of figures and seven kinds of body are invented by `tests/reports` and printed in
{len(LAYOUTS) - 3} layouts of text and as web page, Word file and PDF. One fault is planted in each of {planted} documents;
{sum(tally.looked.values())} look like faulty ones and are not; {clean} are consistent. Wordings and places of faults in prose are drawn at random.
The generator and the linter come from the same hands: these figures say what the linter does on what was thought of.

| | documents | rate | target |
|---|---:|---:|---:|
| planted faults found | {planted} | {_rate(found, planted)} | 99.5 % |
| … of those missed, told as not checked | {planted - found} | {_rate(sum(tally.told.values()), planted - found)} | |
| found at their place: line of the text, or cell among the operands | {placed} | {_rate(at, placed)} | 99 % |
| faults in one cell found with that very cell named | {celled} | {_rate(named, celled)} | |
| consistent reports with an error or a warning | {clean} | {_rate(flagged, clean)} | 0 |
| look-alikes with an error or a warning | {sum(tally.looked.values())} | {_rate(len(_alike(tally)), sum(tally.looked.values()))} | |
| rules that crashed | {tally.documents} | {tally.crashes} | 0 |"""


def _alike(tally: Tally) -> list[str]:
    return [line for line in tally.false if not line.startswith("consistent")]


def _rate(part: int, whole: int) -> str:
    return f"{part / whole:.2%}".replace("%", " %") if whole else "–"


def _sum(counts: Counter[Pair], at: int) -> Counter[str]:
    total: Counter[str] = Counter()
    for key, number in counts.items():
        total[key[at]] += number
    return total


def _by_check(tally: Tally) -> Iterator[str]:
    planted, found, placed, at = (_sum(c, 0) for c in (tally.planted, tally.found, tally.placed, tally.at))
    alarms, looked = _sum(tally.alarms, 0), sum(tally.looked.values())
    yield "Alarms: share of all look-alikes on which the constraint speaks, notes included; aimed: of those made for it.\n"
    yield "| constraint | severity | planted | found | at its place | alarms | aimed |"
    yield "|---|---|---:|---:|---:|---:|---:|"
    for name in sorted(planted, key=lambda name: tally.severities.get(name, ("GL0", "", True))[0] + name):
        code, severity, _on = tally.severities.get(name, ("", "reader", True))
        aimed = f"{tally.spoken[name]}/{tally.aimed[name]}" if tally.aimed[name] else ""
        yield (
            f"| {f'{code} {name}'.strip()} | {severity} | {planted[name]} | {_rate(found[name], planted[name])} "
            f"| {_rate(at[name], placed[name])} | {_rate(alarms[name], looked)} | {aimed} |"
        )


def _by_layout(tally: Tally) -> Iterator[str]:
    planted, found, placed, at = (_sum(c, 1) for c in (tally.planted, tally.found, tally.placed, tally.at))
    told, alarmed = _sum(tally.told, 1), Counter(_layout(line) for line in _alike(tally))
    yield "| layout | planted | found | told as not checked | at its place | consistent flagged | look-alikes flagged |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for layout in LAYOUTS:
        yield (
            f"| `{layout}` | {planted[layout]} | {_rate(found[layout], planted[layout])} | {told[layout]} "
            f"| {_rate(at[layout], placed[layout])} | {tally.flagged[layout]}/{tally.clean[layout]} "
            f"| {alarmed[layout]}/{tally.looked[layout]} |"
        )


def _layout(line: str) -> str:
    return line.split("(", 1)[1].split(")", 1)[0]


def _below(tally: Tally) -> Iterator[str]:
    planted, found, placed, at = (_sum(c, 0) for c in (tally.planted, tally.found, tally.placed, tally.at))
    alarms, looked = _sum(tally.alarms, 0), sum(tally.looked.values())
    lines = [
        f"- {name}: found {found[name]} of {planted[name]}{_where(tally, name)}"
        for name in sorted(planted)
        if found[name] < FOUND * planted[name]
    ]
    lines += [
        f"- {name}: at its place {at[name]} of {placed[name]}"
        for name in sorted(placed)
        if at[name] < AT * placed[name]
    ]
    lines += [
        f"- {name}: speaks on {alarms[name]} of {looked} look-alikes"
        for name in sorted(alarms)
        if alarms[name] > ALARMS * looked
    ]
    lines += [f"- spoken of without reason: {line}" for line in tally.false]
    never = sorted(set(tally.severities) - set(planted))
    lines += [f"- no fault is planted for {name}" for name in never]
    yield from lines or ["Nothing."]


def _where(tally: Tally, name: str) -> str:
    lost = [
        f"`{layout}` {tally.found[name, layout]}/{tally.planted[name, layout]}"
        for layout in LAYOUTS
        if tally.found[name, layout] < tally.planted[name, layout]
    ]
    return f" ({', '.join(lost)})"


def _published(held: Held | None) -> Iterable[str]:
    if held is None:
        return ["They were not to be had when this page was made."]
    loud = sorted(held.spoken.items(), key=lambda item: (-item[1], item[0]))
    most = ", ".join(f"{name} {count}" for name, count in loud if count > 1)
    return [
        f"{held.reports} published reports. Of {held.findings} findings of a careful reader {held.made} are made.",
        f"Of {held.refusals} that he refused {held.said} are made.",
        "",
        f"Constraints that speak in more than one of them: {most}.",
    ]
