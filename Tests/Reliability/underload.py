# SPDX-License-Identifier: Apache-2.0
"""R14: backups while several write. Each has all that was acknowledged before it began and nothing that came after,
is proved, and its head is in the final chain; restored to a moment, on the other engine too."""
import datetime
import random
import subprocess
import threading
import time

from harness import ENGINES, Folder, Until, books_on, lines, must


class Writer(threading.Thread):
    """Adds entries of its own, batch after batch, and notes what was acknowledged when."""

    def __init__(self, books, seed, stop):
        super().__init__()
        self.books, self.seed, self.stop = books, seed, stop
        self.acknowledged, self.failure = [], None

    def run(self):
        try:
            process = subprocess.Popen(
                self.books.command("books", "append", "-", "--batch", "10", "--acknowledge"), stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, text=True, env=self.books.environment(), bufsize=1)
            start = 0
            while not self.stop.is_set():
                for line in lines(10, self.seed, start):
                    process.stdin.write(line)
                process.stdin.flush()
                start += 10
                head = process.stdout.readline().strip()
                self.acknowledged.append((time.time(), head))
            process.stdin.close()
            process.stdout.read()
            must(process.wait(120) == 0, "a writer failed")
        except Exception as failure:
            self.failure = failure


def moment(text):
    """A moment of the program as seconds."""
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def under_load(engine, backups, seconds, writers=3):
    """Counts of one engine."""
    counts = {"backups": 0, "entries added meanwhile": 0, "restores to a moment": 0}
    with Folder() as folder:
        books = books_on(engine, folder / "books")
        stop, until = threading.Event(), Until(backups, seconds)
        running = [Writer(books, seed + 1, stop) for seed in range(writers)]
        for writer in running:
            writer.start()
        made = []
        try:
            while until:
                time.sleep(0.05)
                if until.done % 3 == 2:
                    path = folder / f"{until.done}.backup"
                    answer = books.answer("backup", "make", path)
                else:
                    answer = books.answer("backup", "make", "--into", folder / "many")
                made.append(answer)
                until.done += 1
        finally:
            stop.set()
            for writer in running:
                writer.join()
        for writer in running:
            must(writer.failure is None, writer.failure)
        every = sorted(pair for writer in running for pair in writer.acknowledged)
        counts["entries added meanwhile"] = sum(10 for _ in every)
        final = books.verify()
        must(final["entries"] == counts["entries added meanwhile"], "entries are lost or doubled")
        for answer in made:
            head = answer["books"][0]["head"]
            done = books.plain("backup", "verify", answer["path"])
            must(done.returncode == 0, done.stderr)
            if not head.startswith("0:"):
                books.verify(head)
            entries = answer["books"][0]["entries"]
            known = [int(text.split(":")[0]) for at, text in every if at <= moment(answer["begun"])]
            must(entries >= max(known, default=0), "acknowledged before the backup and not in it", entries)
            counts["backups"] += 1
        restored(books, made, folder, counts)
    return counts


def restored(books, made, folder, counts):
    """Moments of the folder, each into an empty database of some engine and over what another one held."""
    chance = random.Random(1)
    many = [answer for answer in made if "many" in answer["path"]]
    targets = {engine: books_on(engine, folder / f"restored-{engine}") for engine in ENGINES}
    for answer in chance.sample(many, min(len(many), 6)):
        engine = chance.choice(ENGINES)
        target = targets[engine]
        target.answer("backup", "restore", folder / "many", "--until", answer["taken"], "--replace")
        must(target.verify()["head"] == answer["books"][0]["head"], "another moment was restored")
        entries = answer["books"][0]["entries"]
        target.answer("backup", "restore", folder / "many", "--entries", entries, "--replace")
        must(target.verify()["entries"] == entries, "another number of entries was restored")
        counts["restores to a moment"] += 2
    # The books go on from where they were put back.
    for target in targets.values():
        before = target.verify()["entries"]
        target.answer("books", "append", "-", text="".join(lines(10, seed=99)))
        must(target.verify()["entries"] == before + 10, "books that were put back do not go on")
