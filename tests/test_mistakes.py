"""What a user can get wrong in five minutes is told in the language of the run, with what was meant."""

import re

import pytest

from govlint import cli
from govlint.rephrase import rephrase
from govlint.words import catalogue

MISTAKES = {
    "--slect GL301 a.txt": (
        "没有这个选项：--slect；是否想用 --select？",
        "unknown option: --slect; did you mean --select?",
    ),
    "--lang zh explain GL301": (
        "若要用命令 explain，请写在最前面：govlint explain …",
        None,
    ),
    "chek": (
        "没有这个文件或文件夹：chek；若要用命令，是否是 govlint check？",
        "did you mean the command govlint check?",
    ),
    "nosuch.txt": (
        "govlint：没有这个文件或文件夹：nosuch.txt\n",
        "govlint: no such file or folder: nosuch.txt\n",
    ),
    "dump nosuch.txt": (
        "nosuch.txt：文件打不开：没有这个文件",
        "nosuch.txt: the file cannot be opened",
    ),
    "-j 0 a.txt": (
        "-j：0 不是整数（1 或以上），也不是 auto",
        "-j: 0 is neither a whole number",
    ),
    "baseline": (
        "缺少参数：create|prune",
        "missing: create|prune",
    ),
    "pack frob": (
        "new|lint|docs：frob 不在可用值之内（new、lint、docs）",
        "frob is none of new, lint, docs",
    ),
    "completion tcsh": (
        "tcsh 不在可用值之内（bash、zsh、fish、powershell）\n",
        "none of bash, zsh, fish, powershell\n",
    ),
    "--waivers none.yaml a.txt": (
        "没有这个文件：none.yaml",
        "no such file: none.yaml",
    ),
    "--baseline none.json a.txt": (
        "没有这个文件：none.json",
        "no such file: none.json",
    ),
    "--members none.yaml a.txt": (
        "没有这个文件：none.yaml",
        "no such file: none.yaml",
    ),
    "--plugin none.py a.txt": (
        "没有这个插件文件：none.py",
        "there is no plugin file none.py",
    ),
    "-f html:nowhere/x.html a.txt": (
        "无法写入 nowhere/x.html：没有这个文件",
        "cannot write nowhere/x.html: No such",
    ),
    "--waivers bad.yaml a.txt": (
        (
            "bad.yaml:1:3: 缺少 'approved_by'\n"
            "bad.yaml:1:3: 缺少 'reason'\n"
            "bad.yaml:1:9: 没有这个编号、名称或标签：'GL3022'；是否想用 GL302？\n"
            "bad.yaml:3:3: 没有 'cel' 这一项；是否想用 cell？\n"
            "bad.yaml:4:10: '2024-13-01'：没有这一天\n"
        ),
        "bad.yaml:3:3: unknown key 'cel'; did you mean 'cell'?",
    ),
    "--pack pack a.txt": (
        ("缺少 'prefix'\npack/pack.yaml:1:1: 缺少 'title'\npack/pack.yaml:1:1: 缺少 'version'\n"),
        "'title' is missing",
    ),
    "--select GL301 --config bad.toml a.txt": (
        "bad.toml:1:1: 没有这个配置项：ignor；是否想用 ignore？",
        "unknown key ignor",
    ),
}


@pytest.mark.parametrize("line", MISTAKES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_mistakes_are_told_in_both_languages(line, lang, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOVLINT_LANG", lang)
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "bad.toml").write_text('ignor = ["GL1"]\n', encoding="utf-8")
    (tmp_path / "bad.yaml").write_text(
        "- code: GL3022\n  file: a.txt\n  cel: requests/x\n  until: 2024-13-01\n", encoding="utf-8"
    )
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "pack.yaml").write_text("id: city\n", encoding="utf-8")
    wanted = MISTAKES[line][lang == "en"]
    if wanted is None:
        pytest.skip("the line asks for Chinese itself")
    assert cli.main(line.split()) == 2
    assert wanted in capsys.readouterr().err


def test_what_is_not_known_stays_as_it_is():
    told = "x.yaml:1:2: something nobody thought of\nx.yaml:2:1: is empty"
    assert rephrase(told, "zh") == "x.yaml:1:2: something nobody thought of\nx.yaml:2:1: 是空的"
    assert rephrase(told, "en") == told


def test_both_languages_of_what_is_rephrased_have_the_same_facts():
    words = catalogue()
    keys = [key for key in words if key.startswith("rephrase.")]
    assert len(keys) > 40
    for key in keys:
        facts = [sorted(re.findall(r"\{(\w+)\}", words.template(key, lang))) for lang in ("zh", "en")]
        assert facts[0] == facts[1], key
