# SPDX-License-Identifier: Apache-2.0
"""What `group msdrg` takes and refuses, and how it tells why there is no group."""
import json
import re

import pytest

from conftest import ROOT
from test_msdrg_explained import FAILURE, text_of, told


def test_a_change_as_the_help_writes_it(msdrg):
    assert "-px=CODE" in text_of(msdrg, "--help")
    assert "What if -px=02703DZ" in text_of(msdrg, *FAILURE, "--what-if", "-px=02703DZ")


@pytest.mark.parametrize("code", ["<", "0QS636Z0000"])
def test_a_procedure_that_cannot_be_a_code_is_explained(msdrg, tmp_path, code):
    stay = {"discharge_date": 20260510, "age": 68, "sex": 0, "discharge_status": 1, "pdx": {"code": "I5023"},
            "sdx": [{"code": code}], "procedures": [{"code": code}]}
    (tmp_path / "stay.json").write_text(json.dumps(stay))
    for path in ("Tests/Fixtures/837/institutional.edi", "Examples/inpatient-hip-fracture.json"):
        text = (ROOT / path).read_text().replace("0QS636Z", code)
        text = text.replace("202602", "202605").replace("2026-02", "2026-05")
        (tmp_path / path.split("/")[-1]).write_text(text)
    for path in sorted(tmp_path.iterdir()):
        done = msdrg(path)
        assert done.returncode in (0, 1) and code in done.stdout.decode(), path.name


def test_an_admitting_diagnosis_that_is_none_is_refused(msdrg):
    assert msdrg("--pdx", "I50.23", "--on", "2026-05-10", "--admit", "ZZZZZZZZZZZZ").returncode == 1


def test_a_procedure_that_is_none_is_not_of_the_operating_room(msdrg):
    assert "operating room" not in text_of(msdrg, "--pdx", "I50.23", "--on", "2026-05-10", "--px", "00ZZZZZ")


def test_the_examples_of_the_help_are_there(msdrg):
    for name in re.findall(r"Examples/[\w.-]+", text_of(msdrg, "--help")):
        assert (ROOT / name).exists()


@pytest.mark.parametrize("option", [["--on", "2025-05-10"], ["--age", "3"], ["--px", "02HA0QZ"], ["--sdx", "N17.9"],
                                    ["--status", "20"], ["--sex", "male"], ["--los", "9"], ["--admit", "I10"]])
def test_options_that_have_no_effect_are_refused(msdrg, option):
    assert msdrg(ROOT / "Examples/inpatient-hip-fracture.json", *option).returncode == 64


@pytest.mark.parametrize("option", [["--grouper-version", "43.1"], ["--hospital", "exempt"], ["--on", "2026-05-10"]])
def test_options_that_lines_do_not_heed_are_refused(msdrg, option):
    assert msdrg("--ndjson", *option).returncode == 64


def test_a_status_that_is_none_is_the_reason(msdrg):
    explanation, = told(msdrg, "--pdx", "I50.23", "--sdx", "R57.0", "--on", "2026-05-10", "--status", "99", code=1)
    assert explanation["final"]["return_code"] == "INVALID_DISCHARGE_STATUS"
    assert explanation["finding"]["rule"] == "group.invalid-status" and explanation["finding"]["what_to_do"]


def test_a_condition_without_an_indicator_is_not_said_to_be_acquired(msdrg):
    text = text_of(msdrg, "--pdx", "I50.23:Y", "--sdx", "L89.153", "--on", "2026-05-10", code=1)
    assert "HAC_MISSING_ONE_POA" in text and "it was acquired in the hospital" not in text


def test_titles_of_days_between_editions(msdrg):
    for day in ("2025-05-10", "2026-02-07", "2026-05-10"):
        assert "Acute on chronic systolic" in text_of(msdrg, "--pdx", "I50.23", "--on", day), day


@pytest.mark.parametrize("day", [20221101, 20230501])
@pytest.mark.parametrize("principal, group", [("I5023", 293), ("A419", 872), ("F200", 885), ("Z5189", 950)])
def test_a_cluster_that_is_no_operation(msdrg, day, principal, group):
    """0FHB7DZ and 0FPBXDZ are together no operation; the groups are msdrg's, and those of later versions."""
    stay = {"discharge_date": day, "age": 70, "sex": 0, "discharge_status": 1, "pdx": {"code": principal},
            "procedures": [{"code": "0FHB7DZ"}, {"code": "0FPBXDZ"}]}
    done = msdrg("--ndjson", data=json.dumps(stay).encode())
    assert json.loads(done.stdout)["final"]["drg"] == group
