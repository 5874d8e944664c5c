# SPDX-License-Identifier: Apache-2.0
"""R6: the same again, whatever form it comes in: given a hundred times, renamed, split, merged, in another order,
killed half way. R12: the journal given to empty books comes to the same head on every engine and build."""
import os
import random
import signal
import subprocess

from harness import ENGINES, PROGRAM, ROOT, Folder, books_on, lines, must
from payments import claims, interchange, remittances


class Entries:
    """What is posted: journal entries, a line each."""

    name = "journal entries"
    moments = (0.005, 0.08)

    def prepare(self, books):
        """What has to be there before."""

    def pieces(self):
        """The smallest parts that can be given alone."""
        return lines(240, seed=3)

    def merged(self, pieces):
        """Some pieces in one file."""
        return "".join(pieces)

    def halves(self, pieces):
        """What is given to processes that are killed."""
        return pieces[:len(pieces) // 2], pieces

    def command(self, path):
        """What posts a file."""
        return ["books", "append", path, "--batch", "20"]


class Remittances:
    """What is posted: 835s, which answer claims on file."""

    name = "remittances"
    moments = (0.02, 0.3)
    at = ["--by", "ann", "--at", "2026-06-01T09:00:00Z"]

    def prepare(self, books):
        path = books.home / "claims.837"
        path.write_text(claims(120))
        books.answer("claims", "add", path, "--sent", *self.at)

    def pieces(self):
        return remittances(60, 2)

    def merged(self, pieces):
        return interchange(pieces)

    def halves(self, pieces):
        # An entry names the file that it comes from: the same file each time.
        return [pieces] * 4

    def command(self, path):
        return ["remittances", "post", path, *self.at]


KINDS = [Entries(), Remittances()]


def same_again(engine, kind, times, seed=1):
    """Counts of one engine and kind."""
    chance = random.Random(seed)
    counts = {"files given": 0, "kills": 0}
    with Folder() as folder:
        books = books_on(engine, folder / "books")
        kind.prepare(books)
        pieces = kind.pieces()

        def give(name, some):
            path = folder / name
            path.write_text(kind.merged(some))
            counts["files given"] += 1
            books.answer(*kind.command(path))
            return books.answer("books", "fingerprint")["head"]

        head = give("first", pieces)
        balance = books.answer("books", "trial-balance")
        for number in range(times):
            way = number % 5
            if way == 0:
                some = pieces
            elif way == 1:
                some = pieces[:chance.randrange(1, len(pieces))]
            elif way == 2:
                some = pieces + pieces
            elif way == 3:
                some = chance.sample(pieces, len(pieces))
            else:
                some = chance.sample(pieces, len(pieces) // 3)
            must(give(f"renamed-{number}", some) == head, "another head by way", way)
        # In another order from the first: other numbers and hashes, the same balances.
        other = books_on(engine, folder / "other")
        kind.prepare(other)
        text = kind.merged(chance.sample(pieces, len(pieces)))
        (folder / "shuffled").write_text(text)
        other.answer(*kind.command(folder / "shuffled"))
        must(other.answer("books", "trial-balance") == balance, "another balance in another order")
        # By processes that are killed, then whole.
        third = books_on(engine, folder / "third")
        kind.prepare(third)
        for some in kind.halves(pieces):
            (folder / "part").write_text(kind.merged(some))
            process = subprocess.Popen(third.command(*kind.command(folder / "part")), stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL, env=third.environment())
            try:
                process.wait(chance.uniform(*kind.moments))
            except subprocess.TimeoutExpired:
                process.kill()
                counts["kills"] += process.wait() == -signal.SIGKILL
        (folder / "whole").write_text(kind.merged(pieces))
        third.answer(*kind.command(folder / "whole"))
        must(third.answer("books", "fingerprint")["head"] == head, "another head after kills")
        third.verify(head)
    return counts


def replayed(count):
    """The journal of one engine, given to empty books of every engine by every build of the program."""
    builds = [path for path in {PROGRAM, str(ROOT / ".build/release/cleanclaim"), str(ROOT / ".build/debug/cleanclaim")}
              if os.access(path, os.X_OK)]
    builds = sorted({os.path.realpath(path) for path in builds})
    counts = {"builds": len(builds), "engines": len(ENGINES), "entries": 0, "replays": 0}
    with Folder() as folder:
        books = books_on("SQLite", folder / "books")
        books.answer("books", "append", "-", text="".join(lines(count, seed=11)))
        for entry in (3, 8, count // 2):
            books.answer("books", "reverse", entry, "--effective", "2026-07-01", "--document", __file__)
        head = books.verify()["head"]
        exported = books.run("books", "export", "--entries").stdout
        counts["entries"] = exported.count("\n")
        must(head.startswith(f"{counts['entries']}:"), "not every entry is in the journal")
        (folder / "journal").write_text(exported)
        for engine in ENGINES:
            for number, build in enumerate(builds):
                empty = books_on(engine, folder / f"{engine}-{number}")
                done = subprocess.run([build, *empty.command("books", "append", folder / "journal")[1:]],
                                      capture_output=True, text=True, env=empty.environment())
                must(done.returncode == 0 and head in done.stdout, engine, build, done.stderr)
                empty.verify(head)
                must(empty.run("books", "export", "--entries").stdout == exported, "another journal")
                counts["replays"] += 1
    return counts
