# SPDX-License-Identifier: Apache-2.0
"""What `cleanclaim doctor` sees, each thing made wrong once; it changes nothing."""
import json
import pathlib
import shutil
import sqlite3
import subprocess
import sys

import pytest

from harness import PROGRAM, SERVER, Books, books_on, lines


def examined(books, *options, status=None, **environment):
    """The findings of an examination by rule, and the outcomes of its checks."""
    done = books.run("doctor", *options, "--json", **environment)
    answer = json.loads(done.stdout)
    assert done.returncode == (0 if answer["sound"] else 1), done.stderr
    if status is not None:
        assert done.returncode == status, done.stdout
    found = [finding for check in answer["checks"] for finding in check["findings"]]
    for finding in found:
        assert finding["message"] and finding["what_to_do"] and "{" not in finding["message"] + finding["what_to_do"]
    return {finding["rule"] for finding in found}, {check["check"]: check["outcome"] for check in answer["checks"]}


@pytest.fixture
def books(tmp_path):
    books = books_on("SQLite", tmp_path / "home")
    books.answer("books", "append", "-", text="".join(lines(300)))
    return books


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    """A library that lets the clock and the disk be something else."""
    if not shutil.which("cc"):
        pytest.skip("there is no C compiler")
    library = tmp_path_factory.mktemp("machine") / "machine.so"
    source = pathlib.Path(__file__).with_name("machine.c")
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
    return {"LD_PRELOAD": str(library)}


def test_a_new_machine(tmp_path):
    books = Books(tmp_path / "home")
    books.home.rmdir()
    rules, outcomes = examined(books, status=0)
    assert {"doctor.no-folder", "doctor.no-code-sets", "doctor.no-database"} <= rules
    assert outcomes["clock"] == "ok" and not books.home.exists()


def test_books_in_order(books):
    rules, outcomes = examined(books, status=0)
    assert rules <= {"doctor.no-code-sets", "doctor.disk-low", "database.no-client"}
    assert outcomes["books of main"] == outcomes["integrity of the database"] == outcomes["schema"] == "ok"
    text = books.run("doctor").stdout
    assert "books of main: head 300:" in text and text.endswith("everything is in order\n")
    assert "entries not looked at" in books.run("doctor", "--quick").stdout
    assert sorted(path.name for path in books.home.iterdir()) == ["books.sqlite", "keys"]


def test_books_on_a_server(tmp_path):
    if not SERVER:
        pytest.skip("no PostgreSQL: CLEANCLAIM_POSTGRESQL names no server")
    books = books_on("PostgreSQL", tmp_path)
    assert examined(books, status=0)[1]["books of main"] == "ok"
    books.address = "postgresql://127.0.0.1:1/none?connect_timeout=2"
    assert "database.unreachable" in examined(books, status=1)[0]


def test_what_is_left_over(books):
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True)
    left = books.home / f"one.backup.{int(gone.stdout)}.partial"
    left.write_text("half")
    running = books.home / "two.backup.1.partial"
    running.write_text("half")
    answer = json.loads(books.run("doctor", "--quick", "--json").stdout)
    found = [finding["message"] for check in answer["checks"] for finding in check["findings"]
             if finding["rule"] == "doctor.left-over"]
    assert len(found) == 1 and str(left) in found[0]


def test_what_others_may_read_and_keys(books):
    (books.home / "books.sqlite").chmod(0o644)
    keys = books.home / "keys"
    assert "doctor.open-to-others" in examined(books, status=0)[0]
    (books.home / "books.sqlite").chmod(0o600)
    keys.chmod(0o640)
    assert "keys.open-to-others" in examined(books, status=1)[0]
    keys.chmod(0o600)
    keys.write_text("secret")
    assert "keys.malformed" in examined(books, status=1)[0]
    keys.unlink()
    assert examined(books, status=0)[1]["keys"] == "ok"


def test_a_damaged_database(books):
    path = books.home / "books.sqlite"
    content = bytearray(path.read_bytes())
    for page in range(6, len(content) // 4096, 3):
        content[page * 4096 + 100:page * 4096 + 400] = bytes(300)
    path.write_bytes(content)
    rules, _ = examined(books, status=1)
    assert rules & {"doctor.damaged", "database.damaged"}
    path.write_bytes(b"no database, and longer than the header of one is" * 9)
    assert "database.damaged" in examined(books, status=1)[0]


def test_an_index_that_lacks_its_rows(books):
    with sqlite3.connect(books.home / "books.sqlite") as database:
        database.execute("PRAGMA writable_schema = ON")
        database.execute("UPDATE sqlite_schema SET sql = 'CREATE INDEX entry_posted ON entry (practice, effective)' "
                         "WHERE name = 'entry_posted'")
    database.close()
    assert "doctor.damaged" in examined(books, status=1)[0]


def test_an_entry_that_was_altered(books):
    with sqlite3.connect(books.home / "books.sqlite") as database:
        database.execute("DROP TRIGGER entry_no_update")
        database.execute("UPDATE entry SET memo = 'x' WHERE sequence = 7")
    database.close()
    assert "ledger.entry-altered" in examined(books, status=1)[0]
    assert "ledger.entry-altered" not in examined(books, "--quick", status=0)[0]


def test_tables_of_an_earlier_version(books):
    with sqlite3.connect(books.home / "books.sqlite") as database:
        database.execute("DELETE FROM schema_step WHERE number = (SELECT MAX(number) FROM schema_step)")
    database.close()
    assert "doctor.schema-behind" in examined(books, status=0)[0]
    with sqlite3.connect(books.home / "books.sqlite") as database:
        database.execute("INSERT INTO schema_step VALUES (1000, 'later', x'00')")
        for number in range(100):
            database.execute("INSERT INTO schema_step VALUES (?, 'later', x'00')", (2000 + number,))
    database.close()
    assert "database.newer-schema" in examined(books, status=1)[0]


def test_interchanges_on_their_way(books):
    subprocess.run([PROGRAM, "numbers"], env=books.environment(), check=True, capture_output=True)
    with sqlite3.connect(books.home / "numbers/control-numbers.sqlite") as database:
        database.execute(
            "INSERT INTO outgoing (sender, receiver, interchange, content, path, partial, digest, state) "
            "VALUES ('ZZ:A', 'ZZ:B', 1, 'c', '/nowhere/a', '/nowhere/a.partial', 'd', 'written')")
    database.close()
    assert "doctor.numbers-open" in examined(books, status=0)[0]


def test_the_clock_and_the_disk(books, machine):
    assert "doctor.clock-wrong" in examined(books, status=1, CLOCK_SECONDS="1000000000", **machine)[0]
    # The entries were posted in June 2026.
    assert "doctor.clock-behind" in examined(books, status=0, CLOCK_SECONDS="1780000000", **machine)[0]
    assert "doctor.disk-low" in examined(books, status=1, FREE_BYTES="1000000", **machine)[0]
    assert "doctor.disk-low" in examined(books, status=0, FREE_BYTES="1000000000", **machine)[0]
