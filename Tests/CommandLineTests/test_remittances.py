# SPDX-License-Identifier: Apache-2.0
"""Remittances posted from outside: complaints of users of other systems, and others' files and sums."""
import json
import os
import pathlib

import pytest

import office
from office import answer, claim, remittance, remittances_835

SHARED = pathlib.Path(os.environ.get("CLEANCLAIM_SHARED", office.ROOT.parent / "shared"))


@pytest.fixture
def desk(tmp_path):
    return office.Office(tmp_path)


VISIT = claim("A-1001", ("99213:25", "100.00"), ("93000", "50.00"))
PAID = answer("A-1001", "150.00", "90.00", ("99213:25", "100.00", "60.00", ["CO*45*20", "PR*2*20"], None, "A-1001L1"),
              ("93000", "50.00", "30.00", ["CO*45*20"], None, "A-1001L2"), patient="20")


def test_complaint_01_the_same_remittance_is_posted_once(desk):
    desk.add(VISIT)
    first, = desk.post(remittances_835(remittance("CHK1", "90.00", PAID)))
    assert (first["posted"], first["paid"]) == (1, 90)
    head = desk.head()
    # The same, under another name, and as a part of a larger file.
    text = remittances_835(remittance("CHK1", "90.00", PAID))
    for name in ("again.835", "renamed.txt"):
        again, = desk.answer("remittances", "post", desk.file(text, name))["remittances"]
        assert (again["posted"], again["present"]) == (0, 1)
    merged = remittances_835(remittance("CHK0", "0.00", beside=["L6*0", ]), remittance("CHK1", "90.00", PAID))
    assert desk.post(merged)[1]["present"] == 1
    assert desk.head() == head
    assert desk.claim("A-1001")["patient_owes"] == 20


def test_complaint_02_a_line_without_its_modifier_is_matched(desk):
    desk.add(VISIT)
    bare = answer("A-1001", "150.00", "90.00", ("99213", "100.00", "60.00", ["CO*45*20", "PR*2*20"]),
                  ("93000", "50.00", "30.00", ["CO*45*20"]), patient="20")
    row, = desk.post(remittances_835(remittance("CHK2", "90.00", bare)))
    assert row["posted"] == 1
    lines = {(one["line"], one["account"]): one["amount"] for one in desk.claim("A-1001")["postings"]
             if "line" in one and one["kind"] == "payment" and one["amount"] < 0}
    assert lines
    assert desk.answer("remittances", "queue", "--kind", "line")["work"] == []


def test_complaint_03_denials_are_never_written_off_by_posting(desk):
    desk.add(VISIT)
    denied = answer("A-1001", "150.00", "0.00", ("99213:25", "100.00", "0", ["CO*97*100"]),
                    ("93000", "50.00", "0", ["CO*16*50"]), status="4")
    row, = desk.post(remittances_835(remittance("CHK3", "0.00", denied)))
    assert (row["denials"], row["denied"]) == (2, 150)
    shown = desk.claim("A-1001")
    assert shown["state"] == "denied"
    assert shown["payers"][0]["open"] == 150
    assert [(one["reason"], one["amount"], one["state"]) for one in shown["work"]] == [
        ("97", 100, "open"), ("16", 50, "open")]
    accounts = {row["account"] for row in desk.answer("books", "trial-balance")["accounts"]}
    assert accounts == {1220, 4010}, "nothing was taken off"


# The cases of OpenEMR's RemitAccountingTest: fee, payment, taken off the claim, taken off the line, PLB, whether it adds up.
SUMS = [
    ("0.30", "0.10", "", ["CO*45*0.20"], "", True),
    ("100.00", "99.50", "", ["CO*45*0.50"], "", True),
    ("87.62", "68.51", "", ["CO*253*1.40", "CO*45*0.19", "PR*2*17.52"], "", True),
    ("100.00", "80.00", "", ["CO*45*20.00"], "L6*-10.00", True),
    ("100.00", "80.00", "", ["CO*45*20.01"], "", False),
    ("100.00", "80.00", "", ["CO*45*19.99"], "", False),
    ("100.00", "80.00", "CO*45*20.00", [], "", True),
    ("100.00", "100.00", "", [], "", True),
    ("100.00", "0.00", "", ["CO*50*100.00"], "", True),
    ("100.00", "80.00", "CO*45*10.00", ["PR*1*10.00"], "", True),
    ("100.00", "80.00", "CO*45*10.00", ["PR*1*10.01"], "", False),
]


