# SPDX-License-Identifier: Apache-2.0
"""Backups from outside: made, listed, proved, put back to a moment, pruned, watched, refused."""
import json
import subprocess
import time

import pytest

from harness import SERVER, Books, books_on, lines


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def books(request, tmp_path):
    if request.param == "PostgreSQL" and not SERVER:
        pytest.skip("no PostgreSQL: CLEANCLAIM_POSTGRESQL names no server")
    books = books_on(request.param, tmp_path / "books")
    books.answer("books", "append", "-", text="".join(lines(100)))
    return books


def refused(books, *arguments):
    done = books.run(*arguments, "--json")
    finding, = json.loads(done.stdout)["findings"]
    assert finding["message"] and finding["what_to_do"] and "{" not in finding["message"]
    return done.returncode, finding["rule"]


def test_a_file(books, tmp_path):
    path = tmp_path / "one.backup"
    made = books.answer("backup", "make", path)
    assert path.stat().st_mode & 0o777 == 0o600 and made["whole"] is True
    assert made["books"][0]["head"] == books.verify()["head"]
    assert {table["name"]: table["rows"] for table in made["tables"]}["entry"] == 100
    proved = books.plain("backup", "verify", path)
    assert proved.stdout.startswith("all 100 entries and the running totals are sound")
    # Into the books in use only where that was said.
    assert refused(books, "backup", "restore", path) == (1, "backup.not-empty")
    books.answer("books", "append", "-", text="".join(lines(50, seed=2)))
    assert books.answer("backup", "restore", path, "--replace")["proved"] == 100
    assert books.verify()["head"] == made["books"][0]["head"]


def test_moments_of_a_folder(books, tmp_path):
    folder = tmp_path / "many"
    made = [books.answer("backup", "make", "--into", folder)]
    for number in range(3):
        books.answer("books", "append", "-", text="".join(lines(10, seed=2, start=10 * number)))
        made.append(books.answer("backup", "make", "--into", folder))
    assert books.answer("backup", "make", "--into", folder)["added"] is False
    listed = json.loads(books.plain("backup", "list", folder, "--json").stdout)["backups"]
    assert [backup["books"][0]["entries"] for backup in listed] == [100, 110, 120, 130]
    assert listed[0]["whole"] is True
    target = books_on("SQLite", tmp_path / "target")
    for options, entries in [
            (["--until", made[1]["taken"]], 110), (["--entries", "125"], 120), ([], 130),
            (["--until", "2099-01-01T00:00:00Z"], 130)]:
        target.answer("backup", "restore", folder, "--replace", *options)
        assert target.verify()["entries"] == entries
    assert refused(target, "backup", "restore", folder, "--until", made[0]["begun"], "--replace") == (
        1, "backup.none-so-early")
    assert refused(target, "backup", "restore", folder, "--entries", "99", "--replace") == (1, "backup.none-so-early")
    assert target.verify()["entries"] == 130
    books.answer("backup", "make", "--into", folder, "--whole")
    pruned = json.loads(books.plain("backup", "prune", folder, "--before", "2099-01-01T00:00:00Z", "--json").stdout)
    assert len(pruned["removed"]) == 4
    assert "all 130 entries" in books.plain("backup", "verify", folder).stdout


def test_a_folder_that_is_watched(books, tmp_path):
    folder = tmp_path / "many"
    process = subprocess.Popen(books.command("backup", "make", "--into", folder, "--every", "1", "--json"),
                               stdout=subprocess.PIPE, text=True, env=books.environment())
    try:
        assert json.loads(process.stdout.readline())["books"][0]["entries"] == 100
        books.answer("books", "append", "-", text="".join(lines(10, seed=2)))
        start = time.monotonic()
        assert json.loads(process.stdout.readline())["books"][0]["entries"] == 110
        assert time.monotonic() - start < 10
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
    assert len(list(folder.glob("*.backup"))) == 2


def test_what_is_no_backup(books, tmp_path):
    note = tmp_path / "note"
    note.write_text("this is a note and no backup " * 100)
    assert refused(books, "backup", "restore", note, "--replace") == (2, "backup.not-a-backup")
    assert books.plain("backup", "verify", tmp_path / "none").returncode == 4
    path = tmp_path / "one.backup"
    books.answer("backup", "make", path)
    path.write_bytes(path.read_bytes()[:-1000])
    assert refused(books, "backup", "restore", path, "--replace") == (2, "backup.damaged")
    assert books.verify()["entries"] == 100


def test_a_disk_without_room_leaves_nothing(books, tmp_path):
    done = books.run("backup", "make", "/dev/full", "--json")
    assert done.returncode == 4
    assert json.loads(done.stdout)["findings"][0]["rule"] == "file.disk-full"
    assert books.run("backup", "make", tmp_path / "none/one.backup").returncode == 4


@pytest.mark.parametrize("arguments", [
    ["backup", "make"], ["backup", "make", "a", "--into", "b"], ["backup", "make", "a", "--every", "5"],
    ["backup", "make", "--into", "b", "--every", "0"], ["backup", "restore", "a", "--until", "yesterday"],
    ["backup", "restore", "a", "--until", "2026-01-01T00:00:00Z", "--entries", "5"],
    ["books", "append", "a", "--batch", "0"], ["books", "export"], ["books", "export", "--csv", "--entries"]])
def test_wrong_usage(arguments, tmp_path):
    books = Books(tmp_path)
    assert books.run(*arguments).returncode == 64
    assert list(tmp_path.iterdir()) == []
