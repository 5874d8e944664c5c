# SPDX-License-Identifier: Apache-2.0
"""What an answer says beside its codes: why the first one leads, what stands for another, presence on admission."""
import json

import pytest

from conftest import installed
from test_code import code  # noqa: F401  the fixture that runs the program

STAY = """Admitted with pneumonia, organism unknown. Fever and cough on arrival.
Hypokalemia on day 3, not present on admission.
Final diagnoses: pneumonia; hypokalemia.
"""


def answer(code, text, *arguments):
    done = code("code", "-", "--json", *arguments, text=text)
    assert done.status == 0, done.err
    return json.loads(done.out)


def test_the_first_code_says_why_it_leads(code):
    codes = answer(code, STAY, "--setting", "inpatient")["codes"]
    assert codes[0]["code"] == "J18.9" and codes[0]["role"] == "principal"
    steps = [step for step in codes[0]["path"] if step["step"] == "sequence"]
    assert [step["source"] for step in steps] == ["reason-for-encounter (II)"]
    assert not any(step["step"] == "sequence" for other in codes[1:] for step in other["path"])


def test_what_is_suppressed_names_what_stands_for_it(code):
    text = "Assessment:\n1. COPD.\n2. Acute bronchitis.\n"
    found = {item["code"]: item for item in answer(code, text, "--setting", "outpatient")["suppressed"]}
    assert found["J44.9"]["reason"] == "copd-bronchitis" and found["J44.9"]["by"] == "J44.0"
    assert [text.encode()[start:end].decode() for start, end in found["J44.9"]["spans"]] == ["COPD"]


def test_presence_on_admission_is_proposed_for_stays_alone(code):
    inside = {item["code"]: item for item in answer(code, STAY, "--setting", "inpatient")["codes"]}
    assert inside["J18.9"]["presentOnAdmission"] == "Y"
    assert inside["E87.6"]["presentOnAdmission"] == "N"
    outside = answer(code, STAY, "--setting", "outpatient")["codes"]
    assert outside and all("presentOnAdmission" not in item for item in outside)


def test_an_exempt_code_says_so(code):
    if not list((installed() / "codebook").glob("icd10cm-poa-exempt-2025-10*")):
        pytest.skip("CMS's list of codes exempt from POA reporting is not imported")
    codes = answer(
        code, "Final: pneumonia. History of colon cancer, resected years ago.", "--setting", "inpatient")["codes"]
    history = [item for item in codes if item["code"] == "Z85.038"]
    assert history and history[0]["presentOnAdmission"] == "1"
