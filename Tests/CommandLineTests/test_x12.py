# SPDX-License-Identifier: Apache-2.0
"""x12 from outside, over every sample file that others wrote: nothing lost, nothing unbalanced."""
import csv
import importlib.util
import json
import os
import pathlib
import pty
import re
import subprocess

import pytest

from conftest import PROGRAM, ROOT

SHARED = pathlib.Path(os.environ.get("CLEANCLAIM_SHARED") or ROOT.parent / "shared")
SAMPLES = SHARED / "samples" / "x12"
GOOD = ROOT / "Tests" / "Fixtures" / "x12" / "good"
needs_samples = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason=f"no X12 samples in {SAMPLES}: set CLEANCLAIM_SHARED")


def x12(*arguments, data=b"", seconds=120):
    return subprocess.run([PROGRAM, "x12", *map(str, arguments)], input=data, capture_output=True, timeout=seconds)


def samples():
    return sorted(path for path in SAMPLES.rglob("*") if path.is_file() and path.suffix not in (".tsv", ".md"))


def manifest():
    with open(SAMPLES / "MANIFEST.tsv") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def checker():
    """The independent check of envelope and balance."""
    path = SHARED / "oracles" / "check_edi.py"
    specification = importlib.util.spec_from_file_location("check_edi", path)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return lambda data: [re.sub(r"(claim|CLM|CLP) \S+", r"\1", line) for line in module.check(data)]


@needs_samples
def test_cat_loses_no_byte_of_any_sample():
    for path in samples():
        done = x12("cat", path)
        assert done.stdout == path.read_bytes(), path
        assert done.returncode in (0, 2) and (done.returncode == 0) == (done.stderr == b""), path


@needs_samples
def test_json_and_back_is_the_same_for_every_sample():
    for path in samples():
        document = x12("json", path)
        json.loads(document.stdout)
        back = x12("from-json", data=document.stdout)
        assert back.stdout == path.read_bytes() and back.returncode == 0, path


@needs_samples
def test_anonymized_samples_keep_counts_and_balance():
    check = checker()
    for row in manifest():
        path = SAMPLES / row["file"]
        done = x12("anonymize", path, "--seed", "a test")
        if done.returncode == 2:
            continue
        assert check(done.stdout) == check(path.read_bytes()), path


@needs_samples
def test_parts_of_valid_samples_have_true_counts_and_merge_again(tmp_path):
    check = checker()
    for number, row in enumerate(manifest()):
        if row["validity"] != "valid":
            continue
        path = SAMPLES / row["file"]
        before = check(path.read_bytes())
        for by in ("set", "claim"):
            folder = tmp_path / f"{number}-{by}"
            done = x12("split", path, "--by", by, "--out", folder)
            if done.returncode == 1 and by == "claim":
                continue
            assert done.returncode == 0, (path, done.stderr)
            parts = sorted(folder.iterdir())
            for part in parts:
                assert set(check(part.read_bytes())) <= set(before), part
            merged = x12("merge", *parts)
            # A TA1 is about another interchange, and in no part.
            if by == "set" and merged.returncode == 0 and b"TA1" not in path.read_bytes():
                (folder / "whole").write_bytes(merged.stdout)
                assert x12("diff", path, folder / "whole").returncode == 0, path


@needs_samples
def test_every_sample_is_shown_counted_and_judged_without_a_crash():
    for path in samples():
        for command in (["show"], ["show", "--html"], ["stats"], ["claims"], ["lines"], ["validate", "--json"]):
            done = x12(command[0], path, *command[1:])
            assert done.returncode in (0, 1, 2), (command, path, done.stderr)
            if command[-1] == "--json":
                json.loads(done.stdout)


