# SPDX-License-Identifier: Apache-2.0
"""R2: loss of power. What the program tells the disk is noted, call by call, with what it acknowledged between. For
many points of this log, disks are made on which all that was made safe is there, and of the rest any part in any
order, torn at sectors. On each the books open, are sound, and have every entry that was acknowledged before."""
import os
import pathlib
import random
import shutil
import sqlite3
import struct
import subprocess

from harness import PROGRAM, Books, Broken, Folder, Until, books_on, faulty_disk, lines, must

SECTOR = 512


def events(log):
    """The records of a log: type, path, offset, bytes."""
    at = 0
    while at < len(log):
        kind = chr(log[at])
        length, offset, count = struct.unpack_from("<IQI", log, at + 1)
        path = log[at + 17:at + 17 + length].decode()
        yield kind, path, offset, log[at + 17 + length:at + 17 + length + count]
        at += 17 + length + count


class File:
    """A file of the disk: what is safe of it, and what was written since."""

    def __init__(self, content=b""):
        self.safe, self.pending = bytearray(content), []

    @staticmethod
    def change(content, offset, data):
        """A write, or a truncation where there are no bytes."""
        if data is None:
            del content[offset:]
            content.extend(bytes(offset - len(content)))
            return
        content.extend(bytes(max(0, offset - len(content))))
        content[offset:offset + len(data)] = data

    def sync(self):
        for offset, data in self.pending:
            self.change(self.safe, offset, data)
        self.pending = []

    def torn(self, chance):
        """What is on the disk if the power goes now: any part of what was not made safe, in any order."""
        content = bytearray(self.safe)
        way = chance.choice(["none", "all", "first", "some", "sectors", "order"])
        pending = {"none": [], "all": self.pending}.get(way)
        if pending is None:
            pending = list(self.pending)
            if way == "first":
                pending = pending[:chance.randint(0, len(pending))]
            elif way != "order":
                pending = [change for change in pending if chance.random() < 0.5]
            else:
                chance.shuffle(pending)
        for offset, data in pending:
            if data is None or way in ("all", "first", "some"):
                self.change(content, offset, data)
                continue
            for start in range(0, len(data), SECTOR):
                if chance.random() < 0.7:
                    self.change(content, offset + start, data[start:start + SECTOR])
        return bytes(content)


class Disk:
    """The files of a folder by name, and the changes of names that were not made safe."""

    def __init__(self, root, lies=False):
        self.root, self.lies = str(root), lies
        self.names, self.safe_names, self.pending = {}, {}, []
        self.acknowledged = ""
        for path in pathlib.Path(root).rglob("*"):
            if path.is_file():
                self.names[str(path)] = File(path.read_bytes())
        self.safe_names = dict(self.names)

    def tell(self, kind, path, offset, data):
        """One event of the log."""
        if kind == "A":
            self.acknowledged += data.decode()
        elif kind == "W":
            self.names.setdefault(path, File()).pending.append((offset, data))
        elif kind == "T":
            self.names.setdefault(path, File()).pending.append((offset, None))
        elif kind == "S" and not self.lies:
            if path in self.names:
                self.names[path].sync()
        elif kind == "D" and not self.lies:
            self.safe_names, self.pending = dict(self.names), []
        elif kind == "C":
            self.rename(path, File())
        elif kind == "U":
            self.rename(path, None)
        elif kind == "R":
            moved = self.names.get(path)
            self.names.pop(path, None)
            self.names[data.decode()] = moved
            self.pending.append([(path, None), (data.decode(), moved)])

    def rename(self, path, file):
        if file is None:
            self.names.pop(path, None)
        else:
            self.names[path] = file
        self.pending.append([(path, file)])

    def image(self, folder, chance):
        """Writes the disk as it may be if the power goes now; changes of names come in order."""
        names = dict(self.safe_names)
        for change in self.pending[:chance.randint(0, len(self.pending))]:
            for path, file in change:
                names.pop(path, None)
                if file is not None:
                    names[path] = file
        for path, file in names.items():
            place = pathlib.Path(folder) / os.path.relpath(path, self.root)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.torn(chance))


def is_sound(path):
    """SQLite's own look at a file, by another program than ours."""
    database = sqlite3.connect(path)
    try:
        return database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    finally:
        database.close()


def heads(acknowledged):
    """The heads in what was acknowledged: whole lines `entries:hash`."""
    return [line for line in acknowledged.split("\n")[:-1] if len(line) > 65 and line[-65] == ":" and " " not in line]


