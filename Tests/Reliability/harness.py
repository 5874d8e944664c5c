# SPDX-License-Identifier: Apache-2.0
"""What the parts of the harness share: the program, made-up entries, books on both engines, the faulty disk."""
import hashlib
import json
import os
import pathlib
import random
import shutil
import subprocess
import tempfile
import time
import uuid

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("CLEANCLAIM_PROGRAM", str(ROOT / ".build/release/cleanclaim"))
SERVER = os.environ.get("CLEANCLAIM_POSTGRESQL")
ENGINES = ["SQLite", "PostgreSQL"] if SERVER else ["SQLite"]


class Broken(AssertionError):
    """Something that must never happen."""


def must(condition, *what):
    if not condition:
        raise Broken(" ".join(map(str, what)))


def lines(count, seed=1, start=0):
    """Made-up entries, a line each: charges, payments by remittance, write-offs, and some reversals."""
    chance = random.Random(seed * 1_000_003 + start)
    found = []
    for number in range(start, start + count):
        who = {"patient": f"P{number % 41}", "guarantor": f"G{number % 23}", "claim": f"C{seed}-{number // 2}"}
        payer = {"payer": f"PAYER {number % 5}"}
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
        found.append(f'{head[:-1]}, "postings": [{postings}]}}\n')
    return found


class Books:
    """The books of a practice in a database of their own, and the program that keeps them."""

    def __init__(self, home, address=None):
        self.home = pathlib.Path(home)
        self.home.mkdir(parents=True, exist_ok=True)
        self.address = address or f"sqlite:{self.home}/books.sqlite"

    def command(self, *arguments):
        return [PROGRAM, *map(str, arguments), "--database", self.address]

    def environment(self, more=()):
        return {**os.environ, "CLEANCLAIM_HOME": str(self.home), **dict(more)}

    def run(self, *arguments, text=None, **environment):
        return subprocess.run(self.command(*arguments), cwd=ROOT, capture_output=True, input=text, text=True,
                              env=self.environment(environment), timeout=600)

    def plain(self, *arguments, **environment):
        """A command that has no database."""
        return subprocess.run([PROGRAM, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True,
                              env=self.environment(environment), timeout=600)

    def answer(self, *arguments, **more):
        done = self.run(*arguments, "--json", **more)
        must(done.returncode == 0, arguments, done.stdout[-2000:], done.stderr[-2000:])
        return json.loads(done.stdout)

    def init(self):
        self.answer("books", "init", "--from", "2026-01-01")
        return self

    def verify(self, *heads):
        """Every entry and total is sound, and these heads are in the chain."""
        return self.answer("books", "verify", *[word for head in heads for word in ("--head", head)])


class Folder:
    """A folder for one part of a run; in memory where it is not the disk that is looked at."""

    def __init__(self, in_memory=False):
        place = "/dev/shm" if in_memory and os.access("/dev/shm", os.W_OK) else None
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="reliability-", dir=place))

    def __enter__(self):
        return self.path

    def __exit__(self, *failure):
        shutil.rmtree(self.path, ignore_errors=True)


def books_on(engine, folder, server=None):
    """Empty books on an engine."""
    if engine == "SQLite":
        return Books(folder).init()
    server = server or SERVER
    name = f"test_{uuid.uuid4().hex}"
    subprocess.run(["psql", "-q", "-c", f"CREATE SCHEMA {name}", server], check=True)
    mark = "&" if "?" in server else "?"
    return Books(folder, f"{server}{mark}options=-csearch_path%3D{name}").init()


def faulty_disk(folder):
    """The library that is preloaded; nothing where there is no C compiler."""
    if not shutil.which("cc"):
        return None
    library = pathlib.Path(folder) / "disk.so"
    source = pathlib.Path(__file__).with_name("disk.c")
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
    return str(library)


class Until:
    """Goes on until a number of rounds or of seconds is reached, whichever comes first."""

    def __init__(self, rounds, seconds):
        self.rounds, self.end, self.done = rounds, time.monotonic() + seconds, 0

    def __bool__(self):
        return self.done < self.rounds and time.monotonic() < self.end


def spell(part, counts):
    """The counts of a part in one line."""
    return f"{part}: " + ", ".join(f"{value} {name}" for name, value in counts.items())
