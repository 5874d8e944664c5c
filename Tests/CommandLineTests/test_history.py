# SPDX-License-Identifier: Apache-2.0
"""Claims judged beside the patient's earlier ones: in one call, and from `--history`."""
import itertools
import json
import os
import subprocess

import pytest

from conftest import PROGRAM, ROOT

TABLES = ROOT / "Data" / "edits" / "tables"
PAIR, UNITS, VISIT, OFTEN = "ncci.procedure-pair", "ncci.units-day-policy", "mpfs.global-visit", "necessity.frequency"


def line(code, day="2026-07-15", **more):
    return {"code": code, "units": 1, "charge": 100.00, "date": day, "diagnoses": [1], **more}


def encounter(name, *charges, member="MADEUP001", family="Hargrove", born="1950-02-27", npi="1999999034", **more):
    """An encounter of ours that goes to Medicare."""
    return {
        "id": name, "claimType": "professional", "setting": "office", "placeOfService": "11",
        "patient": {"family": family, "given": "Tessa", "birthDate": born, "sex": "female",
                    "address": {"lines": ["245 Juniper Street"], "city": "Milbrook", "state": "OH",
                                "postalCode": "430992450"}},
        "coverages": [{"payer": {"name": "Made-up Medicare", "id": "99905"}, "relationship": "self",
                       "claimFiling": "MB", **({"subscriberId": member} if member else {})}],
        "providers": {
            "billing": {"organization": "Milbrook Practice", "npi": "1999999166", "taxonomy": "207P00000X",
                        "taxId": "00-6000006", "telephone": "6145550160",
                        "address": {"lines": ["2500 Hospital Drive"], "city": "Milbrook", "state": "OH",
                                    "postalCode": "430992500"}},
            "rendering": {"family": "Lindqvist", "given": "Sara", "npi": npi, "taxonomy": "207P00000X"}},
        "diagnoses": [{"code": "Z01.419", "role": "first-listed"}], "charges": list(charges), **more}


def record(name, *lines, **more):
    """A compact record of the same patient, form and practitioner."""
    return {"id": name, "bill": "professional", "claimFiling": "MB", "member": "MADEUP001", "family": "HARGROVE",
            "given": "Tessa", "birthDate": "1950-02-27", "sex": "F", "diagnoses": ["Z01.419"],
            "rendering": "1999999034", "billing": "1999999166", "lines": list(lines), **more}


def service(code, day="2026-07-15", **more):
    return {"code": code, "date": day, **more}


def interchange(name, *lines, frequency="1", number=None, member="MADEUP001"):
    """An 837 with one claim of the same patient, form and practitioner."""
    segments = [
        "ISA*00*          *00*          *ZZ*MADEUP         *ZZ*MADEUPPAYER    *260715*1200*^*00501*000000001*0*T*:",
        "GS*HC*MADEUP*MADEUPPAYER*20260715*1200*1*X*005010X222A1", "ST*837*0001*005010X222A1",
        "BHT*0019*00*1*20260715*1200*CH", "NM1*41*2*MADE UP*****46*MADEUP", "PER*IC*DESK*TE*6145550160",
        "NM1*40*2*MADE UP PAYER*****46*MADEUPPAYER", "HL*1**20*1", "NM1*85*2*MILBROOK PRACTICE*****XX*1999999166",
        "N3*2500 HOSPITAL DRIVE", "N4*MILBROOK*OH*430992500", "REF*EI*006000006", "HL*2*1*22*0",
        "SBR*P*18*******MB", f"NM1*IL*1*HARGROVE*TESSA*Q***MI*{member}", "N3*245 JUNIPER STREET",
        "N4*MILBROOK*OH*430992450", "DMG*D8*19500227*F", "NM1*PR*2*MADE-UP MEDICARE*****PI*99905",
        f"CLM*{name}*{100 * len(lines)}***11:B:{frequency}*Y*A*Y*Y", *([f"REF*F8*{number}"] if number else []),
        "HI*ABK:Z01419", "NM1*82*1*LINDQVIST*SARA****XX*1999999034", "PRV*PE*PXC*207P00000X"]
    for position, (code, day) in enumerate(lines, 1):
        segments += [f"LX*{position}", f"SV1*HC:{code}*100*UN*1***1", f"DTP*472*D8*{day.replace('-', '')}"]
    count = len(segments) - 2 + 1
    return "~".join([*segments, f"SE*{count}*0001", "GE*1*1", "IEA*1*000000001", ""])


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """An installation with the made-up tables and nothing else."""
    folder = tmp_path_factory.mktemp("history")
    subprocess.run(
        [PROGRAM, "codes", "import", *sorted(TABLES.iterdir())], check=True, capture_output=True,
        env={**os.environ, "CLEANCLAIM_HOME": str(folder)}, timeout=300)
    return folder


