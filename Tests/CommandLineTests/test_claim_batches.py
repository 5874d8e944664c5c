# SPDX-License-Identifier: Apache-2.0
"""Batches of claims from outside: killed anywhere, on two clearinghouses, over SFTP."""
import os
import random
import shutil
import socket
import subprocess
import time

import pytest

from claim_files import ack_277ca, ack_999, answer_835, claim, file_837p
from claim_office import Office
from test_books import database
from test_claim_life import TWO, paid, segments

SETTINGS = """\
use: harbor
clearinghouses:
  harbor:
    sender: ZZ:CLINIC
    receiver: 30:HARBOR
    group_sender: CLINIC01
    submitter: SAMPLE CLINIC
    submitter_id: C0042
    receiver_name: HARBOR EXCHANGE
    usage: production
    file: "{KIND}.{date}.{number}.x12"
    line_breaks: false
    claims_per_set: 2
    first_number: 500
    folder: FOLDER/harbor/inbound
    answers: FOLDER/harbor/outbound
    answer_files: ["*.999", "*.277", "*.835"]
    read: FOLDER/harbor/read
  meadow:
    sender: ZZ:CLINIC
    receiver: ZZ:MEADOW
    receiver_name: MEADOW
    file: "batch-{batch}-{number}.txt"
    claims_per_file: 2
    folder: FOLDER/meadow/to
    answers: FOLDER/meadow/from
"""


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def office(request, tmp_path):
    return Office(tmp_path, database(request.param))


def settings(office, text=SETTINGS):
    (office.home / "clearinghouses.yaml").write_text(text.replace("FOLDER", str(office.folder)))


def numbers(texts):
    """ISA13, ST02 and CLM01 of files, in the order of ISA13."""
    found = []
    for text in texts:
        rows = [row.strip().split("*") for row in text.split("~")]
        found.append((int(next(row[13] for row in rows if row[0] == "ISA")),
                      [int(row[2]) for row in rows if row[0] == "ST"], [row[1] for row in rows if row[0] == "CLM"]))
    return sorted(found)


def test_a_kill_at_any_moment_neither_loses_nor_doubles_a_claim(tmp_path, faults):
    office = Office(tmp_path)
    chance = random.Random(4)
    kills, total, seen = 0, 0, set()
    while kills < 120:
        if chance.random() < 0.4:
            total += 1
            office.add(file_837p(claim(f"K{total}", TWO)))
        done = office.run(
            "claims", "send", "--out", tmp_path / "out", LD_PRELOAD=faults, FAULT="kill", FAULT_AT=str(chance.randint(1, 44)))
        if done.returncode:
            kills += 1
            if kills % 4 == 0:
                seen |= {one["state"] for one in office.ask("claims", "batches")["batches"]}
    assert "sent" in seen and seen & {"made", "written"}
    office.send()
    files = office.sent_files()
    found = numbers(path.read_text() for path in files)
    assert [one[0] for one in found] == list(range(1, len(files) + 1))
    assert [number for one in found for number in one[1]] == list(range(1, len(files) + 1))
    assert sorted(name for one in found for name in one[2]) == sorted(f"K{number + 1}" for number in range(total))
    assert {name: office.state(name) for name in ("K1", f"K{total}")} == {"K1": "sent", f"K{total}": "sent"}
    states = office.ask("claims", "overview")["claims"]
    assert [(row["state"], row["claims"]) for row in states] == [("sent", total)]
    assert [path.name for path in (tmp_path / "out").iterdir() if path.suffix == ".partial"] == []
    office.sound()


def test_a_file_that_is_gone_after_a_kill_is_a_question_for_a_person(tmp_path, faults):
    office = Office(tmp_path)
    office.add(file_837p(claim("A1", TWO)))
    for state in ("made", "written"):
        for at in range(1, 200):
            office.run("claims", "send", "--out", tmp_path / "out", LD_PRELOAD=faults, FAULT="kill", FAULT_AT=str(at))
            batches = office.ask("claims", "batches")["batches"]
            if batches and batches[0]["state"] == state:
                break
    # As if somebody had taken it at once, and every trace of earlier attempts were swept up.
    taken = ""
    for whole in (tmp_path / "out").glob("*.partial"):
        taken = whole.read_text() or taken
        whole.unlink()
    answer = office.send(code=1)
    assert [one["rule"] for one in answer["findings"]] == ["claims.batch-gone"]
    assert office.state("A1") == "ready" and office.send(code=1)["batches"] == []
    assert office.ask("claims", "batch", "1", "--lost")["state"] == "made"
    office.send()
    assert office.last_file() == taken and office.state("A1") == "sent"
    assert office.refused("claims", "batch", "1", "--taken") == "claims.batch-settled"
    assert office.refused("claims", "batch", "9") == "claims.unknown-batch"