def test_everything_reads_the_standard_input():
    data = (GOOD / "837p-two.edi").read_bytes()
    for command in ("cat", "json", "stats", "show", "claims", "lines"):
        named, piped = x12(command, GOOD / "837p-two.edi"), x12(command, data=data)
        dashed = x12(command, "-", data=data)
        assert named.returncode == piped.returncode == dashed.returncode == 0, command
        if command != "stats":
            assert named.stdout == piped.stdout == dashed.stdout, command
    assert x12("diff", "-", GOOD / "837p-two.edi", data=data).returncode == 0
    assert x12("validate", "-", data=data).returncode == 0
    assert x12("show", "--html", "--validate", data=data).returncode == 0
    assert x12("merge", "-", data=data).stdout == data


def test_colour_only_where_it_is_wanted():
    path = GOOD / "837p.edi"
    assert b"\x1b[" not in x12("show", path).stdout
    assert b"\x1b[" in x12("show", path, "--color").stdout
    for no_color, coloured in (("", True), ("1", False)):
        try:
            ours, theirs = pty.openpty()
        except OSError as fault:
            pytest.skip(f"no terminal can be made here: {fault}")
        with subprocess.Popen(
                [PROGRAM, "x12", "show", path], stdout=theirs, env={**os.environ, "NO_COLOR": no_color}) as program:
            os.close(theirs)
            shown = b""
            # A terminal whose other end is closed tells it by an error.
            while part := read_or_nothing(ours):
                shown += part
        os.close(ours)
        assert program.returncode == 0
        assert (b"\x1b[1;34m" in shown) == coloured


def read_or_nothing(descriptor):
    try:
        return os.read(descriptor, 1 << 16)
    except OSError:
        return b""


def test_a_seed_that_is_not_given_is_a_new_one():
    path = GOOD / "837p.edi"
    assert x12("anonymize", path).stdout != x12("anonymize", path).stdout
    assert x12("anonymize", path, "--seed", "a").stdout == x12("anonymize", path, "--seed", "a").stdout


def test_memory_does_not_grow_with_the_file(tmp_path):
    """The peak of a file a hundred times as long is much the same."""
    text = (GOOD / "837p-two.edi").read_text()
    start, end = text.index("CLM*CC0001"), text.index("SE*34")
    small, large = tmp_path / "small.edi", tmp_path / "large.edi"
    for path, times in ((small, 1_000), (large, 40_000)):
        path.write_text(text[:start] + text[start:end] * times + text[end:])
    for command in ("cat", "json", "stats", "anonymize"):
        peaks = []
        for path in (small, large):
            code = (
                "import resource, subprocess, sys; "
                "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL); "
                "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
            done = subprocess.run(
                ["python3", "-c", code, PROGRAM, "x12", command, str(path)], capture_output=True, text=True)
            peaks.append(int(done.stdout))
        assert peaks[1] < peaks[0] + 16_000 and peaks[1] < 64_000, (command, peaks)


def test_a_part_is_never_written_over_its_source(tmp_path):
    data = (GOOD / "837p-two.edi").read_bytes()
    path = tmp_path / "part.edi"
    path.write_bytes(data)
    (tmp_path / "part-0001.edi").symlink_to("part.edi")
    done = x12("split", path, "--by", "claim", "--out", tmp_path)
    assert done.returncode == 64 and b"written over" in done.stderr
    assert path.read_bytes() == data


@pytest.mark.parametrize("status, code", [("07", 0), ("20", 0), ("95", 0), ("08", 1), ("99", 1)])
def test_statuses_of_discharge_are_those_assigned(cleanclaim, tmp_path, status, code):
    """Left against advice, died, planned readmission; and two that nobody assigned."""
    text = (ROOT / "Tests/Fixtures/837/institutional.edi").read_text()
    (tmp_path / "claim.edi").write_text(re.sub(r"(CL1\*[^*]*\*[^*]*\*)\d\d", rf"\g<1>{status}", text))
    done = cleanclaim("x12", "validate", tmp_path / "claim.edi")
    assert done.returncode == code and ("CL103" in done.stdout) == bool(code), done.stdout
