# SPDX-License-Identifier: Apache-2.0
"""Notes that people have coded, and the programs that code them."""
import dataclasses
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = os.environ.get("CLEANCLAIM_SHARED")
PROGRAM = os.environ.get("CLEANCLAIM", str(ROOT / ".build/release/cleanclaim"))
BUILT = ROOT / "Benchmarks/.build/release/coding-bench"
BENCH = os.environ.get("CODING_BENCH") or (str(BUILT) if BUILT.exists() else None)
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
    """What a program answered to notes, the processor time it took and the most memory it held."""

    answers: list
    errors: str
    seconds: float
    rss_kib: int


def peak_kib(process):
    """The most memory a process has held so far; 0 where it is gone."""
    try:
        with open(f"/proc/{process}/status", encoding="ascii", errors="replace") as status:
            return next((int(line.split()[1]) for line in status if line.startswith("VmHWM:")), 0)
    except OSError:
        return 0


def processor_seconds():
    """What the programs that have ended took of the processors."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def run(command, text):
    """Runs a program over notes; no answer where it ends with an error.

    The memory is asked for while it runs: what the system tells at its end counts the memory of this process too.
    """
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        given.write(text)
        given.seek(0)
        start, peak = processor_seconds(), 0
        with subprocess.Popen(command, stdin=given, stdout=out, stderr=errors) as process:
            while process.poll() is None:
                peak = max(peak, peak_kib(process.pid))
                time.sleep(0.002)
        seconds = processor_seconds() - start
        out.seek(0)
        errors.seek(0)
        told = errors.read().decode(errors="replace")
        if process.returncode:
            say(f"{' '.join(map(str, command))} ended with {process.returncode}: {told.strip()[-300:]}")
            return None
        return Run([json.loads(line) for line in out], told, seconds, peak)


def program(text, *options):
    """Codes notes by `cleanclaim code --ndjson`."""
    return run([PROGRAM, "code", "--ndjson", "--home", str(HOME), *options], text)


def billed(code):
    """A code with its point, as the notes have it."""
    return code if "." in code or len(code) <= 3 else f"{code[:3]}.{code[3:]}"
