"""`govlint completion SHELL`: a script that completes commands, options, codes and formats.

Duty: the scripts, and the candidates that they ask for. May not print.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from govlint.commands import Answer, Output, Session
from govlint.commands.common import add_general
from govlint.commands.values import one_of
from govlint.completion import PATHS, candidates

if TYPE_CHECKING:
    import argparse

    from govlint.commands.parser import Parser

ARGUMENTS = "bash|zsh|fish|powershell"
_ASK = "complete"
"""With this word in the place of a shell: the candidates for the words behind `--`, one a line."""

SCRIPTS = {
    "bash": """\
_govlint() {
  local words=("${COMP_WORDS[@]:1:COMP_CWORD}") line
  COMPREPLY=()
  while IFS= read -r line; do
    if [ "$line" = "+paths" ]; then
      while IFS= read -r path; do COMPREPLY+=("$path"); done < <(compgen -f -- "${COMP_WORDS[COMP_CWORD]}")
      compopt -o filenames 2>/dev/null
    else
      COMPREPLY+=("$line")
    fi
  done < <(govlint completion complete -- "${words[@]}" 2>/dev/null)
}
complete -F _govlint govlint
""",
    "zsh": """\
#compdef govlint
_govlint() {
  local -a found
  found=("${(@f)$(govlint completion complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if (( ${found[(Ie)+paths]} )); then
    found=("${(@)found:#+paths}")
    _files
  fi
  compadd -- "${(@)found:#}"
}
compdef _govlint govlint
""",
    "fish": """\
function __govlint
  set -l words (commandline -opc) (commandline -ct)
  for line in (govlint completion complete -- $words[2..] 2>/dev/null)
    if test "$line" = "+paths"
      __fish_complete_path (commandline -ct)
    else
      echo $line
    end
  end
end
complete -c govlint -f -a "(__govlint)"
""",
    "powershell": """\
Register-ArgumentCompleter -Native -CommandName govlint -ScriptBlock {
  param($word, $line, $position)
  $words = @($line.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  if ($word -eq '') { $words += '""' }
  govlint completion complete -- @words 2>$null | ForEach-Object {
    if ($_ -eq '+paths') {
      Get-ChildItem -Path "$word*" -Name | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
    } else {
      [System.Management.Automation.CompletionResult]::new($_)
    }
  }
}
""",
}


def configure(parser: Parser) -> None:
    """The arguments of `completion`."""
    parser.option(
        "help.arguments", "shell", text="help.shell", type=one_of(*SCRIPTS, _ASK), metavar="SHELL",
        facts={"shells": ", ".join(SCRIPTS)},
    )  # fmt: skip
    parser.option("help.arguments", "words", text="help.words", nargs="*", metavar="WORD")
    add_general(parser)


def run(options: argparse.Namespace, _session: Session) -> Answer:
    """The script of a shell, or candidates."""
    if options.shell != _ASK:
        return Answer((Output([SCRIPTS[options.shell]]),))
    # PowerShell hands an empty word over as two quotation marks.
    words = ["" if word == '""' else word for word in options.words]
    found = candidates(words, {name: values for names, values in _VALUES for name in names})
    return Answer((Output("+paths\n" if word == PATHS else f"{word}\n" for word in found),))


def _codes() -> Iterable[str]:
    from govlint.choose import known  # noqa: PLC0415 - packs are read only where a code is asked for
    from govlint.lint import Linter, Settings  # noqa: PLC0415

    return known(Linter(Settings()).packs.constraints)


def _formats() -> Iterable[str]:
    from govlint.plugins import load_plugins  # noqa: PLC0415

    return load_plugins().formatters


_VALUES = (
    (("CODES", "CODE|NAME", "CODE"), _codes),
    (("FMT[:FILE]",), _formats),
)
"""Metavars, and what stands in their place."""