@pytest.mark.parametrize("fee, paid, whole, lines, beside, balances", SUMS)
def test_complaint_04_money_is_whole_cents_and_sums_are_exact(desk, fee, paid, whole, lines, beside, balances):
    desk.add(claim("A-1001", ("99213", fee)))
    part = f"{float(paid) + (float(whole.split('*')[2]) if whole else 0):.2f}"
    one = answer("A-1001", fee, paid, ("99213", fee, part, lines), adjustments=[whole] if whole else [])
    total = float(paid) - (float(beside.split("*")[1]) if beside else 0)
    file = desk.file(remittances_835(remittance("CHK4", f"{total:.2f}", one, beside=[beside] if beside else [])))
    head = desk.head()
    if balances:
        row, = desk.answer("remittances", "post", file)["remittances"]
        assert row["posted"] == 1 and row["amount"] == total
    else:
        code, rules = desk.refused("remittances", "post", file)
        assert code == 1 and set(rules) == {"remittances.unbalanced"}
        assert desk.head() == head
    desk.answer("books", "verify")


def test_complaint_05_what_is_not_matched_waits_and_paper_can_be_entered(desk):
    stranger = answer("NO-SUCH", "75.00", "75.00", ("99213", "75.00", "75.00", []), member="OTHER", family="OTHER")
    row, = desk.post(remittances_835(remittance("CHK5", "75.00", stranger)))
    assert (row["posted"], row["unmatched"], row["paid"]) == (0, 1, 75)
    work, = desk.answer("remittances", "queue")["work"]
    assert (work["kind"], work["reason"], work["amount"]) == ("unmatched", "unknown", 75)
    assert desk.balance(2120) == -75
    desk.add(claim("A-1002", ("99213", "75.00")))
    desk.answer("remittances", "resolve", work["work"], "--claim", "A-1002", user="bob")
    assert desk.balance(2120) == 0
    assert desk.claim("A-1002")["state"] == "closed"
    # An account on paper, typed in: who did it stands there.
    desk.add(claim("A-1001", ("99213:25", "100.00")))
    example = json.loads(desk.run("remittances", "enter", "--example").stdout)
    row, = desk.answer("remittances", "enter", desk.file(json.dumps(example)), user="carol")["remittances"]
    assert (row["posted"], row["amount"]) == (1, 79)
    assert desk.answer("remittances", "show", row["remittance"])["by"] == "carol"
    assert {one["by"] for one in desk.claim("A-1001")["events"]} >= {"carol"}


def test_complaint_17_the_ledger_names_the_payer_that_paid(desk):
    desk.add(claim("A-1001", ("99213", "100.00"), second="99991"))
    first = answer("A-1001", "100.00", "60.00", ("99213", "100.00", "60.00", ["CO*45*20", "PR*2*20"]), patient="20")
    desk.post(remittances_835(remittance("P1", "60.00", first)))
    shown = desk.claim("A-1001")
    assert (shown["state"], shown["payer"], shown["patient_owes"]) == ("ready", "99991", 0)
    assert [one["open"] for one in shown["payers"]] == [0, 20]
    second = answer("A-1001", "100.00", "15.00", ("99213", "100.00", "15.00", ["OA*23*80", "PR*3*5"]), status="2",
                    patient="5", payer_number="SEC1")
    desk.post(remittances_835(remittance("S1", "15.00", second, issuer="1999999982")))
    shown = desk.claim("A-1001")
    assert [one["open"] for one in shown["payers"]] == [0, 0]
    assert (shown["state"], shown["patient_owes"]) == ("paid", 5)
    paid = [(one["payer"], one["amount"]) for one in shown["postings"] if one["account"] == 1220 and one["amount"] < 0]
    # What the first payer paid, took off and left over, together; what the second paid and left over.
    assert paid == [("99990", -100), ("99991", -20)]
    cash = [(one["account"], one["payer"], one["amount"]) for one in shown["postings"] if one["account"] in (1120, 4110)]
    assert cash == [(4110, "99990", 20)]


