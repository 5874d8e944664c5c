# SPDX-License-Identifier: Apache-2.0
"""Contracts that pay hospitals a share of Medicare, against a second working out of Medicare's payment and the terms."""
import json
import random
from decimal import Decimal as D

import pytest

import inpatient_payment
import outpatient_payment
from conftest import ROOT
from contract_payment import cents, expected
from outpatient_tables import addenda, opps  # noqa: F401: the fixtures
from price_tables import ROWS, price  # noqa: F401: the fixture
from test_outpatient import some_claims
from test_price import some_hospital

CARVED = {"name": "implants", "revenues": ["0278"], "percent_of_charge": "41.5", "outside_stop_loss": True}
STOP = {"threshold": "60000.00", "percent_of_charge": "48", "from_first_dollar": False}


def document(terms, numbers, **more):
    contract = {"name": "h", "version": "1", "effective": "2025-01-01", "terms": terms, **more}
    if numbers.random() < 0.4:
        contract["stop_loss"] = {**STOP, "from_first_dollar": numbers.random() < 0.5}
    contract["lesser_of_charges"] = numbers.random() < 0.4
    return contract


def ask(run, tmp_path, contract, hospitals, claims):
    (tmp_path / "contract.json").write_text(json.dumps(contract))
    options = []
    for index, hospital in enumerate(hospitals):
        path = tmp_path / f"h{index}.json"
        path.write_text(json.dumps(hospital))
        options += ["--hospital", path]
    done = run("price", "contract", "--ndjson", "--contract", tmp_path / "contract.json", *options,
               text="".join(json.dumps(one) + "\n" for one in claims))
    answers = [json.loads(line, parse_float=D, parse_int=D) for line in done.stdout.splitlines()]
    assert len(answers) == len(claims), done.stderr + done.stdout[:2000]
    return answers


def stay(numbers, index):
    """A stay as a record of services, and the same for the second working out."""
    drg, days = numbers.choice(ROWS[:-1])[0], numbers.randrange(0, 20)
    lines = [{"revenue": code, "charge": f"{numbers.choice([1, 1, 8]) * numbers.uniform(500, 30000):.2f}",
              **({"units": max(1, days), "unitBasis": "DA"} if code == "0120" else {})}
             for code in ["0120"] + numbers.sample(["0250", "0278", "0300", "0360"], numbers.randrange(0, 4))]
    status = numbers.choice(["01", "02", "03", "06", "20", "62"])
    claim = {"id": index, "bill": "inpatient", "billType": "111", "payer": "99905", "from": f"2026-01-{30 - days:02}",
             "through": "2026-01-30", "dischargeStatus": status, "drg": drg, "lines": lines}
    plain = {"drg": drg, "discharged": "2026-01-30", "stay": days, "status": status,
             "charges": sum(D(line["charge"]) for line in lines)}
    return claim, plain


@pytest.mark.parametrize("seed", range(6))
def test_a_share_of_what_medicare_pays_for_a_stay(price, tmp_path, seed):
    """It stands once for all lines that it is a share of, as a case rate of that amount would."""
    numbers = random.Random(seed)
    hospital, percent = some_hospital(numbers), numbers.choice(["118.5", "95", "140"])
    rest = {"percent_of_medicare": percent, "lesser_of_charge": numbers.random() < 0.5}
    days = {"revenues": ["0100-0219"], "drgs": ["201-203"], "per_diem": "1830.50"}
    contract = document([CARVED, days, rest] if seed % 2 else [CARVED, rest], numbers)
    stays = [stay(numbers, index) for index in range(120)]
    for (claim, plain), answer in zip(stays, ask(price, tmp_path, contract, [hospital], [s[0] for s in stays])):
        row = next(row for row in ROWS if row[0] == plain["drg"])
        paid = sum(inpatient_payment.worked_out(hospital, plain, row).values())
        terms = [{key: value for key, value in term.items() if key != "percent_of_medicare"} for term in contract["terms"]]
        terms[-1]["case_rate"] = str(cents(paid * D(percent) / 100))
        counted = {**claim, "days": max(1, plain["stay"]), "plan": "",
                   "lines": [{**line, "date": "2026-01-30"} for line in claim["lines"]]}
        amounts, total = expected({**contract, "terms": terms}, counted, [], [])
        assert [line["allowed"] for line in answer["lines"]] == amounts, (contract, claim, answer)
        assert answer["allowed"] == total and answer["settled"] is True, (contract, claim, answer)
        share = [line for line in answer["lines"] if any(t["step"] == "contract-percent-of-medicare" for t in line["terms"])]
        if share:
            assert answer["medicare"] == paid and len(share) == 1
            assert [(s["document"].split("-")[0], s["locator"]) for s in share[0]["sources"]] == [
                ("contract h 1", f"terms[{len(terms)}]"), ("ipps", f"DRG {plain['drg']}")]
            assert answer["medicare_priced"]["total"] == paid and answer["medicare_priced"]["terms"]


