# SPDX-License-Identifier: Apache-2.0
"""The simulated payer from outside: what it answers balances, says what it is, and closes the loop with the books."""
import json
import os
import subprocess
from decimal import Decimal as D

import pytest

from conftest import PROGRAM, ROOT
from office import Office

DAY = "2026-06-01"


@pytest.fixture
def payer(tmp_path):
    def run(*arguments, code=0):
        done = subprocess.run([PROGRAM, "payer", *map(str, arguments)], cwd=tmp_path, capture_output=True, text=True,
                              env={**os.environ, "CLEANCLAIM_HOME": str(tmp_path / "none")}, timeout=300)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout
    run.folder = tmp_path
    return run


def claims(payer, count=120, **more):
    path = payer.folder / f"claims-{count}.837"
    payer("claims", "--count", count, "--on", "2026-05-20", "--out", path, *[str(word) for pair in more.items()
                                                                            for word in (f"--{pair[0]}", pair[1])])
    return path


def validated(path):
    done = subprocess.run([PROGRAM, "x12", "validate", path, "--json"], capture_output=True, text=True,
                          env={**os.environ, "CLEANCLAIM_HOME": "/nowhere"})
    return done.returncode, done.stdout


def script(payer, **members):
    path = payer.folder / "script.json"
    path.write_text(json.dumps(members))
    return path


def answered(payer, *arguments, out="answers"):
    return json.loads(payer("answer", *arguments, "--out", payer.folder / out, "--on", DAY, "--json"), parse_float=D)


def segments(path, name):
    return [line.rstrip("~\n").split("*") for line in path.read_text().splitlines() if line.startswith(name + "*")]


def test_every_file_follows_its_guide_and_says_what_it_is(payer):
    report = answered(payer, claims(payer))
    kinds = [one["kind"] for one in report["files"]]
    assert report["simulator"] is True and {"TA1", "999", "277CA", "835"} <= set(kinds)
    for one in report["files"]:
        path = payer.folder / "answers" / one["name"]
        assert validated(path)[0] == 0, one
        isa, = segments(path, "ISA")
        assert isa[6].strip() == "PAYERSIMULATOR" and isa[15] == "T"
        if one["kind"] == "835":
            assert segments(path, "N1")[0][2].startswith("PAYER SIMULATOR")
    assert (payer.folder / "answers/order.txt").read_text().split() == [one["name"] for one in report["files"]]


def test_remittances_balance_to_the_cent(payer):
    report = answered(payer, claims(payer, 300))
    for one in (one for one in report["files"] if one["kind"] == "835"):
        path = payer.folder / "answers" / one["name"]
        total = D(segments(path, "BPR")[0][2])
        paid = sum(D(row[4]) for row in segments(path, "CLP"))
        beside = sum(D(row[place]) for row in segments(path, "PLB") for place in range(4, len(row), 2))
        assert total == paid - beside == one["paid"] and total >= 0
        lines = segments(path, "SVC")
        taken = sum(D(row[place]) for row in segments(path, "CAS") for place in range(3, len(row), 3))
        assert sum(D(row[2]) - D(row[3]) for row in lines) == taken


def test_the_same_again_gives_the_same_bytes(payer):
    path = claims(payer)
    answered(payer, path, out="one")
    answered(payer, path, out="two")
    names = sorted(os.listdir(payer.folder / "one"))
    assert names == sorted(os.listdir(payer.folder / "two"))
    for name in names:
        assert (payer.folder / "one" / name).read_bytes() == (payer.folder / "two" / name).read_bytes(), name
    seeded = script(payer, seed=2)
    assert answered(payer, path, "--script", seeded, out="three")["outcomes"] != answered(payer, path)["outcomes"]


def test_a_plain_script_pays_what_it_says(payer):
    plain = script(payer, rates={}, allowed=0.5, deductible=0, copay=0, coinsurance=0.2)
    report = answered(payer, claims(payer, 50), "--script", plain)
    assert report["outcomes"] == {"paid": 50}
    assert set(report["reasons"]) == {"CO-45", "PR-2"}
    assert abs(report["paid"] - report["charged"] * D("0.4")) < 1
    assert report["left_to_patients"] + report["paid"] == report["charged"] / 2