def test_two_at_once_send_each_claim_once(office):
    office.add(file_837p(*[claim(f"A{number}", TWO) for number in range(40)]))
    settings(office, SETTINGS.replace("claims_per_file: 2", "claims_per_file: 3"))
    processes = [
        subprocess.Popen(
            [os.environ.get("CLEANCLAIM_PROGRAM") or office_program(), "claims", "send", "--adapter", "meadow", "--by", "b",
             *office.options],
            env={**os.environ, "CLEANCLAIM_HOME": str(office.home)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)]
    for process in processes:
        output, errors = process.communicate(timeout=300)
        assert process.returncode == 0, output + errors
    found = numbers(path.read_text() for path in (office.folder / "meadow/to").glob("*.txt"))
    assert [one[0] for one in found] == list(range(1, len(found) + 1))
    assert sorted(name for one in found for name in one[2]) == sorted(f"A{number}" for number in range(40))
    assert office.ask("claims", "overview")["claims"] == [{"state": "sent", "claims": 40, "charge": 6000}]


def office_program():
    from conftest import PROGRAM
    return PROGRAM


def test_complaint_19_one_setting_changes_the_clearinghouse(office):
    settings(office)
    office.add(file_837p(*[claim(f"A{number}", TWO) for number in range(3)]))
    batch, = office.ask("claims", "send")["batches"]
    path, = (office.folder / "harbor/inbound").iterdir()
    assert path.name == f"837P.{batch['made'][:10].replace('-', '')}.000000500.x12" == batch["file"]
    text = path.read_text()
    assert "\n" not in text.strip() and "*ZZ*CLINIC         *30*HARBOR         *" in text and "*P*:~GS*HC*CLINIC01*HARBOR*" in text
    assert "NM1*41*2*SAMPLE CLINIC*****46*C0042~" in text and "NM1*40*2*HARBOR EXCHANGE*****46*HARBOR~" in text
    assert numbers([text]) == [(500, [500, 501], ["A0", "A1", "A2"])]
    answers = office.folder / "harbor/outbound"
    answers.mkdir()
    (answers / "A.999").write_text(ack_999(batch["group"], [(500, "A", []), (501, "R", [])], code="P"))
    (answers / "B.277").write_text(ack_277ca("500-1", [("A0", "A2:20", "WQ", "150", "I0"), ("A1", "A7:21", "U", "150", "")]))
    (answers / "C.835").write_text(answer_835([paid("A0", "I0")]))
    (answers / "report.txt").write_text("Thank you for your files.\n")
    answer = office.ask("claims", "fetch")
    assert answer["files"] == 3 and len(answer["remittances"]) == 1
    assert [office.state(f"A{number}") for number in range(3)] == ["paid", "payer-rejected", "clearinghouse-rejected"]
    assert [path.name for path in answers.iterdir()] == ["report.txt"]
    assert len(list((office.folder / "harbor/read").iterdir())) == 3

    # The house is down: the other one, by one word of the settings.
    settings(office, SETTINGS.replace("use: harbor", "use: meadow"))
    for number in (1, 2):
        office.ask("claims", "resubmit", f"A{number}", "--reason", "the house is down")
    office.add(file_837p(claim("A9", TWO)))
    batches = office.ask("claims", "send")["batches"]
    assert [(one["clearinghouse"], one["interchange"], one["claims"]) for one in batches] == [("meadow", 1, 2), ("meadow", 2, 1)]
    names = sorted(path.name for path in (office.folder / "meadow/to").iterdir())
    assert names == ["batch-2-000000001.txt", "batch-3-000000002.txt"]
    # A 999 of the house before speaks of the file before.
    given = (office.folder / "harbor/read/A.999").read_text()
    assert office.acknowledge(given)["present"] == 3
    folder = office.folder / "meadow/from"
    folder.mkdir()
    (folder / "one").write_text(ack_277ca("2-1", [("A9", "A2:20", "WQ", "150", "")]).replace("CLEARINGHOUSE  ", "MEADOW         "))
    assert office.ask("claims", "fetch")["accepted"] == 1 and office.state("A9") == "payer-accepted"
    assert office.ask("claims", "fetch")["present"] == 1
    (folder / "two").write_text("no interchange")
    assert [one["rule"] for one in office.ask("claims", "fetch")["findings"]] == ["clearinghouses.unreadable"]
    office.sound()


def test_settings_that_are_wrong_are_named_with_their_line(office):
    office.add(file_837p(claim("A1", TWO)))
    for old, new, line in [("use: harbor", "use: other", 1), ("    usage: production", "    usage: trial", 10),
                           ("{KIND}.{date}.{number}.x12", "claims.x12", 11), ("line_breaks", "line_brakes", 12),
                           ("30:HARBOR", "HARBOR", 5), ("claims_per_set: 2", "claims_per_set: 9000", 13)]:
        settings(office, SETTINGS.replace(old, new))
        done = office.run("claims", "send", "--json")
        assert '"clearinghouses.bad"' in done.stdout and f'"line {line}"' in done.stdout, (old, done.stdout)
    settings(office)
    assert office.refused("claims", "send", "--adapter", "nowhere") == "clearinghouses.unknown"
    settings(office, SETTINGS.replace("    answers: FOLDER/harbor/outbound\n", ""))
    assert office.refused("claims", "fetch") == "clearinghouses.no-answers"


def test_a_file_of_another_name_is_never_replaced_and_one_begun_elsewhere_is_told(office):
    settings(office, SETTINGS.replace("FOLDER/harbor/inbound", "FOLDER/harbor/file/inbound"))
    (office.folder / "harbor").mkdir()
    (office.folder / "harbor/file").write_text("in the way")
    office.add(file_837p(claim("A1", TWO)))
    assert office.run("claims", "send").returncode == 4
    assert office.state("A1") == "ready"
    answer = office.ask("claims", "send", "--adapter", "meadow")
    assert [one["rule"] for one in answer["findings"]] == ["claims.batch-elsewhere"] and answer["batches"] == []
    (office.folder / "harbor/file").unlink()
    taken = office.folder / "harbor/file/inbound"
    taken.mkdir(parents=True)
    name = office.ask("claims", "batches")["batches"][0]["file"]
    (taken / name).write_text("somebody else's")
    assert office.refused("claims", "send") == "claims.file-exists"
    (taken / name).unlink()
    assert office.ask("claims", "send")["batches"][0]["claims"] == 1 and office.state("A1") == "sent"


@pytest.fixture
def server(tmp_path):
    """An SSH server of this machine that knows one key, or nothing where none is installed."""
    program = os.environ.get("CLEANCLAIM_SSHD") or shutil.which("sshd", path="/usr/sbin:/usr/local/sbin:" + os.environ["PATH"])
    sftp_server = os.environ.get("CLEANCLAIM_SFTP_SERVER") or next(
        (path for path in ("/usr/lib/openssh/sftp-server", "/usr/libexec/sftp-server", "/usr/lib/ssh/sftp-server")
         if os.path.exists(path)), None)
    if not program or not sftp_server:
        pytest.skip("no SSH server is installed: sshd")
    folder = tmp_path / "ssh"
    folder.mkdir(mode=0o700)
    for name in ("host", "key"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "authorized").write_text((folder / "key.pub").read_text())
    (folder / "config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/authorized\n"
        f"PasswordAuthentication no\nStrictModes no\nUsePAM no\nPidFile none\nPermitRootLogin yes\n"
        f"Subsystem sftp {sftp_server}\n")
    if os.geteuid() == 0:
        os.makedirs("/run/sshd", exist_ok=True)
    process = subprocess.Popen([program, "-D", "-e", "-f", folder / "config"], stderr=subprocess.PIPE)
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    (folder / "known").write_text(f"[127.0.0.1]:{port} {(folder / 'host.pub').read_text()}")
    yield folder, port
    process.terminate()
    process.wait(10)


def test_claims_go_and_answers_come_by_sftp(tmp_path, server):
    folder, port = server
    office = Office(tmp_path)
    far = tmp_path / "far side"
    for name in ("in", "out", "read"):
        (far / name).mkdir(parents=True)
    text = f"""\
use: far
clearinghouses:
  far:
    folder: "{far}/in"
    answers: "{far}/out"
    read: "{far}/read"
    sftp:
      host: 127.0.0.1
      port: {port}
      user: {os.environ.get('USER') or 'root'}
      key: {folder}/key
      known_hosts: {folder}/known
"""
    settings(office, text)
    office.add(file_837p(claim("A1", TWO)))
    batch, = office.ask("claims", "send")["batches"]
    path, = (far / "in").iterdir()
    assert path.name == "837p-000000001.edi" == batch["file"] and office.state("A1") == "sent"
    assert segments(path.read_text(), "CLM")[0].startswith("CLM*A1*150*")
    (far / "out" / "one [1].277").write_text(ack_277ca("1-1", [("A1", "A2:20", "WQ", "150", "ICN1")]))
    assert office.ask("claims", "fetch")["accepted"] == 1 and office.state("A1") == "payer-accepted"
    assert [path.name for path in (far / "read").iterdir()] == ["one [1].277"]
    # A host with another key is not spoken to, and nothing is lost by it.
    other = (folder / "key.pub").read_text()
    (folder / "known").write_text(f"[127.0.0.1]:{port} {other}")
    office.add(file_837p(claim("A2", TWO)))
    assert office.refused("claims", "send") == "clearinghouses.unreachable"
    assert office.state("A2") == "ready"
    (folder / "known").write_text(f"[127.0.0.1]:{port} {(folder / 'host.pub').read_text()}")
    batch, = office.ask("claims", "send")["batches"]
    assert batch["interchange"] == 2 and office.state("A2") == "sent"
    assert sorted(path.name for path in (far / "in").iterdir()) == ["837p-000000001.edi", "837p-000000002.edi"]
