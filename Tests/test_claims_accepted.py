# SPDX-License-Identifier: Apache-2.0
"""The 837s that a run writes are accepted by all types of test, and by pyx12, an independent validator."""
import json
import os
import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[1]
PROGRAM = os.environ["CLEANCLAIM_PROGRAM"]


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("out")
    done = subprocess.run(
        [PROGRAM, "run", str(ROOT / "Examples"), "--out", str(folder)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder


def validate(path):
    validator = pathlib.Path(sys.executable).parent / "x12valid"
    done = subprocess.run([str(validator), str(path)], capture_output=True, text=True)
    return done.stdout + done.stderr


@pytest.mark.parametrize("name", ["837p.edi", "837i.edi"])
def test_pyx12_accepts(out, name):
    path = out / name
    assert path.exists()
    assert f"{path}: OK" in validate(path).splitlines()


@pytest.mark.parametrize("name", ["837p.edi", "837i.edi"])
def test_all_types_of_test_accept(out, name):
    done = subprocess.run([PROGRAM, "x12", "validate", str(out / name)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_pyx12_refuses_a_claim_with_a_wrong_element(out):
    broken = out / "broken.edi"
    broken.write_text((out / "837p.edi").read_text().replace("NM1*41*", "NM1*ZZ*", 1))
    assert f"{broken}: OK" not in validate(broken).splitlines()


def test_every_clean_encounter_is_in_a_claim_and_no_held_one(out):
    rows = [json.loads(line) for line in (out / "findings.ndjson").read_text().splitlines()]
    written = (out / "837p.edi").read_text() + (out / "837i.edi").read_text()
    assert sorted(row["status"] for row in rows).count("held") == 3
    for row in rows:
        assert (f"CLM*{row['control_number']}*" in written) == (row["status"] == "clean"), row["file"]
