# SPDX-License-Identifier: Apache-2.0
"""Control numbers: none twice and none left out, wherever a process dies, whoever else writes, however full
the disk."""
import json
import os
import random
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import time

import pytest

from conftest import PROGRAM, ROOT, installed

VISIT = "Examples/office-visit.json"


class Office:
    """An installation with code sets and a folder that claims go out to."""

    def __init__(self, top):
        codebooks = installed() / "codebook"
        if not codebooks.exists():
            pytest.skip("no code sets are installed")
        self.home, self.out = top / "home", top / "out"
        (self.home).mkdir(parents=True)
        (self.home / "codebook").symlink_to(codebooks)
        self.out.mkdir()
        text = json.loads((ROOT / VISIT).read_text())
        self.inputs = []
        for name in "abc":
            path = top / f"{name}.json"
            path.write_text(json.dumps(text).replace('"OV-2026-0310"', f'"OV-{name}"'))
            self.inputs.append(path)
        assert self.inputs[0].read_bytes() != self.inputs[1].read_bytes()

    def start(self, *inputs, **environment):
        return subprocess.Popen(
            [PROGRAM, "run", *map(str, inputs), "--fees", "Examples/fees.json", "--out", str(self.out),
             "--numbers-from-store"], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            env={**os.environ, "CLEANCLAIM_HOME": str(self.home), **environment})

    def run(self, *inputs, **environment):
        process = self.start(*inputs, **environment)
        return process.wait(60), process.stderr.read().decode()

    def numbers(self, *arguments):
        done = subprocess.run(
            [PROGRAM, "numbers", "--json", *arguments], cwd=ROOT, capture_output=True, text=True,
            env={**os.environ, "CLEANCLAIM_HOME": str(self.home)})
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)

    def written(self):
        """The control numbers in the files, each list sorted: interchange, group, set."""
        found = {"ISA": [], "GS": [], "ST": []}
        for path in self.out.glob("837*.edi"):
            text = path.read_text()
            isa = text.split("*")[13]
            assert f"IEA*1*{isa}~" in text and path.name.endswith(f"-{isa}.edi")
            found["ISA"].append(int(isa))
            groups = re.findall(r"^GS\*(?:[^*~]*\*){5}(\d+)\*", text, re.M)
            assert groups == re.findall(r"^GE\*\d+\*(\d+)~", text, re.M)
            sets = re.findall(r"^ST\*837\*(\d+)\*", text, re.M)
            assert sets == re.findall(r"^SE\*\d+\*(\d+)~", text, re.M)
            assert re.findall(r"^BHT\*0019\*00\*(\d+)-", text, re.M) == [str(int(isa))] * len(sets)
            found["GS"] += map(int, groups)
            found["ST"] += map(int, sets)
        return {name: sorted(numbers) for name, numbers in found.items()}

    def check(self):
        """Nothing twice, nothing left out; gives how many interchanges there are."""
        status = self.numbers()
        assert status["open"] == []
        route, = status["routes"] or [{"interchange": 0, "group": 0, "set": 0, "given_back": []}]
        written = self.written()
        assert sorted(written["ISA"] + route["given_back"]) == list(range(1, route["interchange"] + 1))
        if not route["given_back"]:
            assert written["GS"] == list(range(1, route["group"] + 1))
            assert written["ST"] == list(range(1, route["set"] + 1))
        assert not list(self.out.glob("837*.partial")) and not list(self.out.glob(".*.draft"))
        return len(written["ISA"])


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


def test_numbers_go_on_from_run_to_run(office):
    for turn in range(1, 4):
        status, errors = office.run(office.inputs[0])
        assert status == 0, errors
        assert office.check() == turn


def test_a_run_killed_at_any_call_that_changes_a_file(office, faults, tmp_path):
    """Killed before the first, the second, … such call; then the same claims are run again."""
    at, expected = 0, 0
    while True:
        at += 1
        counted = tmp_path / "calls"
        status, errors = office.run(
            office.inputs[at % 2], LD_PRELOAD=faults, FAULT="kill", FAULT_AT=str(at), FAULT_LOG=str(counted))
        if status == 0:
            break
        assert status == -signal.SIGKILL, errors
        before = len(office.written()["ISA"])
        status, errors = office.run(office.inputs[at % 2])
        assert status == 0, errors
        # The second run completes the first, and only where that had come to its end before it writes anew.
        written = office.check()
        assert written - expected in ((1, 2) if before > expected else (1,))
        expected = written
    assert at > 30 and at > int(counted.read_text())


def test_a_run_killed_at_any_call_and_other_claims_after_it(office, faults):
    """What was complete is put in its place by the next run, whatever that writes itself."""
    at = 0
    while True:
        at += 3
        status, _ = office.run(office.inputs[0], LD_PRELOAD=faults, FAULT="kill", FAULT_AT=str(at))
        if status == 0:
            break
        assert office.run(office.inputs[1])[0] == 0
        office.check()