def test_shares_of_what_medicare_pays_for_a_visit(opps, addenda, tmp_path):
    numbers = random.Random(21)
    known, carved, missing = 0, 0, 0
    for index in range(4):
        hospital = {"wage_index": float(f"{numbers.uniform(0.7, 1.8):.4f}"), "reports_quality": True,
                    "cost_to_charge": float(f"{numbers.uniform(0.1, 0.6):.4f}"), "rural_sole_community": index % 2 == 1}
        claims = [{"id": number, "bill": "outpatient", "billType": "131", "payer": "99905",
                   **{name: one[name] for name in ("from", "through", "lines")}}
                  for number, one in enumerate(some_claims(addenda, numbers, 150))]
        terms = [{"name": "drugs", "codes": ["J*", "Q*"], "percent_of_charge": "62.5", "outside_stop_loss": True},
                 {"percent_of_medicare": numbers.choice(["131.7", "88"]), "lesser_of_charge": index % 2 == 0}]
        contract = document(terms, numbers)
        path = tmp_path / "rates.json"
        path.write_text(json.dumps(hospital))
        bare = [{name: one[name] for name in ("id", "billType", "from", "through", "lines")} for one in claims]
        done = opps("price", "opps", "--hospital", path, "--ndjson", text="".join(json.dumps(o) + "\n" for o in bare))
        priced = [json.loads(line) for line in done.stdout.splitlines()]
        for claim, plain, base, answer in zip(claims, bare, priced, ask(opps, tmp_path, contract, [hospital], claims)):
            lines = []
            for given, line, paid in zip(claim["lines"], base["lines"],
                                         outpatient_payment.worked_out(addenda, hospital, plain, base)):
                line_known = line["effect"] in ("packaged", "charges-to-cost") or line["effect"] == "paid" and "rate" in line
                lines.append({**given, **({"medicare": paid["payment"] + paid["outlier"]} if line_known else {})})
            amounts, total = expected(contract, {**claim, "plan": "", "lines": lines}, [], [])
            assert [line["allowed"] for line in answer["lines"]] == amounts, (contract, claim, answer)
            assert answer["allowed"] == total
            known, missing = known + (total is not None), missing + (total is None)
            carved += any(line["term"] == "drugs" for line in answer["lines"])
    assert known > 250 and missing > 40 and carved > 20, (known, missing, carved)


@pytest.mark.parametrize("change, hospitals, reason", [
    ({}, 0, "contract-no-hospital"), ({"drg": None}, 1, "contract-no-group"),
    ({"dischargeStatus": None}, 1, "contract-not-priced"), ({"drg": "998"}, 1, "contract-not-priced"),
    ({"billType": "211"}, 1, "contract-no-system"), ({"lines": [{"revenue": "0120"}]}, 1, "contract-no-charge-for-medicare"),
])
def test_what_is_missing_for_a_hospital_is_told(price, tmp_path, change, hospitals, reason):
    numbers = random.Random(3)
    claim = {name: value for name, value in {**stay(numbers, 1)[0], **change}.items() if value is not None}
    contract = {"name": "h", "version": "1", "effective": "2025-01-01", "terms": [{"percent_of_medicare": "100"}]}
    answer, = ask(price, tmp_path, contract, [some_hospital(numbers)] * hospitals, [claim])
    assert answer["allowed"] is None and answer["settled"] is False
    assert [one["reason"] for one in answer["lines"][0]["reasons"]] == [reason, "contract-no-medicare"]


