"""Runs on Dask: the same outcomes as in one process, whatever happens to workers. Bounded: two worker processes."""

from __future__ import annotations

import os
import pickle
import signal
import threading

import pytest
from runs import TODAY, folder, govlint, odd_settings

from govlint.errors import GovlintError
from govlint.lint import Settings
from govlint.run import How, Job, Run, run
from govlint.run.outcomes import decode
from govlint.run.remote import Order, check_apart, release
from govlint.words import AskedError

pytest.importorskip("distributed", reason="Dask is not installed: pip install 'govlint[dask]'")

from govlint.run import cluster as clusters
from govlint.run import dask as daskling

SETTINGS = Settings(today=TODAY)


def jobs(paths, settings=SETTINGS):
    return [Job(path, settings) for path in paths]


@pytest.fixture(scope="module")
def connection():
    """A cluster of two worker processes for the whole module, used as if it were elsewhere."""
    made = daskling.local(2)
    yield made
    made.close()


@pytest.fixture
def elsewhere(connection, monkeypatch):
    """How to use that cluster by its address; letting go of it leaves it up."""
    address = connection._own.scheduler_address
    return How(engine="dask", scheduler=address, seconds=5)


def in_one(paths, settings=SETTINGS):
    return list(run(jobs(paths, settings), How()))


def test_a_killed_worker_loses_no_file(tmp_path, connection, elsewhere):
    """One of two workers is killed while tasks are under way: every outcome arrives, in order, as in one process."""
    paths = folder(tmp_path, 48)
    expected = in_one(paths)
    executor = clusters.Cluster(elsewhere, clusters.Work(elsewhere))
    executor.size = 6
    victims = connection._client.run(os.getpid)
    found = []
    for number, answer in enumerate(Run(jobs(paths), elsewhere, executor).answers()):
        if number == 7:
            os.kill(next(iter(victims.values())), signal.SIGKILL)
        found.append(decode(answer.outcome))
    assert found == expected
    assert set(connection._client.run(os.getpid).values()) != set(victims.values())


def test_files_that_hang_or_kill_are_one_finding_each(tmp_path, elsewhere):
    odd = {1: "\n#EXIT\n", 3: "\n#HANG\n", 4: "\n#HOG\n"}
    paths = folder(tmp_path / "r", 6, odd)
    settings = odd_settings(tmp_path)
    found = list(run(jobs(paths, settings), elsewhere))
    names = {index: [f.name for f in file.findings] for index, file in enumerate(found)}
    assert (names[1], names[3], names[4]) == (["worker-died"], ["time-exceeded"], ["memory-exceeded"])
    whole = [index for index in range(6) if index not in odd]
    assert [found[index] for index in whole] == in_one([paths[index] for index in whole], settings)


def test_a_file_that_takes_whole_workers_along_is_one_finding(tmp_path, elsewhere):
    """The rule kills the guarded process's parent, a Dask worker; the innocent beside it are all checked."""
    settings = odd_settings(tmp_path)
    plugin = settings.plugins[0]
    text = plugin.read_text("utf-8").replace("os._exit(3)", "os.kill(os.getppid(), 9)")
    plugin.write_text(text, encoding="utf-8")
    paths = folder(tmp_path / "r", 5, {2: "\n#EXIT\n"})
    found = list(run(jobs(paths, settings), elsewhere))
    assert [f.name for f in found[2].findings] == ["worker-died"]
    whole = [0, 1, 3, 4]
    assert [found[index] for index in whole] == in_one([paths[index] for index in whole], settings)


def test_a_cluster_elsewhere_gets_bytes_and_this_process_keeps_results(tmp_path, elsewhere, monkeypatch):
    paths = [*folder(tmp_path / "r", 4), (tmp_path / "r" / "gone.txt").as_posix()]
    sent = []
    start = clusters.Cluster._start
    monkeypatch.setattr(clusters.Cluster, "_start", lambda self, part: (sent.append(part), start(self, part)))
    how = How(engine="dask", scheduler=elsewhere.scheduler, cache=str(tmp_path / "kept"))
    first = list(run(jobs(paths), how))
    assert first == in_one(paths)
    assert [type(job.data) for part in sent for job in part.jobs] == [bytes] * 4 + [clusters.UnreadableError]
    second = Run(jobs(paths), how)
    assert [decode(answer.outcome) for answer in second.answers()] == first
    assert (second.tally.hits, second.tally.checked) == (4, 1)


def test_large_files_go_in_several_tasks(elsewhere):
    job = Job("a.txt", SETTINGS, b"x" * (3 * 1024 * 1024))
    assert list(clusters._cut([job] * 5)) == [range(2), range(2, 4), range(4, 5)]
    assert list(clusters._cut([Job("a.txt", SETTINGS)] * 50)) == [range(50)]


def test_the_command_runs_a_cluster_of_its_own(tmp_path):
    folder(tmp_path / "r", 5)
    words = ("r", "-f", "concise", "--no-cache", "-j")
    one = govlint(*words, "1", cwd=tmp_path)
    (tmp_path / "govlint.toml").write_text('engine = "dask"\n', encoding="utf-8")
    many = govlint(*words, "2", cwd=tmp_path)
    assert (many.returncode, many.stdout, many.stderr) == (1, one.stdout, "")


def test_no_scheduler_is_a_mistake(tmp_path, monkeypatch):
    monkeypatch.setattr(daskling, "_WAIT", 1)
    with pytest.raises(AskedError, match=r"127\.0\.0\.1:9"):
        daskling.connect("tcp://127.0.0.1:9")
    with pytest.raises(AskedError, match="nonsense"):
        daskling.connect("nonsense://x")


def test_a_scheduler_without_dask_is_a_mistake(tmp_path):
    folder(tmp_path / "r", 1)
    done = govlint("r", "--scheduler", "tcp://127.0.0.1:9", cwd=tmp_path)
    assert done.returncode == 2
    assert "--engine dask" in done.stderr


def test_another_govlint_is_refused():
    with pytest.raises(GovlintError, match="not 0"):
        check_apart(pickle.dumps([]), Order(How(), "0.0"))


def test_a_task_that_fails_leaves_no_process(tmp_path):
    wrong = Settings(choice=type(SETTINGS.choice)(select=("GL9999",)))
    paths = folder(tmp_path, 1)
    with pytest.raises(GovlintError, match="GL9999"):
        check_apart(pickle.dumps(jobs(paths, wrong)), Order(How()))
    assert threading.active_count() < 20
    release()
