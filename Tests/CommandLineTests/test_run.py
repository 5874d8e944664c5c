# SPDX-License-Identifier: Apache-2.0
"""The main job from outside: what is written, when nothing may be written, and without a network."""
import json
import shutil
import subprocess

import pytest

from conftest import ROOT

FIXED = ["--date", "2026-11-01", "--time", "1200", "--control-number", "7"]
FILES = ["837i.edi", "837p.edi", "findings.ndjson"]


def test_examples_are_clean_but_for_those_wrong_on_purpose(cleanclaim, tmp_path):
    done = cleanclaim("run", "Examples", "--out", tmp_path, *FIXED)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in (tmp_path / "findings.ndjson").read_text().splitlines()]
    held = {row["file"].split("/")[-1]: {f["rule"] for f in row["findings"] if f["severity"] == "rejects"}
            for row in rows if row["status"] != "clean"}
    assert len(rows) == 14 and sorted(held) == [
        "visit-without-codes.json", "wrong-both-diabetes-types.json", "wrong-injury-codes.json"]
    assert held["wrong-both-diabetes-types.json"] == {"icd10cm.excludes1"}
    assert "icd10cm.seventh-character-missing" in held["wrong-injury-codes.json"]
    assert sorted(path.name for path in tmp_path.iterdir()) == FILES
    for row in rows:
        for finding in row["findings"]:
            assert finding["message"] and "{" not in finding["message"], finding["rule"]


def test_two_runs_write_the_same_bytes(cleanclaim, tmp_path):
    for name in ("one", "two"):
        assert cleanclaim("run", "Examples", "--out", tmp_path / name, *FIXED).returncode == 0
    for name in FILES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    numbers = {(tmp_path / "one" / name).read_text().rstrip("~\n").split("*")[-1] for name in FILES[:2]}
    assert numbers == {"000000007", "000000008"}


def test_documents_of_standard_input_give_the_same_claims(cleanclaim, tmp_path):
    paths = [p for p in sorted((ROOT / "Examples").glob("*.json")) if p.name != "fees.json"]
    lines = "".join(json.dumps(json.loads(path.read_text())) + "\n" for path in paths)
    fees = ["--fees", "Examples/fees.json"]
    assert cleanclaim("run", "Examples", "--out", tmp_path / "folder", *FIXED, *fees).returncode == 0
    done = cleanclaim("run", "-", "--out", tmp_path / "lines", *FIXED, *fees, "--json", text=lines)
    assert done.returncode == 0
    assert [json.loads(line)["file"] for line in done.stdout.splitlines()] == [
        f"-:{number}" for number in range(1, len(paths) + 1)]
    for name in ("837i.edi", "837p.edi"):
        assert (tmp_path / "folder" / name).read_bytes() == (tmp_path / "lines" / name).read_bytes()


def test_what_is_malformed_is_said_and_the_rest_goes_on(cleanclaim, tmp_path):
    good = json.dumps(json.loads((ROOT / "Examples/office-visit.json").read_text()))
    lines = f"{good}\n\n{{\"a\":\n[]\n{good[:200]}\n{good}\n"
    done = cleanclaim("run", "-", "--json", "--strict", text=lines)
    assert done.returncode == 2
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["file"] for row in rows] == ["-:1", "-:3", "-:4", "-:5", "-:6"]
    assert [row["status"] for row in rows] == ["clean", "unreadable", "unreadable", "unreadable", "clean"]
    assert rows[1]["findings"][0]["rule"] == "encounter.not-json"
    # The same visit twice: its control number is no longer its own.
    repeated = [[f["rule"] for f in row["findings"]].count("claim.repeated-control-number") for row in rows]
    assert repeated == [0, 0, 0, 0, 1]


def test_a_run_that_fails_leaves_the_old_files(cleanclaim, tmp_path):
    assert cleanclaim("run", "Examples", "--out", tmp_path, *FIXED).returncode == 0
    before = {name: (tmp_path / name).read_bytes() for name in FILES}
    shutil.copytree(ROOT / "Examples", tmp_path / "in")
    (tmp_path / "in" / "zz.json").symlink_to(tmp_path / "nowhere")
    done = cleanclaim("run", tmp_path / "in", "--out", tmp_path, "--date", "2020-01-01")
    assert done.returncode == 4
    assert {name: (tmp_path / name).read_bytes() for name in FILES} == before
    assert not list(tmp_path.glob("*.partial"))


def test_a_folder_that_cannot_be_written_is_said(cleanclaim, tmp_path):
    (tmp_path / "file").write_text("x")
    done = cleanclaim("run", "Examples", "--out", tmp_path / "file")
    assert done.returncode == 4 and done.stderr
    assert (tmp_path / "file").read_text() == "x"
    done = cleanclaim("run", "Examples", "--out", "/proc/cleanclaim")
    assert done.returncode == 4 and done.stderr


def test_a_run_of_nothing_leaves_nothing_old_behind(cleanclaim, tmp_path):
    assert cleanclaim("run", "Examples", "--out", tmp_path / "out").returncode == 0
    (tmp_path / "nothing").mkdir()
    done = cleanclaim("run", tmp_path / "nothing", "--out", tmp_path / "out")
    assert done.returncode == 0 and done.stdout.startswith("0 encounters")
    assert list((tmp_path / "out").iterdir()) == []


def offline():
    for words in (["unshare", "-n"], ["unshare", "-rn"]):
        try:
            if subprocess.run([*words, "true"], capture_output=True).returncode == 0:
                return words
        except FileNotFoundError:
            return None
    return None


@pytest.mark.skipif(offline() is None, reason="this machine does not allow unshare -n")
def test_nothing_needs_a_network(cleanclaim, tmp_path):
    done = cleanclaim("codes", "lookup", "E11.9", before=offline())
    assert done.returncode == 0 and done.stdout.startswith("E11.9")
    done = cleanclaim("run", "Examples", "--out", tmp_path, before=offline())
    assert done.returncode == 0 and "11 clean, 3 held" in done.stdout
