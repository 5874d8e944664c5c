# SPDX-License-Identifier: Apache-2.0
"""The books from outside: added to, exported and proved by bean-check, killed, out of space, on both engines."""
import csv
import decimal
import hashlib
import io
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import uuid

import pytest

from conftest import PROGRAM, ROOT

EXAMPLE = ROOT / "Docs/books/entries.ndjson"
SERVER = os.environ.get("CLEANCLAIM_POSTGRESQL")


class Books:
    """The books of a practice in a database of their own."""

    def __init__(self, home, database=None):
        self.home = home
        self.options = ["--database", database] if database else []

    def run(self, *arguments, text=None, **environment):
        return subprocess.run(
            [PROGRAM, "books", *map(str, arguments), *self.options], cwd=ROOT, capture_output=True, input=text,
            env={**os.environ, "CLEANCLAIM_HOME": str(self.home), **environment}, text=True, timeout=300)

    def answer(self, *arguments, **more):
        done = self.run(*arguments, "--json", **more)
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)

    def refused(self, *arguments, **more):
        done = self.run(*arguments, "--json", **more)
        finding, = json.loads(done.stdout)["findings"]
        assert finding["message"] and finding["what_to_do"] and "{" not in finding["message"]
        return done.returncode, finding["rule"], finding["place"]


def database(engine):
    """The address of an empty database; nothing for the default."""
    if engine == "SQLite":
        return None
    if not SERVER:
        pytest.skip("no PostgreSQL: CLEANCLAIM_POSTGRESQL names no server")
    name = f"test_{uuid.uuid4().hex}"
    subprocess.run(["psql", "-q", "-c", f"CREATE SCHEMA {name}", SERVER], check=True)
    return f"{SERVER}?options=-csearch_path%3D{name}"


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def books(request, tmp_path):
    books = Books(tmp_path, database(request.param))
    books.answer("init", "--from", "2026-01-01")
    return books


def entries(count, seed=1):
    """Lines of made-up entries: charges, payments by remittance, applied payments."""
    chance = random.Random(seed)
    lines = []
    for number in range(count):
        who = {"patient": f"P{number % 17}", "guarantor": f"G{number % 11}", "claim": f"C{number // 2}"}
        payer = {"payer": f"PAYER {number % 3} \"of\" Ohio\\"}
        cents = chance.randrange(1, 90_000)
        amount = f"{cents // 100}.{cents % 100:02}"
        if number % 2:
            sides = [(1120, payer, amount), (1220, who | payer, "-" + amount)]
        else:
            sides = [(1220, who | payer, amount), (4010, {}, "-" + amount)]
        postings = ",".join(json.dumps({"account": account, **subject})[:-1] + f', "amount": {text}}}'
                            for account, subject, text in sides)
        head = json.dumps({
            "kind": "payment" if number % 2 else "charge", "key": f"made-up/{seed}/{number}",
            "effective": f"2026-{number % 5 + 1:02}-{number % 28 + 1:02}", "posted": "2026-06-01T10:00:00Z",
            "source": hashlib.sha256(f"{number}".encode()).hexdigest()})
        lines.append(f'{head[:-1]}, "postings": [{postings}]}}\n')
    return lines


def test_the_example_is_what_the_document_says(books):
    assert "7 added" in books.run("append", EXAMPLE).stdout
    first = books.answer("verify")
    assert first["sound"] == first["entries"] == 7
    again = books.answer("append", EXAMPLE)
    assert (again["added"], again["present"], again["head"]) == (0, 7, first["head"])
    shown = books.run("trial-balance").stdout
    document = (ROOT / "Docs/Books.md").read_text()
    assert shown in document
    aging = books.run("aging", "--on", "2026-06-01").stdout
    assert aging in document
    sheet = books.answer("day-sheet", "--on", "2026-04-03")
    assert {line["kind"] for line in sheet["lines"]} == {"payment", "application"}


