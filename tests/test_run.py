"""Runs over many files: the same outcomes whatever the number of processes, and one bad file spoils no other."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress

import pytest
from runs import TODAY, command, environment, folder, govlint, odd_settings, outcomes, printed

from govlint import cli
from govlint.errors import GovlintError
from govlint.formatters.own import own_formatters
from govlint.lint import Linter, Settings
from govlint.run import Done, How, Job, Run, check_batch, run
from govlint.run.live import Files
from govlint.run.outcomes import decode
from govlint.run.progress import Bar
from govlint.run.spool import Spool
from govlint.run.timing import ALL, READING, UNDERSTANDING, summed
from govlint.words import AskedError

SETTINGS = Settings(today=TODAY)


# ---- the same whatever the number of processes ----


def test_every_output_is_the_same_whatever_the_number_of_processes(tmp_path):
    folder(tmp_path / "全省", 9)
    written = []
    for count in ("1", "3"):
        formats = [word for name in own_formatters() for word in ("-f", f"{name}:{count}.{name}")]
        words = ("-j", count, "-f", "full", *formats, "--no-cache", "-v", "--statistics")
        done = govlint("全省", *words, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (1, "")
        files = {name: (tmp_path / f"{count}.{name}").read_bytes() for name in own_formatters()}
        written.append({**files, "": done.stdout.encode()})
    one, three = written
    assert one == three
    assert one[""] == one["full"]
    assert all(b"GL3" in text for text in one.values())


def test_outcomes_come_in_the_order_of_the_jobs(tmp_path):
    paths = folder(tmp_path, 70)[::-1]
    found = outcomes(paths, SETTINGS, processes=2)
    assert [file.path for file in found] == paths
    assert {file.status for file in found} == {"checked"}


def test_each_file_has_settings_of_its_own(tmp_path):
    paths = folder(tmp_path, 6)
    kinds = [SETTINGS, Settings(today=TODAY, year=2022), Settings(today=TODAY, default_packs=False)]
    jobs = [Job(path, kinds[index % 2]) for index, path in enumerate(paths)]
    for processes in (1, 2):
        found = list(run(jobs, How(processes=processes)))
        assert [file.report.year == 2022 for file in found[1::2]] == [True] * 3


def test_an_unguarded_script_may_run_the_pool(tmp_path):
    """A worker must not run the caller's main module again."""
    paths = folder(tmp_path / "数据", 3)
    script = tmp_path / "脚本.py"
    script.write_text(
        "from govlint.lint import Settings\nfrom govlint.run import How, Job, run\n"
        f"found = list(run([Job(p, Settings()) for p in {paths!r}], How(processes=2)))\n"
        "print('once', [f.status for f in found])\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, str(script)], env=environment(), capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout == "once ['checked', 'checked', 'checked']\n"


def test_a_console_script_may_run_the_pool(tmp_path):
    folder(tmp_path / "数据", 3)
    script = tmp_path / "govlint"
    script.write_text("import sys\nfrom govlint.cli import main\nsys.exit(main())\n", encoding="utf-8")
    words = [sys.executable, str(script), "数据", "-j", "2", "-f", "concise", "--no-cache"]
    done = subprocess.run(
        words, cwd=tmp_path, env=environment(), capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert "3" in done.stdout.splitlines()[-1]


def test_wrong_settings_are_told_before_any_process_starts(tmp_path, monkeypatch):
    monkeypatch.setattr("govlint.run.process.Worker", None)
    with pytest.raises(AskedError, match="GL9999"):
        outcomes(
            folder(tmp_path, 3),
            Settings(choice=type(SETTINGS.choice)(select=("GL9999",))),
            processes=2,
        )


def test_a_worker_that_does_not_start_ends_the_run(tmp_path, monkeypatch):
    monkeypatch.setattr("govlint.run.process._START", "raise SystemExit(7) # {path}")
    with pytest.raises(GovlintError, match="does not start"):
        outcomes(folder(tmp_path, 3), SETTINGS, processes=2)


# ---- hostile files ----


def test_files_that_hang_exhaust_memory_or_kill_are_one_finding_each(tmp_path):
    odd = {2: "\n#EXIT\n", 5: "\n#HANG\n", 7: "\n#HOG\n", 11: "\n#EXIT\n"}
    paths = folder(tmp_path / "r", 14, odd)
    settings = odd_settings(tmp_path)
    found = outcomes(paths, settings, processes=2, seconds=3)
    names = {index: [f.name for f in file.findings] for index, file in enumerate(found)}
    assert names[2] == names[11] == ["worker-died"]
    assert names[5] == ["time-exceeded"]
    assert names[7] == ["memory-exceeded"]
    assert {f.severity for index in odd for f in found[index].findings} == {"error"}
    whole = [file for index, file in enumerate(found) if index not in odd]
    linter = Linter(settings)
    assert [file.path for file in found] == paths
    for file in whole:
        assert file.status == "checked"
        assert file.findings == linter.check(file.path).findings


def test_a_file_that_kills_its_worker_is_tried_twice_and_the_others_once(tmp_path, monkeypatch):
    log = tmp_path / "log"
    monkeypatch.setenv("GOVLINT_TEST_LOG", str(log))
    paths = folder(tmp_path / "r", 8, {3: "#EXIT"})
    outcomes(paths, odd_settings(tmp_path), processes=2)
    tries = Counter(log.read_text("utf-8").splitlines())
    assert tries == {path: 2 if path == paths[3] else 1 for path in paths}


def test_what_a_hostile_file_leads_to_is_not_kept(tmp_path):
    paths = folder(tmp_path / "r", 4, {1: "#EXIT"})
    settings, cache = odd_settings(tmp_path), str(tmp_path / "kept")
    outcomes(paths, settings, processes=2, cache=cache)
    assert len(list((tmp_path / "kept").glob("*/*.json"))) == 3


def test_a_plugin_that_prints_does_not_spoil_the_answers(tmp_path):
    settings = odd_settings(tmp_path)
    noisy = (
        (tmp_path / "odd_plugin.py")
        .read_text("utf-8")
        .replace("text = scope", "print('noise'); text = scope")
    )
    (tmp_path / "odd_plugin.py").write_text(noisy, encoding="utf-8")
    found = outcomes(folder(tmp_path / "r", 3), settings, processes=2)
    assert [file.status for file in found] == ["checked"] * 3


def test_memory_that_gives_out_in_one_process_is_a_finding_too(tmp_path):
    (path,) = folder(tmp_path / "r", 1, {0: "#HOG"})
    (found,) = outcomes([path], odd_settings(tmp_path))
    assert [f.code for f in found.findings] == ["GL014"]


def test_explain_knows_the_limits(capsys):
    assert cli.main(["explain", "time-exceeded", "memory-exceeded", "worker-died"]) == 0
    told = capsys.readouterr().out
    assert all(code in told for code in ("GL013", "GL014", "GL015"))


# ---- interrupt ----


def interruptible():
    """What is started in the background is told to take no notice of interrupts, and so is all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_an_interrupt_writes_what_is_done_and_a_second_run_goes_on(tmp_path):
    odd_settings(tmp_path)
    paths = folder(tmp_path / "r", 120, dict.fromkeys(range(64, 120), "\n#SLEEP\n"))
    words = command(
        "r", "-j", "2", "-f", "jsonl", "--plugin", "odd_plugin.py", "--pack", "odd", "--cache-dir", "kept"
    )
    log = tmp_path / "log"
    around = environment(GOVLINT_TEST_LOG=str(log))
    process = subprocess.Popen(
        words, cwd=tmp_path, env=around, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        preexec_fn=interruptible,
    )  # fmt: skip
    first = process.stdout.readline()
    process.send_signal(signal.SIGINT)
    rest, err = process.stdout.read(), process.stderr.read()
    assert process.wait(timeout=60) == 130
    assert len(err.splitlines()) == 1
    assert "Traceback" not in err
    lines = [json.loads(line) for line in [first, *rest.splitlines()]]
    assert 0 < len({line["path"] for line in lines}) < 60
    done = len(log.read_text("utf-8").splitlines())
    assert done < len(paths)
    kept = len(list((tmp_path / "kept" / "results").glob("*/*.json")))
    again = subprocess.run(
        words, cwd=tmp_path, env=around, capture_output=True, encoding="utf-8", check=False
    )
    assert again.returncode == 1
    assert json.loads(again.stdout.splitlines()[-1])["assurance"]["files"] == 120
    assert len(log.read_text("utf-8").splitlines()) == done + 120 - kept


def test_an_interrupted_file_output_is_left_as_it_was(tmp_path):
    odd_settings(tmp_path)
    folder(tmp_path / "r", 3, {2: "#HANG"})
    (tmp_path / "out.json").write_text("before", encoding="utf-8")
    log = tmp_path / "log"
    words = command(
        "r", "-j", "1", "-f", "json:out.json", "--plugin", "odd_plugin.py", "--pack", "odd", "--no-cache"
    )
    process = subprocess.Popen(
        words,
        cwd=tmp_path,
        env=environment(GOVLINT_TEST_LOG=str(log)),
        stderr=subprocess.PIPE,
        preexec_fn=interruptible,
    )
    while not log.exists() or len(log.read_text("utf-8").splitlines()) < 3:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert process.returncode == 130
    assert (tmp_path / "out.json").read_text("utf-8") == "before"


# ---- bounds ----


class Lazy:
    """An executor that never finishes its first batch until nothing else can go on."""

    size, slots = 4, 3

    def __init__(self, how):
        self.how, self.waiting, self.most = how, [], 0

    def submit(self, number, jobs):
        self.waiting.append((number, jobs))
        self.most = max(self.most, len(self.waiting))

    def take(self):
        number, jobs = self.waiting.pop() if len(self.waiting) > 1 else self.waiting.pop(0)
        return Done(number, check_batch(jobs, self.how))

    def close(self):
        self.waiting = []


def test_no_more_is_read_ahead_than_fits(tmp_path, monkeypatch):
    (path,) = folder(tmp_path, 1)
    taken = 0

    def jobs():
        nonlocal taken
        for _ in range(400):
            taken += 1
            yield Job(path, SETTINGS)

    how = How()
    lazy = Lazy(how)
    run_ = Run(jobs(), how, executor=lazy)
    answers = run_.answers()
    next(answers)
    room = 8 * lazy.size * lazy.slots
    assert lazy.most <= lazy.slots
    assert taken <= room + 2 * lazy.size * lazy.slots
    assert 1 + sum(1 for _ in answers) == 400


def test_known_files_do_not_pile_up_behind_one_that_is_new(tmp_path):
    cache = str(tmp_path / "kept")
    (path, new) = folder(tmp_path, 2)
    outcomes([path], SETTINGS, cache=cache)
    taken = 0

    def jobs():
        nonlocal taken
        yield Job(new, SETTINGS)
        for _ in range(2000):
            taken += 1
            yield Job(path, SETTINGS)

    lazy = Lazy(How(cache=cache))
    answers = Run(jobs(), How(cache=cache), executor=lazy).answers()
    next(answers)
    assert taken <= 8 * lazy.size * lazy.slots
    assert 1 + sum(1 for _ in answers) == 2001


def test_a_spool_gives_back_what_it_was_given_in_memory_and_on_the_disk():
    for bound in (0, 10, 10**6):
        spool = Spool(bound)
        parts = [b"", "一二".encode(), b"x" * 1000]
        for part in parts:
            spool.append(part)
            assert spool[0] == b""
        assert [spool[n] for n in range(len(spool))] == parts


def test_files_can_be_gone_through_while_they_come_and_again(tmp_path):
    paths = folder(tmp_path, 3)
    run_ = Run([Job(path, SETTINGS) for path in paths], How())
    files = Files(run_.answers())
    first, second = iter(files), iter(files)
    assert next(first).path == next(second).path == paths[0]
    assert next(second).path == paths[1]
    assert [file.path for file in first] == paths[1:]
    assert [file.path for file in second] == paths[2:]
    assert run_.tally.checked == 3
    assert [file.path for file in files] == [file.path for file in files[:]] == paths
    assert files[-1].path == paths[-1]


def test_no_file_is_an_empty_outcome():
    files = Files(iter(()))
    assert not files
    assert len(files) == 0


# ---- what is told of a run ----


def test_timing_tells_where_the_time_went(tmp_path):
    paths = folder(tmp_path / "r", 4)
    done = govlint("r", "--timing", "--lang", "en", "-q", "-j", "2", cwd=tmp_path)
    assert done.returncode == 1
    told = done.stderr
    assert all(word in told for word in ("all", "reading", "understanding", "GL5", "报告003.txt"))
    assert "reading" not in done.stdout
    plain = govlint("r", "-q", "--lang", "en", "--no-cache", cwd=tmp_path)
    assert (plain.stdout, plain.stderr) == (done.stdout, "")
    assert len(paths) == 4


def test_each_stage_and_constraint_is_counted_and_the_findings_are_the_same(tmp_path):
    (path,) = folder(tmp_path, 1)
    how = How(timed=True)
    run_ = Run([Job(path, SETTINGS)], how)
    (answer,) = run_.answers()
    assert decode(answer.outcome).findings == Linter(SETTINGS).check(path).findings
    (spent,) = run_.tally.spent
    assert {ALL, READING, UNDERSTANDING, "GL301", "GL001"} & set(spent.parts) == {
        ALL, READING, UNDERSTANDING, "GL301",
    }  # fmt: skip
    parts, files = summed(run_.tally.spent)
    assert [name for name, _ in parts[:3]] == [ALL, READING, UNDERSTANDING]
    assert parts[0][1] >= sum(seconds for name, seconds in parts[1:3])
    assert files == [(path, spent.parts[ALL])]


def test_the_linter_itself_never_looks_at_the_clock(tmp_path, monkeypatch):
    (path,) = folder(tmp_path, 1)

    def clock():
        raise AssertionError

    monkeypatch.setattr("govlint.run.timing.perf_counter", clock)
    assert [file.status for file in outcomes([path], SETTINGS)] == ["checked"]


def test_statistics_count_every_finding_once(tmp_path):
    folder(tmp_path / "r", 9)
    done = govlint("r", "-f", "json", "--statistics", "-j", "2", "--no-cache", cwd=tmp_path)
    value = json.loads(done.stdout)
    counted = Counter(finding["code"] for finding in value["findings"])
    assert {row["code"]: row["count"] for row in value["statistics"]} == counted
    assert sum(counted.values()) > 3


def test_the_bar_is_wiped_before_anything_else_is_printed():
    drawn = []
    bar = Bar(100, lambda **facts: f"{facts['done']}/{facts['total']}", drawn.append)
    bar.reach(7)
    bar.reach(8)
    bar.clear()
    bar.clear()
    assert drawn == ["7/100", ""]


def on_terminal(words, cwd):
    """What a terminal sees on standard error, and what standard output gets."""
    parent, child = pty.openpty()
    process = subprocess.Popen(
        words, cwd=cwd, env=environment(TERM="xterm"), stdout=subprocess.PIPE, stderr=child, encoding="utf-8"
    )
    os.close(child)
    out, _ = process.communicate(timeout=120)
    seen = b""
    with suppress(OSError):
        while part := os.read(parent, 65536):
            seen += part
    os.close(parent)
    return seen.decode(), out


def test_progress_is_for_terminals_many_files_and_whoever_wants_it(tmp_path):
    folder(tmp_path / "r", 24)
    words = command("r", "-j", "2", "-f", "concise", "--no-cache")
    seen, out = on_terminal(words, tmp_path)
    assert "/24" in seen
    assert "#" not in out
    assert on_terminal([*words, "--no-progress"], tmp_path) == ("", out)
    assert govlint(*words[3:], "--progress", cwd=tmp_path).stderr == ""


@pytest.mark.parametrize("words", [("-j", "0"), ("-j", "x"), ("--timeout", "0"), ("--timeout", "-1")])
def test_numbers_that_mean_nothing_are_refused(tmp_path, words, capsys):
    assert cli.main([*words, str(tmp_path)]) == 2
    assert words[0] in capsys.readouterr().err


def test_printed_reports_have_findings_where_they_should():
    assert printed(1) != printed(0)
