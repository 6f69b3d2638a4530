"""Reports that come as lines of JSON or rows of Parquet are checked as files are; mistakes are told with their line."""

import base64
import io
import json
from types import SimpleNamespace

import pytest
from runs import folder, govlint, printed

from govlint import cli
from govlint.commands.inputs import from_lines

CONFIG = '[[per-file]]\nfiles = ["**/报告001.txt"]\nignore = ["GL3"]\n'


def lines(where, path, **more):
    """The reports of a folder as lines, every other one as bytes."""
    records = []
    for number, file in enumerate(sorted(where.glob("*.txt"))):
        data = file.read_bytes()
        told = {"text": data.decode()} if number % 2 else {"bytes": base64.b64encode(data).decode()}
        key = ("path", "name")[number % 2]
        records.append(json.dumps({key: f"{where.name}/{file.name}", **told}, ensure_ascii=False))
    path.write_text("\n".join(records) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    where = tmp_path_factory.mktemp("inputs")
    folder(where / "r", 6)
    lines(where / "r", where / "all.jsonl")
    return where


def checked(place, *words, status=1):
    done = govlint(*words, "-f", "jsonl", "--no-cache", cwd=place)
    assert done.returncode == status, done.stderr
    return done.stdout


def test_lines_are_checked_as_the_files_are(place):
    expected = checked(place, "r", "-j", "1")
    assert checked(place, "all.jsonl", "--input", "jsonl", "-j", "1") == expected
    assert checked(place, "all.jsonl", "--input", "jsonl", "-j", "2") == expected


def test_a_stream_comes_through_standard_input(place):
    import subprocess

    from runs import command, environment

    words = command("check", "-", "--input", "jsonl", "-f", "jsonl", "--no-cache")
    done = subprocess.run(
        words, cwd=place, env=environment(), input=(place / "all.jsonl").read_bytes(), capture_output=True,
        check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.decode() == checked(place, "r")


def test_rows_of_parquet_are_checked_as_the_files_are(place):
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed: pip install 'govlint[stats]'")
    rows = [(f"r/{file.name}", file.read_text("utf-8")) for file in sorted((place / "r").glob("*.txt"))]
    with duckdb.connect() as connection:
        connection.execute('create table t("名 称" varchar, "正""文" varchar, raw blob)')
        connection.executemany("insert into t values (?, ?, encode(?))", [(n, t, t) for n, t in rows])
        connection.execute(f"copy t to '{place / 'all.parquet'}' (format parquet)")
    expected = checked(place, "r", "-j", "1")
    words = ("all.parquet", "--input", "parquet", "--name-column", "名 称", "--text-column")
    assert checked(place, *words, '正"文') == expected
    assert checked(place, *words, "raw") == expected


def test_texts_are_characters_whatever_the_encoding_of_files(place, tmp_path):
    folder(tmp_path / "r", 2)
    lines(tmp_path / "r", tmp_path / "all.jsonl")
    (tmp_path / "govlint.toml").write_text('encoding = "utf-16-le"\n', encoding="utf-8")
    summary = json.loads(checked(tmp_path, "all.jsonl", "--input", "jsonl").splitlines()[-1])
    # The first came as bytes, and is read as configuration says.
    assert [file["status"] for file in summary["files"]] == ["not_a_report", "checked"]


def test_entries_for_some_files_hold_for_names_and_names_lead_to_no_configuration(tmp_path):
    folder(tmp_path / "r", 2)
    lines(tmp_path / "r", tmp_path / "all.jsonl")
    (tmp_path / "r" / "govlint.toml").write_text('plugins = ["gone.py"]\n', encoding="utf-8")
    assert "GL302" in checked(tmp_path, "all.jsonl", "--input", "jsonl")
    (tmp_path / "govlint.toml").write_text(CONFIG, encoding="utf-8")
    assert "GL302" not in checked(tmp_path, "all.jsonl", "--input", "jsonl", status=0)


def test_a_report_beyond_the_limit_is_a_finding(tmp_path):
    text = json.dumps({"name": "大.txt", "text": " " * (16 * 1024 * 1024 + 1)})
    small = json.dumps({"name": "b.txt", "text": printed(0)})
    (tmp_path / "a.jsonl").write_text(f"{text}\n\n{small}\n", encoding="utf-8")
    summary = json.loads(checked(tmp_path, "a.jsonl", "--input", "jsonl").splitlines()[-1])
    assert [file["status"] for file in summary["files"]] == ["unreadable", "checked"]


def test_lines_are_read_as_they_are_asked_for():
    given = 0

    def give(size):
        nonlocal given
        given += size
        return json.dumps({"name": "a", "text": "x" * 1000}).encode().ljust(size - 1) + b"\n"

    stream = from_lines("-", give)
    for _ in range(5):
        next(stream)
    assert given <= 5 * io.DEFAULT_BUFFER_SIZE


GOOD = '{"name": "a", "text": "x"}\n'


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "damaged"),
        ("[1]", "JSON object"),
        ('{"text": "x"}', "no name"),
        ('{"name": "", "text": "x"}', "no name"),
        ('{"name": "a", "path": "b", "text": "x"}', "no name"),
        ('{"name": "a"}', "no text"),
        ('{"name": "a", "text": null}', "no text"),
        ('{"name": "a", "text": "x", "bytes": "eA=="}', "no text"),
        ('{"name": "a", "bytes": "*"}', "damaged"),
        ('{"name": "a", "txt": "x"}', "did you mean text"),
    ],
)
def test_a_bad_line_is_told_with_file_and_line(tmp_path, capsys, line, said):
    path = tmp_path / "a.jsonl"
    path.write_text(GOOD + "\n" + line + "\n", encoding="utf-8")
    assert cli.main([str(path), "--input", "jsonl", "--lang", "en", "--no-cache", "-j", "1"]) == 2
    err = capsys.readouterr().err
    assert f"{path.as_posix()}:3: " in err
    assert said in err


