# SPDX-License-Identifier: Apache-2.0
"""R3: the nth write, sync, truncation or opening of a file fails, for every n, and a disk that is really full. The
command says so in words, a batch is whole or not there at all, and the same command given again completes it."""
import json
import os
import shutil
import subprocess

from harness import PROGRAM, Books, Folder, Until, books_on, faulty_disk, lines, must

KINDS = ["EIO", "ENOSPC", "ENOSPC-ON"]
WORDS = ("database.full", "database.failed", "database.unreachable", "database.damaged", "file.disk-full",
         "file.unwritable", "file.unreadable", "file.not-found", "database.busy", "database.read-only")


def nth_fails(rounds, seconds, step=1):
    """Counts of faults for `books append` and `backup make`."""
    counts = {"faults": 0, "of them reported": 0, "calls in the longest command": 0}
    with Folder(in_memory=True) as folder:
        disk = faulty_disk(folder)
        if not disk:
            return None
        every = lines(400, seed=5)
        books_on("SQLite", folder / "fresh")
        filled = Books(folder / "filled")
        shutil.copy(folder / "fresh/books.sqlite", folder / "filled/books.sqlite")
        head = filled.answer("books", "append", "-", text="".join(every))["head"]
        work = folder / "work"
        cases = [
            (folder / "filled", ["backup", "make", str(work / "one.backup")], None, {400}),
            (folder / "filled", ["backup", "make", "--into", str(work / "many")], None, {400}),
            (folder / "fresh", ["books", "append", "-", "--batch", "200"], "".join(every), {0, 200, 400})]
        until = Until(rounds, seconds)
        for start, arguments, text, allowed in cases:
            for kind in KINDS:
                at = 0
                while until:
                    at += step
                    shutil.rmtree(work, ignore_errors=True)
                    shutil.copytree(start, work)
                    done = one(Books(work), arguments, text, {
                        "LD_PRELOAD": disk, "DISK_ROOT": str(work), "DISK_FAIL": kind, "DISK_FAIL_AT": str(at),
                        "DISK_COUNT": str(folder / "count")})
                    until.done += 1
                    calls = int((folder / "count").read_text())
                    counts["calls in the longest command"] = max(counts["calls in the longest command"], calls)
                    counts["faults"] += calls >= at
                    counts["of them reported"] += done.returncode != 0
                    after(Books(work), arguments, text, allowed, head, (kind, at))
                    if calls < at:
                        break
    return counts


def one(books, arguments, text, environment):
    """The command under the fault: done, or a finding in words."""
    done = books.run(*arguments, "--json", text=text, **environment)
    if done.returncode != 0:
        must(done.returncode in (1, 2, 4), arguments, environment, done.returncode, done.stderr)
        findings = json.loads(done.stdout)["findings"]
        must(all(finding["message"] and finding["what_to_do"] for finding in findings), findings)
        must(findings[0]["rule"] in WORDS, environment, findings)
    return done


def after(books, arguments, text, allowed, head, fault):
    """Whole or nothing; then the same command, without a fault, completes it."""
    entries = books.verify()["entries"]
    must(entries in allowed, fault, "part of a batch is there:", entries)
    for path in books.home.rglob("*.backup"):
        proved = books.plain("backup", "verify", path)
        must(proved.returncode == 0, fault, path, proved.stderr)
    must(not list(books.home.rglob("*.partial")), fault, "a part of a backup is left over")
    done = books.run(*arguments, "--json", text=text)
    must(done.returncode == 0, fault, done.stdout, done.stderr)
    must(books.verify()["head"] == head, fault, "another head")


def disk_is_full(room=(200, 500, 900, 1500)):
    """A file system in memory that is full for the command; takes root, and says so where there is none."""
    if os.getuid() != 0 or not shutil.which("unshare"):
        return None
    counts = {"full disks": 0, "of them reported": 0}
    script = """set -e
    mount --make-rprivate /
    mkdir -p "$1/small"
    mount -t tmpfs -o size=$2k tmpfs "$1/small"
    cp "$1/fresh/books.sqlite" "$1/small/"
    status=0
    "$3" books append "$1/entries" --batch 100 --database "sqlite:$1/small/books.sqlite" --json >"$1/out" || status=$?
    "$3" books verify --database "sqlite:$1/small/books.sqlite" --json >"$1/verified"
    "$3" backup make "$1/small/one.backup" --database "sqlite:$1/small/books.sqlite" >/dev/null 2>&1 || true
    [ ! -e "$1/small/one.backup" ] || "$3" backup verify "$1/small/one.backup" >/dev/null
    mount -o remount,size=100m "$1/small"
    "$3" books append "$1/entries" --database "sqlite:$1/small/books.sqlite" --json >"$1/again"
    echo $status
    """
    with Folder() as folder:
        every = lines(600, seed=9)
        (folder / "entries").write_text("".join(every))
        books_on("SQLite", folder / "fresh")
        head = books_on("SQLite", folder / "reference").answer("books", "append", folder / "entries")["head"]
        empty = (folder / "fresh" / "books.sqlite").stat().st_size // 1024
        for size in (empty + more for more in room):
            done = subprocess.run(["unshare", "-m", "bash", "-c", script, "disk", folder, str(size), PROGRAM],
                                  capture_output=True, text=True)
            if "mount" in done.stderr and "ermission" in done.stderr:
                return None
            must(done.returncode == 0, size, done.stderr, (folder / "out").read_text())
            counts["full disks"] += 1
            status = int(done.stdout.split()[-1])
            if status:
                counts["of them reported"] += 1
                rule = json.loads((folder / "out").read_text())["findings"][0]["rule"]
                must(rule in WORDS, rule)
            must(json.loads((folder / "verified").read_text())["entries"] % 100 == 0, "part of a batch")
            must(json.loads((folder / "again").read_text())["head"] == head, "another head")
    must(counts["of them reported"] > 0, "no disk was small enough")
    return counts