@pytest.fixture
def edit(tmp_path, home):
    """Judges claims: each a JSON document or an 837; gives the findings of each claim by their rules."""
    counter = itertools.count(1)

    def written(claims):
        paths = []
        for claim in claims:
            text = claim if isinstance(claim, str) else json.dumps(claim)
            paths.append(tmp_path / f"{next(counter):03}.{'edi' if isinstance(claim, str) else 'json'}")
            paths[-1].write_text(text)
        return paths

    def run(*claims, history=(), more=()):
        arguments = [argument for path in written(history) for argument in ("--history", path)]
        done = subprocess.run(
            [PROGRAM, "edit", *written(claims), *arguments, *more, "--json"], capture_output=True, text=True,
            timeout=120, env={**os.environ, "CLEANCLAIM_HOME": str(home)}, check=False)
        assert done.returncode in (0, 1), done.stderr
        answers = [json.loads(text) for text in done.stdout.splitlines()]
        assert len(answers) == len(claims)
        return [{found["rule"]: found for found in answer["findings"]} for answer in answers]
    return run


FORMS = {
    "encounters": lambda name, code, day, member: encounter(name, line(code, day), member=member),
    "837s": lambda name, code, day, member: interchange(name, (code, day), member=member),
    "records": lambda name, code, day, member: record(name, service(code, day), member=member),
}
CASES = [
    (PAIR, ("10000", "2026-07-15"), ("10001", "2026-07-15")),
    (UNITS, ("10001", "2026-07-15"), ("10001", "2026-07-15")),
    (VISIT, ("11103", "2025-10-03"), ("99213", "2025-11-03")),
    (OFTEN, ("G0101", "2026-03-15"), ("G0101", "2026-07-15")),
]


def has(answer, rule, claim=None):
    """Whether a rule speaks, and names the other claim."""
    if rule not in answer:
        return False
    assert claim is None or claim in json.dumps(answer[rule]), answer[rule]
    return True


@pytest.mark.parametrize("first", FORMS)
@pytest.mark.parametrize("second", FORMS)
def test_across_claims(edit, first, second):
    """Each edit that looks at history speaks of the later claim, names the earlier one, and reads every form."""
    earlier = [FORMS[first](f"EARLIER-{n}", *one, f"MADEUP{n}") for n, (_, one, _) in enumerate(CASES)]
    later = [FORMS[second](f"LATER-{n}", *other, f"MADEUP{n}") for n, (_, _, other) in enumerate(CASES)]
    in_call, beside, alone = edit(*earlier, *later), edit(*later, history=earlier), edit(*later)
    for number, (rule, _, _) in enumerate(CASES):
        assert not has(in_call[number], rule)
        assert has(in_call[number + len(CASES)], rule, f"EARLIER-{number}"), rule
        assert has(beside[number], rule, f"EARLIER-{number}"), rule
        assert not has(alone[number], rule)


def test_order(edit):
    """A visit that comes before the procedure in the call is not judged beside it."""
    procedure, visit = encounter("P", line("11103", "2025-10-03")), encounter("V", line("99213", "2025-11-03"))
    assert has(edit(procedure, visit)[1], VISIT, "P")
    assert not any(has(answer, VISIT) for answer in edit(visit, procedure))


@pytest.mark.parametrize("more", [
    {"member": "MADEUP002"}, {"family": "Another"}, {"born": "1950-02-28"}, {"npi": "1999999042"}, {"member": None}])
def test_other_patient(edit, more):
    """Another number, name or date of birth is another patient; another practitioner's day is another day."""
    one, other = encounter("A", line("10000")), encounter("B", line("10001"), **more)
    if "npi" in more:
        other["providers"]["rendering"]["taxonomy"] = "208600000X"
    assert not has(edit(one, other)[1], PAIR)


def test_without_number(edit):
    """Without a member's number the patient is known by name, date of birth and sex."""
    one, other = (encounter(name, line(code), member=None) for name, code in (("A", "10000"), ("B", "10001")))
    assert has(edit(one, other)[1], PAIR, "A")
    other["patient"]["sex"] = "male"
    assert not has(edit(one, other)[1], PAIR)


def test_replaced(edit):
    """A claim that was replaced or voided is history of nobody, and none is history of itself."""
    first = interchange("A", ("10000", "2026-07-15"))
    again = interchange("A", ("10001", "2026-07-15"), frequency="7", number="PAYER1")
    assert not has(edit(first, again)[1], PAIR)
    assert not has(edit(again, history=[first])[0], PAIR)
    named = interchange("NEW", ("10001", "2026-07-15"), frequency="7", number="A")
    assert not has(edit(first, named)[1], PAIR)
    second = interchange("NEW", ("10001", "2026-07-15"), frequency="7", number="PAYER1")
    assert not has(edit(interchange("B", ("10000", "2026-07-15"), frequency="7", number="PAYER1"), second)[1], PAIR)
    void = interchange("A", ("10000", "2026-07-15"), frequency="8", number="PAYER1")
    last = encounter("C", line("10001"))
    assert not has(edit(first, void, last)[2], PAIR)
    assert has(edit(first, last)[1], PAIR, "A")
    other = interchange("A", ("10001", "2026-07-15"))
    assert has(edit(first, other)[1], PAIR, "A"), "the number of an account on two claims"
    twice = interchange("A", ("10001", "2026-07-15"))
    assert not has(edit(twice, history=[twice])[0], UNITS)
    assert not any(has(answer, UNITS) for answer in edit(twice, twice))


