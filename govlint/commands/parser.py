"""An argument parser that speaks Chinese and English and suggests what was meant.

Duty: options to values, mistakes to `AskedError`. May not print or exit.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from govlint.findings import Words
from govlint.patterns import lazy
from govlint.records import dataclass
from govlint.words import AskedError, catalogue, unknown_word

_SAID = (
    (lazy(r"argument (?P<option>.+?): expected (?:one|at least one|\d+) arguments?"), "needs-value"),
    (lazy(r"argument (?P<option>.+?): ignored explicit argument .*"), "takes-no-value"),
    (lazy(r"the following arguments are required: (?P<names>.+)"), "missing-argument"),
)
"""What argparse says in English, and the texts that say it in the language of the run."""


class Parser(argparse.ArgumentParser):
    """The parser of one command; every text of it comes from the catalogue."""

    def __init__(self, command: str, lang: str) -> None:
        super().__init__(
            prog=f"govlint {command}",
            usage=argparse.SUPPRESS,
            add_help=False,
            allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        self.command = command
        self.lang = lang

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
            how["type"] = Named(names[0], how["type"])
        target.add_argument(*names, help=self.say(text, **(facts or {})).replace("%", "%%"), **how)

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

    def help_text(self, arguments: str) -> str:
        """The whole help of the command."""
        usage = f"{self.say('help.usage')}govlint {self.command} {arguments}"
        return f"{usage}\n\n{self.say(f'help.{self.command}')}\n\n{self.format_help().lstrip()}"


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