def test_two_writers_killed_at_random_moments(office):
    chance = random.Random(3)
    killed = 0
    for _ in range(80):
        pair = [office.start(path) for path in chance.sample(office.inputs, 2)]
        time.sleep(chance.uniform(0.0, 0.06))
        for process in pair:
            if chance.random() < 0.8:
                process.kill()
        killed += sum(process.wait(60) == -signal.SIGKILL for process in pair)
    assert killed > 20
    # The last one killed may have left a draft; whoever runs next takes it away.
    status, errors = office.run(office.inputs[0])
    assert status == 0, errors
    office.check()
    assert office.run(*office.inputs)[0] == 0
    assert office.check() > 0
    database = sqlite3.connect(office.home / "numbers/control-numbers.sqlite")
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_many_writers_at_once_get_different_numbers(office):
    for _ in range(5):
        running = [office.start(path) for path in office.inputs * 2]
        assert [process.wait(60) for process in running] == [0] * 6
    assert office.check() == 30


def test_after_the_greatest_number_comes_one(office):
    assert office.run(office.inputs[0])[0] == 0
    database = sqlite3.connect(office.home / "numbers/control-numbers.sqlite")
    database.execute("UPDATE counter SET last = 999999998")
    database.commit()
    database.close()
    assert office.run(office.inputs[0])[0] == 0
    assert office.written() == {kind: [1, 999_999_999] for kind in ("ISA", "GS", "ST")}
    shutil.rmtree(office.out)
    assert office.run(office.inputs[0])[0] == 0
    assert office.written() == {kind: [1] for kind in ("ISA", "GS", "ST")}


@pytest.mark.parametrize("step", [1, 2])
def test_a_full_disk_takes_no_number(office, faults, step):
    """The disk is full from the first, third, fifth … call on; then there is space again."""
    assert office.run(office.inputs[0])[0] == 0
    at = step - 2
    while True:
        at += 2
        if at < 1:
            continue
        status, errors = office.run(office.inputs[0], LD_PRELOAD=faults, FAULT="full", FAULT_AT=str(at))
        if status == 0:
            break
        assert status == 4 and errors, (at, status, errors)
        office.check()
    assert at > 20


def test_a_limit_on_the_size_of_files(office):
    """What the shell calls ulimit -f: SQLite and the files meet it as an error, not as a signal."""
    assert office.run(office.inputs[0])[0] == 0
    for limit in (0, 1 << 10, 1 << 14, 1 << 15):
        done = subprocess.run(
            [PROGRAM, "run", str(office.inputs[1]), "--out", str(office.out), "--numbers-from-store"],
            cwd=ROOT, capture_output=True, env={**os.environ, "CLEANCLAIM_HOME": str(office.home)},
            preexec_fn=lambda: (signal.signal(signal.SIGXFSZ, signal.SIG_IGN),
                                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))))
        assert done.returncode in (0, 4), done.stderr
        office.check()
    assert office.run(office.inputs[1])[0] == 0
    office.check()


def test_a_file_that_was_taken_away_keeps_its_number(office, faults):
    """Complete, taken away, never confirmed: open until the same claims are run again or a person says so."""
    at = 0
    while True:
        at += 1
        status, _ = office.run(office.inputs[0], LD_PRELOAD=faults, FAULT="kill", FAULT_AT=str(at))
        assert status != 0, "no moment at which a file is in its place and not confirmed"
        taken = list(office.out.glob("837*.edi"))
        if taken:
            break
        assert office.run(office.inputs[1])[0] == 0
        for path in office.out.glob("*"):
            path.unlink()
    number = int(taken[0].name[5:14])
    taken[0].unlink()
    status = office.numbers()
    assert [open["interchange"] for open in status["open"]] == [number]
    assert office.run(office.inputs[2])[0] == 0
    assert number not in office.written()["ISA"]
    assert office.run(office.inputs[0])[0] == 0
    assert number in office.written()["ISA"]
    assert office.numbers()["open"] == []


def test_an_open_number_is_closed_by_a_person(office, faults):
    assert office.run(office.inputs[0])[0] == 0
    database = sqlite3.connect(office.home / "numbers/control-numbers.sqlite")
    database.execute("UPDATE outgoing SET state = 'written', digest = 'x'")
    database.commit()
    database.close()
    assert [open["interchange"] for open in office.numbers()["open"]] == [1]
    assert office.numbers("--sent", "1")["open"] == []
    done = subprocess.run(
        [PROGRAM, "numbers", "--sent", "1"], capture_output=True, text=True,
        env={**os.environ, "CLEANCLAIM_HOME": str(office.home)})
    assert done.returncode == 1 and "1" in done.stderr
