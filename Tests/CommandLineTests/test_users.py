# SPDX-License-Identifier: Apache-2.0
"""Users and the audit log from outside."""
import json
import os
import sqlite3
import subprocess

import pytest

from conftest import PROGRAM, ROOT
from test_books import database

PASSWORD = "correct horse battery\n"


class Practice:
    def __init__(self, home, address):
        self.home, self.options = home, ["--database", address] if address else []
        self.answer("keys", "new")
        self.run("books", "init", "--from", "2026-01-01")

    def run(self, *arguments, text=""):
        options = self.options if arguments[:2] != ("keys", "new") else []
        return subprocess.run([PROGRAM, *map(str, arguments), *options], cwd=ROOT, capture_output=True, input=text, text=True,
                              env={**os.environ, "CLEANCLAIM_HOME": str(self.home), "USER": "root"}, timeout=120)

    def answer(self, *arguments, **more):
        done = self.run(*arguments, "--json", **more)
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)

    def refused(self, *arguments, **more):
        done = self.run(*arguments, "--json", **more)
        return done.returncode, json.loads(done.stdout)["findings"][0]["rule"]


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def practice(request, tmp_path):
    address = database(request.param)
    return Practice(tmp_path / "home", address or f"sqlite:{tmp_path}/books.sqlite")


def test_users_are_added_given_roles_reviewed_and_kept_out(practice):
    ann = practice.answer("users", "add", "ann", "--name", "Ann Coder", "--role", "coder", text=PASSWORD)
    assert ann["roles"] == ["coder"] and "charts.code" in ann["may"] and ann["must_change_password"]
    assert practice.refused("users", "roles", "ann", "--grant", "auditor") == (1, "users.conflict")
    lead = practice.answer("users", "roles", "ann", "--grant", "coding-lead", "--revoke", "coder")
    assert lead["roles"] == ["coding-lead"] and "charts.assign" in lead["may"]
    assert practice.answer("users", "review", "ann")["reviewed"] == ["ann"]
    assert practice.answer("users", "disable", "ann")["disabled"]
    assert "disabled" not in practice.answer("users", "enable", "ann")
    row, = practice.answer("users", "list")["users"]
    assert row["reviewed"] and row["created_by"] == "root"
    assert "ann" in practice.run("users", "list").stdout
    moves = [one["action"] for one in practice.answer("audit", "list")["records"]]
    assert moves == ["users.enable", "users.disable", "access.review", "users.grant", "users.revoke", "users.grant", "users.add"]


@pytest.mark.parametrize("arguments, text, expected", [
    (("add", "Ann", "--name", "Ann"), PASSWORD, (64, "users.bad-login")),
    (("add", "ann", "--name", "Ann"), "short\n", (64, "users.bad-password")),
    (("add", "ann", "--name", "Ann", "--role", "king"), PASSWORD, (64, "users.unknown-role")),
    (("disable", "nobody"), "", (1, "users.unknown"))])
def test_what_cannot_be_is_refused(practice, arguments, text, expected):
    assert practice.refused("users", *arguments, text=text) == expected


def test_a_password_is_never_an_argument(practice):
    done = practice.run("users", "add", "ann", "--name", "Ann")
    assert done.returncode == 64 and "standard input" in done.stderr
    practice.answer("users", "add", "ann", "--name", "Ann", text=PASSWORD)
    assert practice.refused("users", "add", "ann", "--name", "Ann", text=PASSWORD) == (1, "users.there-already")


def test_the_log_is_proved_and_whatever_is_changed_is_found(tmp_path):
    practice = Practice(tmp_path / "home", f"sqlite:{tmp_path}/books.sqlite")
    for name in ("ann", "bea", "cid"):
        practice.answer("users", "add", name, "--name", "Somebody", "--role", "coder", text=PASSWORD)
    anchors = tmp_path / "anchors.txt"
    head = practice.answer("audit", "anchor", "--to", anchors)["head"]
    assert head.startswith("6:") and head in anchors.read_text()
    assert practice.answer("audit", "verify", "--anchors", anchors) == {"records": 6, "head": head, "anchors": 1}
    with sqlite3.connect(tmp_path / "books.sqlite") as rows:
        with pytest.raises(sqlite3.DatabaseError):
            rows.execute("UPDATE audit_record SET actor = 'eve' WHERE number = 4")
        rows.execute("DROP TRIGGER audit_record_no_update")
        rows.execute("UPDATE audit_record SET actor = 'eve' WHERE number = 4")
    done = practice.run("audit", "verify", "--json")
    finding, = json.loads(done.stdout)["findings"]
    assert (done.returncode, finding["rule"], finding["facts"]["record"]) == (1, "audit.altered", "4")
    anchors.write_text("nonsense\n")
    assert practice.refused("audit", "verify", "--anchors", anchors) == (64, "audit.bad-anchor")


def test_no_password_and_no_secret_is_readable(practice, tmp_path):
    practice.answer("users", "add", "ann", "--name", "Ann Coder", "--role", "coder", text=PASSWORD)
    stored = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"correct horse" not in stored