def test_each_thing_that_a_payer_does_happens_and_balances(payer):
    state = payer.folder / "payer.json"
    often = script(payer, rates={"deny": 0.2, "deny-line": 0.2, "pend": 0.2, "takeback": 0.3, "crossover": 1, "beside": 1,
                                 "again": 0.5, "late": 1, "disorder": 1})
    path = claims(payer, 400)
    first = answered(payer, path, "--script", often, "--state", state, out="first")
    assert {"denied", "paid in part", "pended", "paid and sent on"} <= set(first["outcomes"])
    kinds = [one["kind"] for one in first["files"]]
    assert kinds.index("277CA") > kinds.index("835") and first["beside"]
    second = answered(payer, "--script", often, "--state", state, out="second")
    assert second["outcomes"]["answered late"] == first["outcomes"]["pended"] and second["outcomes"]["taken back"] > 0
    statuses = [row[2] for one in second["files"] if "again" not in one["name"]
                for row in segments(payer.folder / "second" / one["name"], "CLP")]
    assert statuses.count("22") == second["outcomes"]["taken back"]
    # What was seen before is a duplicate now, and nothing is paid twice.
    third = answered(payer, path, "--script", often, "--state", state, out="third")
    assert third["outcomes"] == {"denied": 400, "duplicate": 400} and third["reasons"] == {"OA-18": third["reasons"]["OA-18"]}
    for out in ("first", "second", "third"):
        for name in os.listdir(payer.folder / out):
            if name.endswith(".edi"):
                assert validated(payer.folder / out / name)[0] == 0, name


def test_late_claims_are_refused(payer):
    report = answered(payer, claims(payer, 20), "--script", script(payer, rates={}, filing_limit=3))
    assert report["outcomes"] == {"denied": 20} and set(report["reasons"]) == {"CO-29"}


def test_the_loop_closes_and_the_books_balance(payer, tmp_path):
    (tmp_path / "office").mkdir()
    office = Office(tmp_path / "office")
    path, state = claims(payer, 150), tmp_path / "payer.json"
    office.answer("claims", "add", path, "--sent")
    charged = office.balance(4010)

    def deliver(out):
        for name in (tmp_path / out / "order.txt").read_text().split():
            file = tmp_path / out / name
            office.run("remittances", "post", file) if "-835" in name else office.run("claims", "acknowledge", file)

    answered(payer, path, "--state", state, out="first")
    deliver("first")
    answered(payer, "--state", state, out="second")
    deliver("second")
    head = office.head()
    deliver("second")
    deliver("first")
    assert office.head() == head, "the same again changed the books"
    office.answer("books", "verify")
    trial = office.answer("books", "trial-balance")
    assert sum(D(str(row["balance"])) for row in trial["accounts"]) == 0 and office.balance(4010) == charged
    paid = sum(one["paid"] for out in ("first", "second")
               for one in json.loads((tmp_path / out / "report.json").read_text())["files"]
               if one["kind"] == "835" and "again" not in one["name"])
    assert round(office.balance(1120), 2) == round(paid, 2)
    states = {row["state"]: row["claims"] for row in office.answer("claims", "overview")["claims"]}
    assert sum(states.values()) == 150 and states["paid"] > 80


def test_wrong_scripts_memories_and_files(payer):
    path = claims(payer, 5)
    for wrong in ({"rates": {"deny": 1.5}}, {"rates": {"shout": 1}}, {"colour": 1}, {"reasons": [{"group": "XX", "code": "1"}]}):
        out = json.loads(payer("answer", path, "--out", "x", "--script", script(payer, **wrong), "--json", code=2))
        assert [one["rule"] for one in out["findings"]] == ["payer.bad-script"]
    out = json.loads(payer("answer", path, "--out", "x", "--state", path, "--json", code=2))
    assert [one["rule"] for one in out["findings"]] == ["payer.bad-state"]
    broken = payer.folder / "broken.837"
    broken.write_text(path.read_text().replace("SE*", "SX*"))
    report = answered(payer, broken, out="broken")
    assert report["claims"] == 0 and not any(one["kind"] == "835" for one in report["files"])