def test_folder_and_lines(home, tmp_path):
    """A folder and lines are history too; with --ndjson lines are not history of each other, on any number of jobs."""
    folder = tmp_path / "past"
    folder.mkdir()
    (folder / "one.edi").write_text(interchange("A", ("10000", "2026-07-15")))
    (folder / "more.ndjson").write_text("".join(
        json.dumps(encounter(f"P{n}", line("10000"), member=f"M{n}")) + "\n" for n in range(50)) + "not JSON\n")
    lines = tmp_path / "today.ndjson"
    lines.write_text("".join(
        json.dumps(encounter(f"T{n}", line("10001"), member=f"M{n % 100}")) + "\n" for n in range(400)))
    outputs = []
    for jobs in (1, 2, 3):
        done = subprocess.run(
            [PROGRAM, "edit", "--ndjson", lines, "--jobs", str(jobs), "--history", folder], capture_output=True, text=True,
            env={**os.environ, "CLEANCLAIM_HOME": str(home)}, timeout=300, check=False)
        assert done.returncode == 1
        assert "51 claims; 1 left out" in done.stderr and "more.ndjson:51" in done.stderr
        outputs.append(done.stdout)
    assert outputs[0] == outputs[1] == outputs[2]
    for number, text in enumerate(outputs[0].splitlines()):
        rules = {found["rule"]: found for found in json.loads(text)["findings"]}
        assert has(rules, PAIR, f"P{number % 100}") == (number % 100 < 50)
        assert UNITS not in rules


def test_day(edit):
    """--on is the day of claims that have none; a day of the claim's own goes before it."""
    bare = {"code": "10001", "units": 1, "charge": 100.00, "diagnoses": [1]}
    past = encounter("A", line("10000"))
    assert not has(edit(past, encounter("B", bare))[1], PAIR)
    assert has(edit(past, encounter("B", bare), more=["--on", "2026-07-15"])[1], PAIR, "A")
    assert has(edit(past, record("B", {"code": "10001"}), more=["--on", "2026-07-15"])[1], PAIR, "A")
    assert not has(edit(past, encounter("B", bare), more=["--on", "2026-07-16"])[1], PAIR)
    assert has(edit(past, encounter("B", line("10001")), more=["--on", "2026-07-16"])[1], PAIR, "A")


def test_run(homes, home, tmp_path):
    """`run` judges encounters beside each other and beside --history."""
    (tmp_path / "codebook").mkdir()
    for book in [*(homes.home / "codebook").iterdir(), *(home / "codebook").iterdir()]:
        (tmp_path / "codebook" / book.name).symlink_to(book.resolve())
    paths = []
    for name, code in (("A", "10000"), ("B", "10001")):
        paths.append(tmp_path / f"{name}.json")
        paths[-1].write_text(json.dumps(encounter(name, line(code))))
    for arguments in (paths, [paths[1], "--history", paths[0]]):
        done = subprocess.run(
            [PROGRAM, "run", *arguments, "--json"], capture_output=True, text=True, timeout=300,
            env={**os.environ, "CLEANCLAIM_HOME": str(tmp_path)}, check=False)
        answer = json.loads(done.stdout.splitlines()[-1])
        assert answer["encounter"] == "B" and answer["status"] == "held"
        assert has({found["rule"]: found for found in answer["findings"]}, PAIR, "A")


@pytest.mark.parametrize("known, is_held", [("2026-12-31", True), ("2026-06-30", False)])
def test_known(edit, known, is_held):
    """A quarter that took effect after the knowledge date is not looked at."""
    answers = edit(encounter("A", line("10000")), encounter("B", line("10001")), more=["--known", known])
    assert has(answers[1], PAIR) == is_held


@pytest.mark.parametrize("known, status", [("2025-12-31", 0), ("2025-09-30", 3)])
def test_known_weights(home, known, status):
    """The same holds for prices, which take --on beside it."""
    done = subprocess.run(
        [PROGRAM, "price", "mpfs", "--locality", "01112-05", "--on", "2025-11-03", "99213", "--known", known, "--json"],
        capture_output=True, text=True, timeout=120, env={**os.environ, "CLEANCLAIM_HOME": str(home)}, check=False)
    assert ("mpfs-fees" in done.stdout + done.stderr) == (status == 0)
