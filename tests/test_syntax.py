"""Every sequence of tokens gets a tree, nothing in it is lost, and the search for repairs is bounded."""

import random

import pytest
import reports
from parsing import document, recogniser

from govlint import syntax
from govlint.builder import Builder
from govlint.lexer import tokenize
from govlint.outline import order_sections, settle
from govlint.syntax import Edit, Tree, parse


def tokens_of(text, form="gfoi-2021"):
    kit = next(kit for kit in recogniser().kits if kit.form.id == form)
    return settle(tokenize(document(text), kit.lexicon)), kit


def leaves(tree):
    for child in tree.children:
        if isinstance(child, Tree):
            yield from leaves(child)
        else:
            yield child


def tokens_in(tree):
    return [leaf.token for leaf in leaves(tree) if leaf.token is not None]


@pytest.fixture(scope="module")
def clean():
    return tokens_of(reports.write(reports.make(1), "lines").text)


def test_a_report_that_keeps_to_its_form_needs_no_repair(clean):
    tokens, kit = clean
    tree, bounded = parse(tokens, kit.parser)
    assert not bounded
    assert tokens_in(tree) == tokens
    assert all(leaf.terminal and leaf.token for leaf in leaves(tree))


@pytest.mark.parametrize("seed", range(60))
def test_every_damaged_sequence_gets_a_tree_with_every_token(clean, seed):
    tokens, kit = clean
    rng = random.Random(seed)
    mixed = list(tokens)
    for _ in range(rng.randrange(1, 8)):
        act, at = rng.randrange(4), rng.randrange(len(mixed))
        if act == 0:
            del mixed[at]
        elif act == 1:
            mixed.insert(at, mixed[rng.randrange(len(mixed))])
        elif act == 2:
            other = rng.randrange(len(mixed))
            mixed[at], mixed[other] = mixed[other], mixed[at]
        else:
            mixed = mixed[: max(at, 1)]
    ordered = order_sections(settle(mixed), kit.form, free=False).tokens
    tree, _ = parse(ordered, kit.parser)
    assert sorted(map(id, tokens_in(tree))) == sorted(map(id, ordered))
    Builder(kit.form).build(tree)


@pytest.mark.parametrize("seed", range(20))
def test_token_soup_gets_a_tree(clean, seed):
    tokens, kit = clean
    soup = random.Random(seed).choices(tokens, k=60)
    tree, _ = parse(order_sections(settle(soup), kit.form, free=False).tokens, kit.parser)
    assert isinstance(tree, Tree)
    Builder(kit.form).build(tree)


def test_one_row_left_out_is_one_insertion(clean):
    tokens, kit = clean
    at = next(i for i, t in enumerate(tokens) if t.readings and t.readings[0].terminal == "THIRD_PARTY_ROW")
    tree, _ = parse(tokens[:at] + tokens[at + 2 :], kit.parser)
    assert [leaf.terminal for leaf in leaves(tree) if leaf.token is None] == ["THIRD_PARTY_ROW", "CELLS"]
    assert [leaf for leaf in leaves(tree) if not leaf.terminal] == []


def test_the_search_is_bounded_and_says_so(clean, monkeypatch):
    tokens, kit = clean
    monkeypatch.setattr(syntax, "MOST_NODES", 50)
    at = next(i for i, t in enumerate(tokens) if t.readings and t.readings[0].terminal == "THIRD_PARTY_ROW")
    broken = tokens[:at] + tokens[at + 2 :]
    tree, bounded = parse(broken, kit.parser)
    assert bounded
    built = Builder(kit.form).build(tree)
    rows = {row.key for section in built.sections if section.table for row in section.table.rows}
    assert "refused.deliberative" in rows
    assert "refused.third_party" not in rows


def test_thousands_of_repeated_rows_stay_within_the_bound(clean):
    tokens, kit = clean
    at = next(i for i, t in enumerate(tokens) if t.readings and t.readings[0].terminal == "THIRD_PARTY_ROW")
    many = tokens[:at] + tokens[at : at + 2] * 3000 + tokens[at + 2 :]
    tree, bounded = parse(many, kit.parser)
    assert bounded
    assert len(tokens_in(tree)) == len(many)


def test_edits_are_plain_values():
    assert Edit("X", None) == Edit("X", None)