def question(payer, group, version, rows):
    path = payer.folder / f"question-{group}-{len(rows)}.edi"
    head = ["ISA*00*          *00*          *ZZ*CLINIC         *ZZ*PAYER          *260601*0900*^*00501*000000007*0*T*:",
            f"GS*{group}*CLINIC*PAYER*20260601*0900*1*X*{version}"]
    path.write_text("~\n".join([*head, *rows, f"SE*{len(rows) + 1}*0001", "GE*1*1", "IEA*1*000000007"]) + "~\n")
    assert validated(path)[0] == 0, validated(path)[1]
    return path


def only(payer, out, kind):
    name, = [name for name in os.listdir(payer.folder / out) if name.endswith(f"-{kind}.edi")]
    path = payer.folder / out / name
    assert validated(path)[0] == 0, validated(path)[1]
    return path


def test_eligibility_is_answered(payer):
    rows = ["ST*270*0001*005010X279A1", "BHT*0022*13*Q1*20260601*0900", "HL*1**20*1", "NM1*PR*2*MADE UP HEALTH*****PI*SIM01",
            "HL*2*1*21*1", "NM1*1P*2*MADE UP CLINIC*****XX*1999999984", "HL*3*2*22*0", "TRN*1*T1*9999999999",
            "NM1*IL*1*DOE*JAN****MI*{}", "DMG*D8*19700101", "DTP*291*D8*20260601", "EQ*30"]
    answered(payer, question(payer, "HS", "005010X279A1", [row.format("SIM1000001") for row in rows]), out="known")
    path = only(payer, "known", "271")
    assert segments(path, "NM1")[0][3] == "PAYER SIMULATOR MADE UP HEALTH" and segments(path, "TRN")[0][1:3] == ["2", "T1"]
    benefits = segments(path, "EB")
    assert [row[1] for row in benefits] == ["1", "C", "C", "B", "A"] and benefits[1][7] == "250"
    answered(payer, question(payer, "HS", "005010X279A1", [row.format("NOBODY") for row in rows]), out="unknown")
    assert segments(only(payer, "unknown", "271"), "AAA")[0][3] == "75"


def test_status_is_answered_from_memory(payer):
    state, plain = payer.folder / "payer.json", script(payer, rates={"pend": 0.5})
    answered(payer, claims(payer, 12), "--state", state, "--script", plain, out="first")
    found = {}
    for number in range(1, 14):
        rows = ["ST*276*0001*005010X212", "BHT*0010*13*Q1*20260601*0900", "HL*1**20*1",
                "NM1*PR*2*MADE UP HEALTH*****PI*SIM01", "HL*2*1*21*1", "NM1*41*2*MADE UP CLINIC*****46*CLINIC",
                "HL*3*2*19*1", "NM1*1P*2*MADE UP CLINIC*****XX*1999999984", "HL*4*3*22*0", "DMG*D8*19700101*F",
                "NM1*IL*1*DOE*JAN****MI*SIM1000001", "TRN*1*T1", f"REF*EJ*SIM-{number}", "AMT*T3*100",
                "DTP*472*D8*20260501"]
        answered(payer, question(payer, "HR", "005010X212", rows), "--state", state, "--script", plain, out=f"q{number}")
        status = segments(only(payer, f"q{number}", "277"), "STC")[0][1].split(":")[0]
        found[status] = found.get(status, 0) + 1
    assert found["A4"] == 1 and found["P1"] > 0 and found["F1"] > 0 and sum(found.values()) == 13


def test_authorizations_are_answered(payer):
    rows = ["ST*278*0001*005010X217", "BHT*0007*13*Q1*20260601*0900", "HL*1**20*1", "NM1*X3*2*MADE UP HEALTH*****PI*SIM01",
            "HL*2*1*21*1", "NM1*1P*2*MADE UP CLINIC*****XX*1999999984", "HL*3*2*22*1", "NM1*IL*1*DOE*JAN****MI*SIM1000001",
            "HL*4*3*EV*0", "TRN*1*T1*9999999999", "UM*SC*I*3*11:B"]
    answered(payer, question(payer, "HI", "005010X217", rows), "--script", script(payer, rates={}), out="yes")
    decision, = segments(only(payer, "yes", "278"), "HCR")
    assert decision[1] == "A1" and decision[2].startswith("SIMA")
    answered(payer, question(payer, "HI", "005010X217", rows), "--script", script(payer, rates={"deny": 1}), out="no")
    assert segments(only(payer, "no", "278"), "HCR")[0][1] == "A3"