def test_mistakes_of_columns_and_files_are_told(tmp_path, capsys):
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed: pip install 'govlint[stats]'")
    path = tmp_path / "a.parquet"
    duckdb.sql("select 'a' as name, 1 as text, null::varchar as texts").write_parquet(str(path))
    (tmp_path / "bad.parquet").write_bytes(b"PAR1")
    (tmp_path / "empty.jsonl").touch()
    parquet, jsonl = ("--input", "parquet"), ("--input", "jsonl")
    for words, said in (
        ((path, *parquet), "of type INTEGER"),
        ((path, *parquet, "--text-column", "texts"), "row 1 has no texts"),
        ((path, *parquet, "--text-column", "txt"), "did you mean text"),
        ((tmp_path / "bad.parquet", *parquet), "damaged"),
        ((tmp_path / "gone.parquet", *parquet), "no such file"),
        ((tmp_path / "gone.jsonl", *jsonl), "no such file"),
        ((tmp_path, *jsonl), "cannot be read"),
        ((tmp_path / "empty.jsonl", *jsonl), "empty.jsonl"),
        ((tmp_path / "empty.jsonl", *jsonl, "--name-column", "x"), "--name-column"),
        ((tmp_path / "empty.jsonl", "--text-column", "x"), "--text-column"),
        (jsonl, "PATH"),
    ):
        assert cli.main(["check", *map(str, words), "--lang", "en", "--no-cache", "-j", "1"]) == 2, words
        err = capsys.readouterr().err
        assert said in err, words
    assert cli.main([str(tmp_path / "empty.jsonl"), *jsonl, "--allow-empty"]) == 0


def test_columns_are_options_of_parquet_alone():
    from govlint.commands.inputs import refuse_columns

    refuse_columns(SimpleNamespace(text_column=None, name_column=None))