def look(folder, acknowledged, is_open, allowed):
    """What must hold on an image; gives how many entries there are, or nothing where the books were not opened."""
    books = Books(folder)
    if not (folder / "books.sqlite").exists():
        must(not is_open, "the books are gone")
        return None
    found = heads(acknowledged)
    done = books.run("books", "verify", "--json", *[word for head in found[-1:] for word in ("--head", head)])
    if done.returncode != 0 and "ledger.no-books" in done.stdout:
        must(not is_open, "the books are gone")
        return None
    must(done.returncode == 0, done.stdout, done.stderr)
    must(is_sound(folder / "books.sqlite"), "integrity_check")
    entries = int(done.stdout.split('"entries": ')[1].split(",")[0])
    must(entries in allowed, "part of a batch is there", entries)
    return entries


def recorded(folder, disk):
    """A log of books opened, added to by two processes, backed up; the program runs on the faulty disk."""
    root, log = folder / "disk", folder / "log"
    root.mkdir()
    books = Books(root)
    environment = {"LD_PRELOAD": disk, "DISK_ROOT": str(root), "DISK_LOG": str(log)}
    every = lines(2600, seed=7)
    for arguments, text in [
            (["books", "init", "--from", "2026-01-01"], None),
            (["books", "append", "-", "--batch", "50", "--acknowledge"], "".join(every[:300])),
            (["books", "append", "-", "--batch", "100", "--acknowledge"], "".join(every[200:])),
            (["backup", "make", str(root / "one.backup")], None)]:
        done = books.run(*arguments, text=text, **environment)
        must(done.returncode == 0, done.stderr)
    # The batch boundaries of both runs; what was sent twice does not count again.
    allowed = {0, *range(50, 301, 50), *range(300, 2601, 100)}
    return root, log.read_bytes(), allowed


def power_lost(images, seconds, seed=1):
    """Counts: images, how many had lost something that was not acknowledged, images of a disk that lies."""
    counts = {"images": 0, "calls in the log": 0, "syncs": 0, "images with a batch that was never acknowledged": 0,
              "backups proved": 0}
    with Folder(in_memory=True) as folder:
        disk = faulty_disk(folder)
        if not disk:
            return None
        root, log, allowed = recorded(folder, disk)
        every = list(events(log))
        counts["calls in the log"] = len(every)
        counts["syncs"] = sum(kind in "SD" for kind, *_ in every)
        chance = random.Random(seed)
        empty = folder / "empty"
        empty.mkdir()
        state, until = Disk(empty), Until(images, seconds)
        state.root = str(root)
        points = sorted(moments(every, images, chance))
        at = 0
        for point in points:
            if not until:
                break
            while at < point:
                state.tell(*every[at])
                at += 1
            until.done += 1
            with Folder(in_memory=True) as image:
                state.image(image, chance)
                entries = look(image, state.acknowledged, "head" in state.acknowledged, allowed)
                counts["images"] += 1
                known = int((heads(state.acknowledged) or ["0:"])[-1].split(":")[0])
                counts["images with a batch that was never acknowledged"] += (entries or 0) > known
                counts["backups proved"] += backup(image, state.acknowledged)
        counts["of a disk that lies, caught"] = lying(root, every, allowed, chance, 40)
    return counts


def moments(every, images, chance):
    """Where the power goes: anywhere, beside what was made safe or acknowledged, and while the backup is written."""
    marks = [at for at, (kind, *_) in enumerate(every) if kind in "SDARU"]
    backed_up = [at for at, (_, path, *_) in enumerate(every) if "one.backup" in path]
    for number in range(images):
        if number % 4 < 2:
            yield chance.randrange(len(every) + 1)
        elif number % 4 == 2:
            yield min(len(every), max(0, chance.choice(marks) + chance.randint(-2, 3)))
        else:
            yield chance.randint(backed_up[0], len(every))


def backup(image, acknowledged):
    """A backup under its name is whole; one that was acknowledged is there."""
    path = image / "one.backup"
    if not path.exists():
        must("one.backup" not in acknowledged, "the backup is gone")
        return 0
    done = subprocess.run([PROGRAM, "backup", "verify", path], capture_output=True, text=True)
    must(done.returncode == 0, done.stderr)
    return 1


def lying(root, every, allowed, chance, images):
    """Whether the harness would notice: a disk that says that something is safe when it is not is caught."""
    empty = root.parent / "empty"
    state, caught = Disk(empty, lies=True), 0
    state.root = str(root)
    for event in every[:len(every) * 3 // 4]:
        state.tell(*event)
    for _ in range(images):
        with Folder(in_memory=True) as image:
            state.image(image, chance)
            try:
                look(image, state.acknowledged, True, allowed)
            except Broken:
                caught += 1
    must(caught > images // 2, "a lying disk was caught only", caught, "times")
    return caught
