# SPDX-License-Identifier: Apache-2.0
"""Remittances against contracts: every underpayment that was made is found, and nothing else."""
import csv
import io
import json
import random
from decimal import Decimal as D

import pytest

import remittances
from conftest import ROOT
from contract_payment import cents, expected

CODES = ["99213", "99214", "20610", "27447", "85025", "J1885"]
FEES = [{"payer": "", "plan": "", "code": code, "revenue": "", "modifier": "", "place": "", "effective": "2026-01-01",
         "termination": "", "amount": f"{70 + 31 * index}.15"} for index, code in enumerate(CODES[:3])]
CONTRACT = {"name": "v", "version": "1", "payer": "99905", "effective": "2026-01-01", "terms": [
    {"name": "drugs", "codes": ["J*"], "percent_of_charge": "62.5"},
    {"name": "knee", "claim_codes": ["27447"], "case_rate": "9000.00"},
    {"name": "fees", "codes": [code for code in CODES[:3]], "schedule": True, "lesser_of_charge": True},
    {"name": "laboratory", "codes": ["85025"], "amount": "8.40"}]}


def some_claim(numbers, index):
    codes = numbers.sample(CODES, numbers.randrange(1, 5))
    return {"id": f"C{index}", "date": "2026-02-03", "payer": "99905", "plan": "", "place": "11",
            "lines": [{"code": code, "charge": f"{numbers.uniform(60, 12000):.2f}", "place": "11", "date": "2026-02-03",
                       **({"modifiers": ["25"]} if numbers.random() < 0.2 else {})} for code in codes]}


def answered(numbers, line, allowed, number=None, denied=False):
    """A line as a payer answers it that allows so much: paid, shares of the patient, the rest written off."""
    charge = D(line["charge"])
    if denied:
        return charge, D(0), D(0), remittances.line(1, line["code"], charge, D(0), [("CO", "50", charge)], line["date"],
                                                    line.get("modifiers", []), control=number)
    share = cents(allowed * D(numbers.choice(["0", "0.2", "0.35"])))
    withheld = cents((allowed - share) * D("0.02")) if numbers.random() < 0.2 else D(0)
    paid = allowed - share - withheld
    first = cents(share / 2)
    adjustments = [("CO", "45", charge - allowed), ("CO", "253", withheld), ("PR", numbers.choice("13"), first),
                   ("PR", "2", share - first)]
    stated = allowed if numbers.random() < 0.5 else None
    return charge, paid, share, remittances.line(1, line["code"], charge, paid, adjustments, line["date"],
                                                 line.get("modifiers", []), allowed=stated, control=number)


def reverse(paid, rows):
    """The answer that takes another back."""
    def negative(row):
        cells = row.split("*")
        places = {"CLP": (3, 4, 5), "SVC": (2, 3), "CAS": (3,)}.get(cells[0], ())
        for place in places:
            cells[place] = str(-D(cells[place]))
        if cells[0] == "CLP":
            cells[2] = "22"
        return "*".join(cells)
    return -paid, [negative(row) for row in rows if not row.startswith("AMT")]


@pytest.fixture
def variance(cleanclaim, tmp_path):
    def run(claims, answers, *options, contract=CONTRACT):
        (tmp_path / "c.json").write_text(json.dumps(contract))
        (tmp_path / "fees.csv").write_text(",".join(FEES[0]) + "\n" + "".join(",".join(r.values()) + "\n" for r in FEES))
        (tmp_path / "claims.ndjson").write_text("".join(
            json.dumps({k: v for k, v in claim.items() if k != "plan"}) + "\n" for claim in claims))
        (tmp_path / "era.835").write_text(remittances.interchange(answers))
        return cleanclaim("contracts", "variance", tmp_path / "era.835", "--claims", tmp_path / "claims.ndjson",
                          "--contract", tmp_path / "c.json", "--schedule", tmp_path / "fees.csv", *options)
    return run


def parsed(done):
    return json.loads(done.stdout, parse_float=D, parse_int=D)


