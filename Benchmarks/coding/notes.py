# SPDX-License-Identifier: Apache-2.0
"""Notes that people have coded, and the programs that code them."""
import dataclasses
import json
import os
import pathlib
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = os.environ.get("CLEANCLAIM_SHARED")
PROGRAM = os.environ.get("CLEANCLAIM", str(ROOT / ".build/release/cleanclaim"))
BENCH = os.environ.get("CODING_BENCH")
HOME = pathlib.Path(os.environ.get("CLEANCLAIM_HOME") or pathlib.Path.home() / ".local/share/cleanclaim")

# Set, what of it counts as right, the field that has it.
GOLD = (
    ("aci_bench_amazon", "all codes", "codes"),
    ("codiesp_en", "all codes", "codes"),
    ("codiesp_en", "affirmed", "codes_affirmed"),
    ("codiesp_en", "billable 2026", "codes_billable2026"),
)


def path(name):
    """The development half of a set; none where it is not at hand."""
    found = pathlib.Path(SHARED) / "samples/notes" / name / "dev.ndjson" if SHARED else None
    return found if found and found.exists() else None


def read(file):
    """The records of an NDJSON file."""
    with open(file, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def say(words):
    """Tells what happens or is skipped, beside the table."""
    print(f"== {words}", file=sys.stderr)


@dataclasses.dataclass
class Run:
    """What a program answered to notes, how long it took and the most memory it held."""

    answers: list
    errors: str
    seconds: float
    rss_kib: int


def run(command, text):
    """Runs a program over notes; no answer where it ends with an error."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        # The answer to few notes waits in a pipe; communicate() would take the usage of the process with it.
        import threading
        kept = {}
        readers = [threading.Thread(target=lambda name=name: kept.update({name: getattr(process, name).read()}))
                   for name in ("stdout", "stderr")]
        for reader in readers:
            reader.start()
        try:
            process.stdin.write(text)
        except BrokenPipeError:
            pass
        process.stdin.close()
        for reader in readers:
            reader.join()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    errors = kept["stderr"].decode(errors="replace")
    if process.returncode:
        say(f"{' '.join(map(str, command))} ended with {process.returncode}: {errors.strip()[-300:]}")
        return None
    return Run([json.loads(line) for line in kept["stdout"].splitlines()], errors, seconds, usage.ru_maxrss)


def program(text, *options):
    """Codes notes by `cleanclaim code --ndjson`."""
    return run([PROGRAM, "code", "--ndjson", "--home", str(HOME), *options], text)


def billed(code):
    """A code with its point, as the notes have it."""
    return code if "." in code or len(code) <= 3 else f"{code[:3]}.{code[3:]}"