def test_a_head_written_down_elsewhere_is_proof(books):
    books.answer("append", EXAMPLE)
    head = books.answer("verify")["head"]
    books.answer("append", "-", text="".join(entries(10)))
    assert books.answer("verify", "--head", head)["sound"] == 17
    other = "7:" + hashlib.sha256(b"other").hexdigest()
    assert books.refused("verify", "--head", other) == (1, "ledger.other-end", "claim")
    assert books.refused("verify", "--head", "99:" + head[2:])[1] == "ledger.entry-missing"
    assert books.refused("verify", "--head", "nonsense")[:2] == (64, "ledger.bad-text")


def test_bean_check_proves_the_export(books, tmp_path):
    pytest.importorskip("beancount")
    books.answer("append", "-", text="".join(entries(300)))
    books.answer("append", EXAMPLE)
    exported = books.run("export", "--beancount")
    assert exported.returncode == 0 and exported.stdout.count(" * \"") == 307
    check = pathlib.Path(sys.executable).parent / "bean-check"
    path = tmp_path / "books.beancount"
    path.write_text(exported.stdout)
    done = subprocess.run([check, path], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    # Whether it would notice: a cent more on one account.
    balance = [line for line in exported.stdout.splitlines() if " balance Assets:Receivable:Payers " in line]
    path.write_text(exported.stdout.replace(balance[-1], balance[-1].replace(".", "1.", 1)))
    assert subprocess.run([check, path], capture_output=True).returncode != 0


def test_the_table_comes_to_the_trial_balance(books):
    books.answer("append", "-", text="".join(entries(200)))
    rows = list(csv.DictReader(io.StringIO(books.run("export", "--csv").stdout)))
    sums, accounts = {}, {}
    for row in rows:
        amount = decimal.Decimal(row["debit"] or 0) - decimal.Decimal(row["credit"] or 0)
        sums[row["entry"]] = sums.get(row["entry"], 0) + amount
        accounts[row["account"]] = accounts.get(row["account"], 0) + amount
    assert set(sums.values()) == {0} and len(sums) == 200
    shown = json.loads(books.run("trial-balance", "--json").stdout, parse_float=decimal.Decimal)
    assert shown["balanced"] is True
    assert {str(row["account"]): row["balance"] for row in shown["accounts"]} == accounts


def test_closed_days_take_no_entry(books):
    books.answer("append", EXAMPLE)
    closed = books.answer("close", "--through", "2026-03-31", "--user", "O. Manager")
    assert closed["closed_through"] == "2026-03-31"
    line = EXAMPLE.read_text().splitlines()[1]
    late = line.replace("charge/OV-2026-0310/1", "late")
    assert books.refused("append", "-", text=late) == (1, "ledger.closed-period", "line 1")
    assert books.refused("close", "--through", "2026-03-01", "--user", "x")[1] == "ledger.closed-before"
    assert books.refused("reverse", "2", "--effective", "2026-03-02", "--document", EXAMPLE)[1] == \
        "ledger.closed-period"
    assert books.answer("reverse", "2", "--document", EXAMPLE)["entry"] == 8
    # A second time it is there already only if it says the same; it is dated by another day or not, never twice.
    assert books.answer("reverse", "2", "--document", EXAMPLE)["entries"] == 8
    assert books.refused("reverse", "8", "--document", EXAMPLE)[1] == "ledger.already-reversed"
    assert books.refused("reverse", "99", "--document", EXAMPLE)[1] == "ledger.nothing-to-reverse"
    assert books.answer("verify")["sound"] == 8


def test_a_refused_line_is_named_and_nothing_of_its_batch_is_added(books):
    good = entries(3)
    charge = json.loads(good[0])
    for change, rule in [
            ({"postings": charge["postings"][:1]}, "ledger.too-few-postings"),
            ({"effective": "2025-12-31"}, "ledger.before-opening"), ({"key": ""}, "ledger.bad-text"),
            ({"source": None}, "ledger.bad-text")]:
        text = good[1] + "\n" + json.dumps(charge | {"key": "x"} | change) + "\n" + good[2]
        assert books.refused("append", "-", text=text) == (1, rule, "line 3")
    for old, new, rule in [
            ('"amount": -', '"amount": -1', "ledger.unbalanced"), ('"account": 4010', '"account": 4999',
                                                                   "ledger.unknown-account"),
            ('"postings": [', '"postings": [{"account": 1010, "amount": 0},', "ledger.empty-posting"),
            ('"amount": ', '"amount": 9999999999999', "ledger.too-large"), ("{", "[", "ledger.bad-text")]:
        assert books.refused("append", "-", text=good[0].replace(old, new, 1)) == (1, rule, "line 1")
    assert books.answer("verify")["entries"] == 0
    books.answer("append", "-", text=good[0])
    other = good[0].replace('"charge"', '"opening"')
    assert books.refused("append", "-", text=other) == (1, "ledger.key-reused", "line 1")


def test_practices_of_one_database_are_apart(books):
    books.answer("append", EXAMPLE)
    assert books.refused("verify", "--practice", "north")[:2] == (1, "ledger.no-books")
    books.answer("init", "--from", "2026-01-01", "--practice", "north")
    assert books.answer("trial-balance", "--practice", "north")["accounts"] == []
    assert books.refused("init", "--from", "2026-01-01")[1] == "ledger.books-exist"
    assert books.refused("verify", "--practice", "No Such")[:2] == (64, "ledger.bad-text")


def test_an_address_that_is_none(tmp_path):
    books = Books(tmp_path)
    assert books.refused("verify")[:2] == (1, "ledger.no-books")
    assert books.refused("verify", "--database", "mysql://user:secret@host/x")[:2] == (64, "database.bad-address")
    assert books.refused("init", "--from", "2026-01-01", "--database", "postgresql://127.0.0.1:1/x")[1] in (
        "database.unreachable", "database.no-client")
    (tmp_path / "note.txt").write_text("this is a note and no database " * 100)
    assert books.refused("verify", "--database", f"sqlite:{tmp_path}/note.txt")[:2] == (2, "database.damaged")
    assert not (tmp_path / "books.sqlite").exists()


def test_the_file_is_for_its_owner_alone(tmp_path):
    Books(tmp_path / "home").answer("init", "--from", "2026-01-01")
    assert (tmp_path / "home/books.sqlite").stat().st_mode & 0o777 == 0o600


def begun(tmp_path, count):
    """A file of entries, a database of empty books, and the head that they have with all entries."""
    text = tmp_path / "entries.ndjson"
    text.write_text("".join(entries(count)))
    reference = Books(tmp_path / "reference")
    reference.answer("init", "--from", "2026-01-01")
    empty = tmp_path / "empty.sqlite"
    shutil.copy(tmp_path / "reference/books.sqlite", empty)
    head = reference.answer("append", text)["head"]

    def again():
        (tmp_path / "again").mkdir(exist_ok=True)
        for path in (tmp_path / "again").iterdir():
            path.unlink()
        shutil.copy(empty, tmp_path / "again/books.sqlite")
        return Books(tmp_path / "again")
    return text, head, again


def test_killed_at_calls_that_change_a_file(tmp_path, faults):
    """Killed before the first, the second, … such call; then the same file is given again: the same head."""
    text, head, again = begun(tmp_path, 1300)
    at, kills = 0, 0
    while True:
        at += 1 + at // 6
        books = again()
        done = books.run("append", text, LD_PRELOAD=faults, FAULT="kill", FAULT_AT=str(at))
        if done.returncode == 0:
            break
        kills += 1
        assert done.returncode == -signal.SIGKILL, done.stderr
        # A whole batch is there, or nothing of it.
        assert books.answer("verify")["entries"] in (0, 1000, 1300)
        assert books.answer("append", text)["head"] == head
    assert books.answer("verify")["sound"] == 1300
    assert kills > 15
    print(f"{kills} kills, each recovered to the same head")


def test_a_full_disk_adds_nothing_and_says_so(tmp_path, faults):
    text, head, again = begun(tmp_path, 300)
    at, times = 0, 0
    while True:
        at += 1 + at // 4
        books = again()
        done = books.run("append", text, "--json", LD_PRELOAD=faults, FAULT="full", FAULT_AT=str(at))
        if done.returncode == 0:
            break
        times += 1
        assert done.returncode == 4, (at, done.stdout, done.stderr)
        assert json.loads(done.stdout)["findings"][0]["rule"] in ("database.full", "database.failed")
        assert books.answer("verify")["entries"] in (0, 300)
        assert books.answer("append", text)["head"] == head
    assert times > 5
