# SPDX-License-Identifier: Apache-2.0
"""R1: the program is killed by signal 9 at random moments while it adds entries or makes a backup; whoever fed it
has noted what was acknowledged. Nothing acknowledged is lost, nothing is there twice, and the books open again within
a second."""
import random
import re
import signal
import subprocess
import threading
import time

from harness import Broken, Folder, Until, books_on, lines, must
from payments import claims, interchange, remittances
from server import Server


class Feeder:
    """Feeds lines that begin at the last one acknowledged, with some sent again, and notes what is acknowledged."""

    def __init__(self, books, every, batch):
        self.books, self.every, self.batch = books, every, batch
        self.acknowledged = "0:" + "0" * 64
        self.heads = {}

    @property
    def count(self):
        return int(self.acknowledged.split(":")[0])

    def start(self, again):
        """Starts the program from some lines before the last one acknowledged."""
        self.process = subprocess.Popen(
            self.books.command("books", "append", "-", "--batch", self.batch, "--acknowledge"),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env=self.books.environment())
        text = "".join(self.every[max(0, self.count - again):])
        self.feeder = threading.Thread(target=self.feed, args=(text,))
        self.feeder.start()

    def feed(self, text):
        try:
            self.process.stdin.write(text)
            self.process.stdin.close()
        except (BrokenPipeError, OSError):
            pass

    def end(self):
        """Waits for the end; what was acknowledged before it counts."""
        output = self.process.stdout.read()
        errors = self.process.stderr.read()
        status = self.process.wait(120)
        self.feeder.join()
        for line in output.splitlines(keepends=True):
            head = line.strip()
            if line.endswith("\n") and len(head.split(":")[-1]) == 64 and " " not in head:
                must(int(head.split(":")[0]) >= self.count, "the head went back", head)
                self.acknowledged = head
        return status, errors


def check(feeder, slowest):
    """The books after a kill: opened, proved, nothing acknowledged missing."""
    start = time.monotonic()
    feeder.books.answer("books", "trial-balance")
    slowest = max(slowest, time.monotonic() - start)
    heads = [feeder.acknowledged] if feeder.count else []
    entries = feeder.books.verify(*heads)["entries"]
    must(feeder.count <= entries <= len(feeder.every), feeder.count, entries)
    return slowest


def killed_while_adding(engine, kills, seconds, seed=1):
    """Counts of one engine."""
    chance = random.Random(seed)
    counts = {"kills": 0, "of them before the first acknowledgement": 0, "entries acknowledged": 0, "runs to the end": 0}
    slowest, until = 0.0, Until(kills, seconds)
    while until:
        with Folder() as folder:
            every = lines(600, seed=seed + until.done)
            reference = books_on("SQLite", folder / "reference")
            whole = reference.answer("books", "append", "-", text="".join(every))["head"]
            feeder = Feeder(books_on(engine, folder / "books"), every, batch=chance.choice([1, 7, 40]))
            longest = 0.5
            while feeder.count < len(every) and until:
                before = feeder.count
                feeder.start(again=chance.choice([0, 3, 50]))
                time.sleep(chance.random() ** 2 * longest)
                feeder.process.send_signal(signal.SIGKILL)
                status, errors = feeder.end()
                if status == 0:
                    counts["runs to the end"] += 1
                    longest *= 0.7
                    break
                must(status == -signal.SIGKILL, status, errors)
                until.done += 1
                counts["kills"] += 1
                counts["of them before the first acknowledgement"] += feeder.count == before
                slowest = check(feeder, slowest)
            # Given once more, whole: what a run without a kill gives, entry for entry.
            done = feeder.books.answer("books", "append", "-", text="".join(every))
            must(done["head"] == whole, "another head after the kills", done["head"], whole)
            counts["entries acknowledged"] += feeder.count
    counts["ms slowest opening"] = round(slowest * 1000)
    must(slowest < 1, "opening took", slowest)
    return counts


def killed_while_backing_up(engine, kills, seconds, seed=1):
    """A backup is whole under its name or not there; a folder of backups stays usable."""
    chance = random.Random(seed)
    counts = {"kills": 0, "backups proved": 0}
    until = Until(kills, seconds)
    with Folder() as folder:
        books = books_on(engine, folder / "books")
        every = lines(3000, seed)
        books.answer("books", "append", "-", text="".join(every[:1000]))
        start = time.monotonic()
        books.answer("backup", "make", folder / "timed")
        longest, added, least = 1.2 * (time.monotonic() - start), 1000, 0
        while until:
            into = chance.random() < 0.5
            place = ["--into", folder / "backups"] if into else [folder / "one.backup"]
            process = subprocess.Popen(books.command("backup", "make", *place), stdout=subprocess.PIPE,
                                       stderr=subprocess.DEVNULL, env=books.environment())
            time.sleep(chance.random() * longest)
            process.kill()
            is_done = process.wait(60) == 0
            process.stdout.close()
            until.done += 1
            counts["kills"] += not is_done
            path = folder / "backups" if into else folder / "one.backup"
            if is_done or (any(path.glob("*.backup")) if into and path.exists() else path.exists()):
                proved = books.plain("backup", "verify", path)
                if proved.returncode != 0:
                    raise Broken(proved.stderr)
                counts["backups proved"] += 1
            if chance.random() < 0.1 and added < 3000:
                books.answer("books", "append", "-", text="".join(every[added:added + 100]))
                added += 100
        for path in folder.rglob("*.partial"):
            path.unlink()
        books.answer("backup", "make", folder / "one.backup")
        must(proved_entries(books, folder / "one.backup") == added, "the last backup has other entries")
        counts["backups proved"] += 1
    return counts