def test_terms_that_divide_a_stay_are_not_guessed(price, tmp_path):
    numbers = random.Random(4)
    claim, _ = stay(numbers, 1)
    claim["lines"] = [{"revenue": "0120", "charge": "900"}, {"revenue": "0250", "charge": "90"}]
    contract = {"name": "h", "version": "1", "effective": "2025-01-01",
                "terms": [{"revenues": ["0250"], "percent_of_medicare": "80"}, {"percent_of_medicare": "100"}]}
    answer, = ask(price, tmp_path, contract, [some_hospital(numbers)], [claim])
    assert all(line["reasons"][0]["reason"] == "contract-medicare-divided" for line in answer["lines"])


def test_an_837i_is_priced_like_its_record(price, tmp_path, cleanclaim):
    """The stay of an example: dates, status, charges and covered days are those of the claim."""
    done = cleanclaim("run", ROOT / "Examples" / "inpatient-hip-fracture.json", "--out", tmp_path / "out", "--json")
    row = json.loads(done.stdout, parse_float=D)
    assert row["claim"] == "837I" and row["status"] == "clean", row
    numbers = random.Random(5)
    hospital = some_hospital(numbers)
    (tmp_path / "h.json").write_text(json.dumps(hospital))
    (tmp_path / "c.json").write_text(json.dumps(
        {"name": "h", "version": "1", "effective": "2020-01-01", "medicare_day": "2026-01-10",
         "terms": [{"percent_of_medicare": "110"}]}))
    done = price("price", "contract", tmp_path / "out" / "837i.edi", "--contract", tmp_path / "c.json", "--hospital",
                 tmp_path / "h.json", "--drg", "301", "--json")
    answer = json.loads(done.stdout, parse_float=D, parse_int=D)
    assert answer["medicare_priced"]["stay"] == 4
    plain = {"drg": "301", "discharged": "2026-01-10", "stay": 4, "status": answer["medicare_priced"]["status"],
             "charges": row["charge"]}
    paid = sum(inpatient_payment.worked_out(hospital, plain, next(r for r in ROWS if r[0] == "301")).values())
    assert answer["medicare"] == paid and answer["allowed"] == cents(paid * D("1.1"))
    assert answer["lines"][0]["allowed"] == answer["allowed"] and answer["drg"] == "301"


def test_decisions_are_kept_and_made_again(opps, addenda, tmp_path):
    """A request has contract, schedule and factors in itself: what is installed later changes nothing."""
    numbers = random.Random(31)
    request = {"contract": {"name": "h", "version": "1", "effective": "2025-01-01", "terms": [
                   {"codes": ["J*"], "schedule": True}, {"percent_of_medicare": "120"}]},
               "schedule": "code,effective,amount\nJ1885,2025-01-01,9.75\n",
               "hospitals": [{"wage_index": 1.1, "cost_to_charge": 0.3}]}
    claims = [{"bill": "outpatient", "billType": "131", **{name: one[name] for name in ("from", "through", "lines")}}
              for one in some_claims(addenda, numbers, 30)]
    claims.append({"bill": "outpatient", "date": "2025-03-01", "lines": [{"code": "J1885", "units": 3}]})
    requests = [{**request, "claim": claim} for claim in claims]
    requests += [{**request, "claim": {"lines": [{"code": "99213"}]}}, {**request, "schedule": "code\n", "claim": claims[0]}, {}]
    path, archive = tmp_path / "requests.ndjson", tmp_path / "decisions.ndjson"
    path.write_text("".join(json.dumps(one) + "\n" for one in requests))
    answers = [json.loads(line, parse_float=D) for line in
               opps("decide", "price.contract", path, "--archive", archive).stdout.splitlines()]
    assert len(answers) == 34 and sum("allowed" in answer for answer in answers) == 31
    assert answers[30]["allowed"] == D("29.25") and any(answer.get("medicare_priced") for answer in answers)
    assert [answer["findings"][0]["rule"] for answer in answers[31:]] == [
        "encounter.missing-field", "price.bad-schedule", "price.bad-value"]
    done = opps("replay", archive, "--json")
    assert done.returncode == 0 and '"same":34' in done.stdout.replace(" ", ""), done.stdout