def test_every_underpayment_is_found_and_nothing_else(variance):
    numbers = random.Random(9)
    claims, answers, want = [some_claim(numbers, index) for index in range(300)], [], {}
    for claim in claims:
        amounts, total = expected(CONTRACT, claim, FEES, [])
        kind = numbers.choice(["right"] * 5 + ["under", "under", "over", "denied", "corrected", "unanswered"])
        paid = [amount for amount in amounts]
        at = numbers.randrange(len(paid))
        by = min(paid[at], cents(D(numbers.uniform(0.01, 40)))) * (1 if kind == "over" else -1)
        together = [i for i, line in enumerate(claim["lines"]) if not line["code"].startswith("J")] \
            if any(line["code"] == "27447" for line in claim["lines"]) else []
        if kind in ("under", "over"):
            paid[at] += by
        if len(together) > 1 and numbers.random() < 0.5:  # the payer spreads the case rate over its lines
            moved = cents(paid[together[0]] / 3)
            paid[together[0]], paid[together[1]] = paid[together[0]] - moved, paid[together[1]] + moved
        lines = [answered(numbers, line, amount, denied=kind == "denied") for line, amount in zip(claim["lines"], paid)]
        answer = remittances.claim(claim["id"], lines)
        if kind == "corrected":
            short = [answered(numbers, line, cents(amount / 2)) for line, amount in zip(claim["lines"], paid)]
            first = remittances.claim(claim["id"], short)
            answers += [first, reverse(*first)]
        if kind != "unanswered":
            answers.append(answer)
        off = {"denied": -total, "under": by, "over": by}.get(kind, D(0))
        status = kind if kind == "unanswered" else "agrees" if off == 0 else {
            "under": "underpaid", "over": "overpaid"}.get(kind, kind)
        if status == "underpaid" and sum(paid) == 0:
            status = "denied"
        want[claim["id"]] = (status, off, at if status in ("underpaid", "overpaid") else None, together)
    done = variance(claims, answers, "--json", "--all")
    answer = parsed(done)
    assert done.returncode == 1 and len(answer["claims"]) == 300
    counts = {}
    for row in answer["claims"]:
        status, off, at, together = want[row["claim"]]
        counts[status] = counts.get(status, 0) + 1
        assert row["status"] == status, (row, want[row["claim"]])
        if status == "unanswered":
            continue
        assert row["variance"] == off, row
        if status == "denied":
            continue
        wrong = {line["line"]: line["variance"] for line in row["lines"] if line["status"] != "agrees"}
        assert wrong == ({} if at is None else {(together[0] if at in together else at) + 1: off}), (row, at)
    assert answer["summary"]["statuses"] == {k: v for k, v in counts.items()} and len(counts) == 5
    assert answer["summary"]["underpaid"] == sum(w[1] for w in want.values() if w[0] in ("underpaid", "denied"))
    table = list(csv.DictReader(io.StringIO(variance(claims, answers, "--csv").stdout)))
    found = {row["claim"]: (row["status"], D(row["variance"])) for row in table if not row["line"] and row["variance"]}
    assert found == {k: v[:2] for k, v in want.items() if v[0] not in ("agrees", "unanswered")}


@pytest.mark.parametrize("by, tolerance, status", [
    ("0.05", "0.05", "agrees"), ("0.06", "0.05", "underpaid"), ("-0.05", "0.05", "agrees"),
    ("-0.06", "0.05", "overpaid"), ("0.70", "1%", "agrees"), ("0.71", "1%", "underpaid"), ("0.01", None, "underpaid")])
def test_a_tolerance_is_an_amount_or_a_share(variance, by, tolerance, status):
    claim = {"id": "C1", "date": "2026-02-03", "payer": "99905", "lines": [
        {"code": "99213", "charge": "200.00", "date": "2026-02-03"}]}
    numbers = random.Random(1)
    answer = remittances.claim("C1", [answered(numbers, claim["lines"][0], D("70.15") - D(by))])
    done = variance([claim], [answer], "--json", "--all", *(["--tolerance", tolerance] if tolerance else []))
    row, = parsed(done)["claims"]
    assert row["status"] == row["lines"][0]["status"] == status and row["variance"] == -D(by)
    assert done.returncode == (0 if status == "agrees" else 1)