def test_a_payment_that_comes_again_with_other_amounts_is_held(desk):
    desk.add(VISIT)
    desk.post(remittances_835(remittance("CHK1", "90.00", PAID)))
    other = answer("A-1001", "150.00", "95.00", ("99213:25", "100.00", "65.00", ["CO*45*15", "PR*2*20"]),
                   ("93000", "50.00", "30.00", ["CO*45*20"]), patient="20")
    row, = desk.post(remittances_835(remittance("CHK1", "95.00", other)))
    assert (row["posted"], row["held"], row["amount"]) == (0, 1, 90)
    assert desk.claim("A-1001")["payers"][0]["open"] == 0
    assert len(desk.answer("remittances", "queue", "--kind", "changed")["work"]) == 1


def test_bank_remittance_and_ledger_agree(desk):
    desk.add(VISIT)
    desk.post(remittances_835(remittance("CHK77", "90.00", PAID)))
    bank = desk.file("Date,Amount,Reference\n2026-05-06,90.00,HCCLAIMPMT TRN*1*CHK77*1999999990\n"
                     "2026-05-07,12.34,\"LOCKBOX, 555\"\n", "bank.csv")
    assert desk.answer("remittances", "deposit", bank) == {"entered": 2, "explained": 1, "unexplained": 1, "present": 0}
    assert desk.answer("remittances", "deposit", bank)["present"] == 2
    match = desk.answer("remittances", "bank")
    assert (match["expected"], match["ledger_expected"], match["residual"]) == (0, 0, 0)
    assert [one["amount"] for one in match["deposits"]] == [12.34] and match["ledger_unexplained"] == 12.34
    assert desk.balance(1010) == 102.34
    # Its remittance comes later, with an amount of its own.
    late = answer("ZZ", "12.34", "12.34", ("99213", "12.34", "12.34", []), member="Q", family="Q")
    desk.post(remittances_835(remittance("555", "12.34", late)))
    assert desk.answer("remittances", "explain")["explained"] == 1
    match = desk.answer("remittances", "bank")
    assert (match["remittances"], match["deposits"], match["residual"]) == ([], [], 0)
    bad = desk.file("date,amount,reference\n2026-02-30,1.00,X\n2026-02-01,-1,Y\n2026-02-01,1,\n", "bad.csv")
    code, rules = desk.refused("remittances", "deposit", bad)
    assert (code, rules) == (2, ["deposits.bad-line"] * 3)
    assert desk.refused("remittances", "explain", "99", "--remittance", "1")[1] == ["deposits.unknown"]


