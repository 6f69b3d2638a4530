"""An argument parser that speaks Chinese and English and suggests what was meant.

Duty: options to values, mistakes to `AskedError`. May not print or exit.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from govlint.display.width import wrap
from govlint.findings import Words
from govlint.named import NamedTuple
from govlint.patterns import lazy
from govlint.records import dataclass
from govlint.words import AskedError, catalogue, unknown_word

_SAID = (
    (lazy(r"argument (?P<option>.+?): expected (?:one|at least one|\d+) arguments?"), "needs-value"),
    (lazy(r"argument (?P<option>.+?): ignored explicit argument .*"), "takes-no-value"),
    (lazy(r"the following arguments are required: (?P<names>.+)"), "missing-argument"),
)
"""What argparse says in English, and the texts that say it in the language of the run."""


GROUPS = ("arguments", "files", "selection", "across", "output", "status", "running", "options")
"""The groups of options, in the order in which every help tells them."""


class Lines(argparse.RawDescriptionHelpFormatter):
    """Helps in lines that fit the terminal, Chinese characters being two cells wide."""

    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrap(" ".join(text.split()), width)


class Entry(NamedTuple):
    """One option or argument as the help tells it."""

    written: str
    text: str


class Parser(argparse.ArgumentParser):
    """The parser of one command; every text of it comes from the catalogue."""

    def __init__(self, command: str, lang: str) -> None:
        super().__init__(
            prog=f"govlint {command}",
            usage=argparse.SUPPRESS,
            add_help=False,
            allow_abbrev=False,
            formatter_class=Lines,
        )
        self.command = command
        self.lang = lang
        self._told: dict[str, list[Entry]] = {}

    def say(self, key: str, **facts: object) -> str:
        """A text of the catalogue in the language of the run."""
        return catalogue().text(key, self.lang, **facts)

    def option(
        self, group: str, *names: str, text: str, facts: dict[str, object] | None = None, **how: Any
    ) -> None:
        """Add an option or argument to a group; `text` is the key of its help."""
        titled = next((g for g in self._action_groups if g.title == self.say(group)), None)
        target = titled or self.add_argument_group(self.say(group))
        if "type" in how:
            how["type"] = Named(names[0] if names[0].startswith("-") else how["metavar"], how["type"])
        said = self.say(text, **(facts or {}))
        action = target.add_argument(*names, help=said.replace("%", "%%"), **how)
        self._told.setdefault(self.say(group), []).append(Entry(_written(action), said))

    def read(self, arguments: Sequence[str]) -> argparse.Namespace:
        """The values of the arguments.

        Raises:
            AskedError: for what cannot be understood.
        """
        values, extra = self.parse_known_intermixed_args(arguments)
        for word in extra:
            known = [name for action in self._actions for name in action.option_strings]
            raise unknown_word("option", word.partition("=")[0], known)
        return values

    def error(self, message: str) -> NoReturn:
        """Raise what argparse has to say, in both languages."""
        for pattern, key in _SAID:
            match = pattern.fullmatch(message)
            if match:
                raise AskedError(catalogue().words(key, **match.groupdict()))
        option, found, text = message.partition(": ")
        facts = {"option": option.removeprefix("argument "), "text": text} if found else None
        raise AskedError(catalogue().words("bad-value", **facts) if facts else Words(message, message))

    def usage_text(self, arguments: str) -> str:
        """The command as it is written, without its options."""
        return f"govlint {self.command} {arguments}".rstrip()

    def examples(self) -> str:
        """Commands that can be run as they stand, a line each."""
        return self.say(f"help.examples.{self.command}").rstrip("\n")

    def entries(self) -> list[tuple[str, list[Entry]]]:
        """The options and arguments by group, each with its help."""
        return [
            (title, self._told[title])
            for group in GROUPS
            if (title := self.say(f"help.{group}")) in self._told
        ]

    def help_text(self, arguments: str) -> str:
        """The whole help of the command."""
        self._action_groups = self._ordered()
        examples = "".join(f"\n  {line}" for line in self.examples().split("\n"))
        parts = (
            self.say("help.usage") + self.usage_text(arguments),
            self.say(f"help.{self.command}"),
            self.say("help.examples") + examples,
            self.format_help().strip(),
        )
        return "\n\n".join(parts) + "\n"

    def _ordered(self) -> list[argparse._ArgumentGroup]:
        order = [self.say(f"help.{group}") for group in GROUPS]
        named = [group for group in self._action_groups if group.title in order]
        return sorted(named, key=lambda group: order.index(group.title or ""))


def _written(action: argparse.Action) -> str:
    """An option with its other name and its value, as a line of the help begins."""
    value = action.metavar if isinstance(action.metavar, str) and action.nargs != 0 else ""
    return ", ".join(action.option_strings) + (f" {value}" if action.option_strings and value else value)


@dataclass(frozen=True, slots=True)
class Named:
    """The type of an option, with its mistakes said of the option."""

    option: str
    kind: Callable[[str], object]

    def __call__(self, text: str) -> object:
        """The value of the text."""
        try:
            return self.kind(text)
        except AskedError as error:
            words = catalogue().words("bad-value", option=self.option, text=error.words)
            raise AskedError(words) from error