def test_what_is_not_compared_says_why(variance):
    numbers = random.Random(2)
    line = {"code": "99213", "charge": "200.00", "date": "2026-02-03"}
    odd = {**line, "code": "A4550"}
    claims = [{"id": name, "date": "2026-02-03", "payer": payer, "lines": [one]} for name, payer, one in [
        ("SECOND", "99905", line), ("NOTERM", "99905", odd), ("OTHER", "99906", line), ("PART", "99905", line)]]
    def one(name, item=line, **more):
        return remittances.claim(name, [answered(numbers, item, D("70.15"))], **more)
    whole = one("PART", adjustments=[("CO", "45", D("10.00"))])
    answers = [one("SECOND", status="2"), one("NOTERM", odd), one("OTHER"), one("UNKNOWN"), one("PART", status="25"), whole]
    answer = parsed(variance(claims, answers, "--json"))
    found = [(row["claim"], row["status"], row.get("why")) for row in answer["claims"]]
    assert found == [
        ("NOTERM", "not-known", None), ("OTHER", "not-known", None), ("UNKNOWN", "no-claim", None),
        ("PART", "underpaid", None), ("SECOND", "not-compared", "secondary"),
        ("PART", "not-compared", "predetermination"), ("SECOND", "unanswered", None)]
    assert answer["claims"][1]["findings"][0]["rule"] == "price.contract-payer"
    assert answer["claims"][0]["lines"][0]["reasons"][0]["reason"] == "contract-no-term"
    assert answer["claims"][3]["lines"] == [] and answer["claims"][3]["variance"] == D("-10.00")


def test_an_837_is_answered_by_the_number_of_its_lines(variance, cleanclaim, tmp_path):
    done = cleanclaim("run", ROOT / "Examples" / "office-visit.json", "--out", tmp_path / "out", "--fees",
                      ROOT / "Examples" / "fees.json", "--json")
    row = json.loads(done.stdout)
    table = []
    for cells in (row.split("*") for row in (tmp_path / "out" / "837p.edi").read_text().replace("\n", "").split("~")):
        if cells[0] == "SV1":
            table.append({"code": cells[1].split(":")[1], "modifiers": cells[1].split(":")[2:], "charge": cells[2]})
        elif cells[:2] == ["REF", "6R"] or cells[:2] == ["DTP", "472"]:
            table[-1][cells[1]] = cells[-1]
    numbers = random.Random(3)
    lines = [answered(numbers, {**one, "date": one["472"]}, cents(D(one["charge"]) / 2), number=one.get("6R"))
             for one in reversed(table)]
    (tmp_path / "era.835").write_text(remittances.interchange([remittances.claim(row["control_number"], lines)]))
    (tmp_path / "c.json").write_text(json.dumps(
        {"name": "half", "version": "1", "effective": "2020-01-01", "terms": [{"percent_of_charge": "50.5"}]}))
    done = cleanclaim("contracts", "variance", tmp_path / "era.835", "--claims", tmp_path / "out" / "837p.edi",
                      "--contract", tmp_path / "c.json", "--json")
    claim, = parsed(done)["claims"]
    assert claim["status"] == "underpaid" and [line["variance"] for line in claim["lines"]] == [
        cents(D(one["charge"]) / 2) - cents(D(one["charge"]) * D("0.505")) for one in table]
    text = cleanclaim("contracts", "variance", tmp_path / "era.835", "--claims", tmp_path / "out" / "837p.edi",
                      "--contract", tmp_path / "c.json").stdout
    assert text.startswith(f"{row['control_number']}  underpaid  expected ") and "1 claims: 1 underpaid" in text