def steps(folder, out):
    """Claims put on file, sent and answered: command by command, always at one moment."""
    at = ["--by", "ann", "--at", "2026-06-01T09:00:00Z"]
    paths = [folder / "claims.837", *(folder / f"era-{number}.835" for number in range(8))]
    if not paths[0].exists():
        paths[0].write_text(claims(80))
        for number, path in enumerate(paths[1:]):
            path.write_text(interchange(remittances(8, 10)[number:number + 1]))
    return [["claims", "add", paths[0], *at], ["claims", "send", "--out", out, *at],
            ["remittances", "post", *paths[1:], *at]]


def killed_in_the_office(engine, kills, seconds, seed=1):
    """Claims are put on file, sent and paid by commands that are killed: the books, the files and their numbers are
    in the end those of an office where nobody was."""
    chance = random.Random(seed)
    counts = {"kills while claims were put on file": 0, "while they were sent": 0, "while they were paid": 0, "rounds": 0}
    names, slowest, until = list(counts), 0.0, Until(kills, seconds)
    with Folder() as folder:
        reference = books_on("SQLite", folder / "reference")
        longest = []
        for command in steps(folder, folder / "sent"):
            start = time.monotonic()
            reference.answer(*command)
            longest.append(1.3 * (time.monotonic() - start))
        head = reference.answer("books", "fingerprint")["head"]
        sent = re.findall(rb"CLM\*C\d+", b"".join(path.read_bytes() for path in (folder / "sent").iterdir()))
        while until:
            counts["rounds"] += 1
            with Folder() as own:
                books = books_on(engine, own / "books")
                for number, command in enumerate(steps(folder, own / "out")):
                    for _ in range(12):
                        if not until:
                            break
                        process = subprocess.Popen(books.command(*command), stdout=subprocess.DEVNULL,
                                                   stderr=subprocess.DEVNULL, env=books.environment())
                        time.sleep(chance.random() * longest[number])
                        process.kill()
                        if process.wait(60) == 0:
                            break
                        until.done += 1
                        counts[names[number]] += 1
                        start = time.monotonic()
                        books.answer("books", "trial-balance")
                        slowest = max(slowest, time.monotonic() - start)
                        books.verify()
                    books.answer(*command)
                must(books.answer("books", "fingerprint")["head"] == head, "other books after the kills")
                files = sorted(path for path in (own / "out").iterdir() if path.suffix == ".edi")
                found = re.findall(rb"CLM\*C\d+", b"".join(path.read_bytes() for path in files))
                must(sorted(found) == sorted(sent), "a claim was sent twice, or not")
                numbers = [int(re.search(rb"IEA\*1\*(\d+)", path.read_bytes())[1]) for path in files]
                must(sorted(numbers) == list(range(1, len(numbers) + 1)), "a gap in the numbers", numbers)
    counts["ms slowest opening"] = round(slowest * 1000)
    must(slowest < 1, "opening took", slowest)
    return counts


def proved_entries(books, path):
    """How many entries a backup has, all proved."""
    done = books.plain("backup", "verify", path)
    must(done.returncode == 0, done.stderr)
    return int(done.stdout.split()[1])


def server_killed(kills, seconds, seed=1):
    """The server of PostgreSQL is killed while entries are added; it makes every write safe."""
    chance = random.Random(seed)
    counts = {"kills of the server": 0, "entries acknowledged": 0}
    slowest, until = 0.0, Until(kills, seconds)
    server = Server()
    try:
        with Folder() as folder:
            every = lines(400 * kills, seed)
            feeder = Feeder(books_on("PostgreSQL", folder, server.address), every, batch=5)
            while until and feeder.count < len(every) - 100:
                feeder.start(again=20)
                time.sleep(0.05 + chance.random() * 0.6)
                server.kill()
                status, errors = feeder.end()
                must(status != 0, "the program did not notice that its server was gone")
                must("{" not in errors and "lost" in errors or "cannot be opened" in errors, errors)
                slowest = max(slowest, server.start())
                check(feeder, 0)
                until.done += 1
                counts["kills of the server"] += 1
            counts["entries acknowledged"] = feeder.count
            whole = "".join(every[:feeder.count])
            with Folder() as other:
                reference = books_on("SQLite", other).answer("books", "append", "-", text=whole)["head"]
            must(feeder.acknowledged == reference, "other entries than were sent")
    finally:
        server.stop()
    counts["ms slowest start of the server"] = round(slowest * 1000)
    return counts