def test_what_cannot_be_done_is_said(desk):
    desk.add(VISIT)
    for arguments, rule in [
            (("claims", "show", "NO-SUCH"), "claims.unknown"),
            (("claims", "list", "--state", "nowhere"), "billing.bad-text"),
            (("remittances", "show", "9"), "remittances.unknown"),
            (("remittances", "unapply", "9", "--reason", "x"), "remittances.unknown"),
            (("remittances", "repost", "9"), "remittances.unknown"),
            (("remittances", "resolve", "9", "--claim", "A-1001"), "work.unknown"),
            (("remittances", "unapply", "1", "--reason", " "), "billing.bad-text")]:
        assert desk.refused(*arguments)[1] == [rule], arguments
    desk.post(remittances_835(remittance("CHK1", "90.00", PAID)))
    assert desk.refused("remittances", "repost", "1")[1] == ["remittances.nothing-unapplied"]
    back = answer("A-1001", "-150.00", "-90.00", ("99213:25", "-100.00", "-60.00", ["CO*45*-20", "PR*2*-20"]),
                  ("93000", "-50.00", "-30.00", ["CO*45*-20"]), status="22")
    desk.post(remittances_835(remittance("CHK8", "-90.00", back)))
    assert desk.refused("remittances", "unapply", "1", "--reason", "x")[1] == ["remittances.taken-back"]
    desk.answer("remittances", "unapply", "2", "--reason", "x")
    desk.answer("remittances", "unapply", "1", "--reason", "x")
    assert desk.refused("remittances", "unapply", "1", "--reason", "x")[1] == ["remittances.nothing-posted"]
    other = claim("A-1001", ("99213", "1.00"))
    assert desk.refused("claims", "add", desk.file(office.claims_837(other)))[1] == ["claims.number-used"]
    replacing = [one.replace("11:B:1", "11:B:7") for one in claim("A-9", ("99213", "1.00"))]
    assert desk.refused("claims", "add", desk.file(office.claims_837(replacing)))[1] == ["claims.nothing-to-replace"]
    uneven = [one.replace("A-9*1.00", "A-9*2.00") for one in claim("A-9", ("99213", "1.00"))]
    assert desk.refused("claims", "add", desk.file(office.claims_837(uneven)))[1] == ["claims.charge"]
    nobody = [one.replace("NM1*PR*2*SAMPLE HEALTH PLAN*****PI*99990", "NM1*PR*2*") for one in claim("A-9", ("99213", "1.00"))]
    assert desk.refused("claims", "add", desk.file(office.claims_837(nobody)))[1] == ["claims.incomplete"]
    done = desk.answer("remittances", "post", desk.file(office.claims_837(VISIT)))
    assert [one["rule"] for one in done["findings"]] == ["remittances.none"]
    foreign = remittance("CHK9", "0.00", beside=["L6*0"])
    foreign.insert(3, "CUR*PR*CAD")
    assert desk.refused("remittances", "post", desk.file(remittances_835(foreign)))[1] == ["remittances.currency"]
    code, rules = desk.refused("remittances", "enter", desk.file('{"paid_on": "2026-02-30", "claims": [{"paid": "x"}]}'))
    assert code == 1 and len(rules) > 5 and set(rules) == {"remittances.bad-member"}
    cut = remittances_835(remittance("CHK10", "90.00", PAID))
    head = desk.head()
    done = desk.run("remittances", "post", desk.file(cut[:len(cut) // 2]))
    assert done.returncode != 0 and desk.head() == head


def test_others_remittances_are_posted_to_the_cent_or_refused(desk):
    folder = SHARED / "samples/x12/835"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there: CLEANCLAIM_SHARED names the samples")
    posted, refused = 0, 0
    for path in sorted(folder.glob("*.edi")):
        before = desk.balance(1120)
        done = desk.run("remittances", "post", path, "--json")
        result = json.loads(done.stdout)
        for row in result.get("remittances", []):
            if row["present"] == 0 and row["answers"] + row["provider_adjustments"] > 0:
                assert row["unmatched"] + row["posted"] + row["noted"] == row["answers"], path.name
                posted += 1
        refused += sum(one["rule"] == "remittances.unbalanced" for one in result.get("findings", []))
        new = sum(row["stated"] for row in result.get("remittances", []) if row["present"] == 0)
        if all(row["present"] == 0 for row in result.get("remittances", [])):
            assert round(desk.balance(1120) - before, 2) == round(new, 2), path.name
        desk.answer("books", "verify")
    print(f"{posted} remittances of others posted, {refused} sums refused")
    assert posted >= 15 and refused >= 10
    assert desk.answer("remittances", "bank")["residual"] == 0


# The coordination of benefits example of 005010X222A1, as others wrote it: payer A has paid, and payer B is asked.

def test_the_guides_example_of_coordination_is_written_out_of_the_835(tmp_path):
    folder = SHARED / "samples/x12/837P"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there: CLEANCLAIM_SHARED names the samples")
    desk = office.Office(tmp_path, opened="2005-01-01")
    desk.answer("claims", "add", folder / "albmarin__X222-COB-claim-from-billing-provider-to-payer-a.edi", "--sent")
    lines = [("99213", "43", "40", ["CO*42*3"], "20051003"), ("90782", "15", "15", [], "20051003"),
             ("J3301", "21.04", "21.04", [], "20051003")]
    paid = answer("26407789", "79.04", "39.15", *lines, member="111223333", family="SMITH", given="TED", patient="36.89",
                  adjustments=["PR*1*21.89**2*15"])
    desk.post(remittances_835(remittance("T1", "39.15", paid, day="20051015")))
    desk.answer("claims", "send", "--out", tmp_path / "out")
    sent = (tmp_path / "out/837p-000000001.edi").read_text().replace("\n", "").split("~")
    theirs = (folder / "albmarin__X222-COB-claim-from-payer-a-to-payer-b-in-payer-to-payer.edi").read_text()
    theirs = [row.strip() for row in theirs.replace("\n", "").split("~")]

    def told(rows):
        """What the second payer is told of the first: amounts, adjustments and lines, in order."""
        start = next(index for index, row in enumerate(rows) if row.startswith("CLM*"))
        return [row for row in rows[start:] if row.split("*")[0] in ("CAS", "AMT", "SVD", "SV1", "LX")]

    assert told(sent) == told(theirs)
    # The patient is a child of both; theirs has a spouse of the first there.
    assert [row for row in sent if row.startswith("SBR*S")] and [row for row in sent if row.startswith("SBR*P*19")]
    assert "DTP*573*D8*20051015" in sent
