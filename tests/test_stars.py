"""Patterns of paths: what they mean, and that none of them takes long."""

import itertools
import random
import re

import pytest
import work

from govlint import stars
from govlint.stars import ALL, BELOW, FOLDERS, SOME, Walk


@pytest.mark.parametrize(
    ("pattern", "fitting", "other"),
    [
        ("*.txt", ["a.txt", ".txt"], ["a/b.txt", "a.txtx"]),
        ("**/*.txt", ["a.txt", "b/a.txt", "c/b/a.txt"], ["a.md"]),
        ("**/a/b", ["a/b", "x/a/b", "x/a/a/b"], ["a/b/c", "xa/b"]),
        ("a/**", ["a/b", "a/b/c"], ["a", "b/a"]),
        ("a/**/b", ["a/b", "a/x/b", "a/x/y/b"], ["ab"]),
        ("?[!a-c]", ["xd"], ["xa", "x", "/d"]),
        ("[]]", ["]"], ["[]"]),
        ("[]", ["[]"], [""]),
        ("[!]", ["[!]"], ["!"]),
        ("[a", ["[a"], ["a"]),
        ("[a-]", ["a", "-"], ["b"]),
        ("[!!]", ["a"], ["!"]),
        ("[--/]", [], ["[--a]"]),
        ("[&&~~||]", ["&", "~", "|"], ["a"]),
        ("a[b\\]", ["ab", "a\\"], ["a]"]),
        ("", [""], ["a"]),
    ],
)
def test_what_a_pattern_means(pattern, fitting, other):
    made = stars.compiled(pattern)
    assert [path for path in fitting if not made.fullmatch(path)] == []
    assert [path for path in other if made.fullmatch(path)] == []


def test_a_range_that_ends_before_it_starts_is_no_pattern():
    with pytest.raises(ValueError, match="z-a"):
        stars.compiled("a[z-a]")


@pytest.mark.parametrize("like", [str, str.encode])
def test_a_walk_takes_what_the_expression_takes(like):
    rng = random.Random(4)
    parts = [*map(like, (FOLDERS, ALL, SOME, BELOW, "a", "b", "/", "[^/]", "[a-c]"))]
    texts = [like("".join(text)) for n in range(5) for text in itertools.product("ab/", repeat=n)]
    for _ in range(60):
        drawn = [rng.choice(parts) for _ in range(rng.randint(1, 8))]
        walk, pattern = Walk(drawn, re.DOTALL), re.compile(like("").join(drawn), re.DOTALL)
        taken = [text for text in texts if walk.fullmatch(text)]
        assert taken == [text for text in texts if pattern.fullmatch(text)]


@pytest.mark.parametrize("pattern", ["*a" * 200 + "b", "**/" + "*a*/**/" * 60 + "b", "**a" * 150 + "b"])
def test_many_stars_cost_no_more_than_pattern_times_path(pattern):
    path = "/".join(["a" * 100] * 3)
    made = stars.compiled(pattern)
    found, calls = work.calls(lambda: made.fullmatch(path))
    assert found is None
    assert calls <= 30 * len(pattern) * len(path)
