# SPDX-License-Identifier: Apache-2.0
"""Contracts from outside: random contracts, schedules and claims against a second working out; faults; versions."""
import csv
import json
import os
import pathlib
import random
from decimal import Decimal as D

import pytest

from contract_payment import cents, expected

SHARED = pathlib.Path(os.environ.get("CLEANCLAIM_SHARED", "/nowhere"))
COLUMNS = ["payer", "plan", "code", "revenue", "modifier", "place", "effective", "termination", "amount"]
CODES = ["99213", "99214", "J1100", "J1885", "17000", "20610", "27447", "85025", "A4550"]
REVENUES = ["0120", "0360", "0450"]


def rows(numbers, count):
    """Rows of a schedule, no two of which say the same."""
    table, seen = [], set()
    for _ in range(count):
        entry = {"payer": numbers.choice(["", "", "99905", "99906"]), "plan": numbers.choice(["", "", "PPO"]),
                 "code": numbers.choice(CODES + [""]), "modifier": numbers.choice(["", "", "", "50", "TC"]),
                 "place": numbers.choice(["", "", "11", "22"]), "termination": numbers.choice(["", "", "2026-03-31"]),
                 "effective": f"2026-0{numbers.randrange(1, 4)}-01", "amount": f"{numbers.uniform(1, 900):.2f}"}
        entry["revenue"] = numbers.choice(REVENUES) if not entry["code"] else numbers.choice(["", "", "0360"])
        key = tuple(entry[name] for name in COLUMNS if name not in ("termination", "amount"))
        if key not in seen:
            seen.add(key)
            table.append(entry)
    return table


def term(numbers):
    term = {}
    if numbers.random() < 0.7:
        term["codes"] = numbers.sample(["99202-99215", "J*", "17000", "20600-29999", "8*", "A4550", "27447"],
                                       numbers.choice([1, 2]))
    for name, values, share in [("claim_codes", ["27447", "J*"], 0.1), ("modifiers", ["50", "TC"], 0.1),
                                ("places", ["11", "22"], 0.1), ("revenues", ["0360-0459", "0120"], 0.1),
                                ("drgs", ["469-470", "001"], 0.1)]:
        if numbers.random() < share:
            term[name] = [numbers.choice(values)]
    rule = numbers.choice(["percent_of_medicare", "percent_of_charge", "percent_of_schedule", "schedule", "amount",
                           "case_rate", "per_diem", "not_paid"])
    if rule.startswith("percent"):
        term[rule] = numbers.choice(["62.5", "85", "125", "33.3333"])
    else:
        term[rule] = True if rule in ("schedule", "not_paid") else f"{numbers.uniform(1, 4000):.2f}"
    for name in ("lesser_of_charge", "outside_stop_loss"):
        if numbers.random() < 0.3:
            term[name] = True
    return term


def claim(numbers):
    lines = []
    for _ in range(numbers.randrange(1, 7)):
        line = {"date": f"2026-0{numbers.randrange(3, 5)}-1{numbers.randrange(3)}",
                "units": numbers.choice(["1", "1", "2", "2.5"]), "place": numbers.choice(["11", "22"])}
        if numbers.random() < 0.9:
            line["code"] = numbers.choice(CODES)
        if "code" not in line or numbers.random() < 0.3:
            line["revenue"] = numbers.choice(REVENUES)
        if numbers.random() < 0.3:
            line["modifiers"] = [numbers.choice(["50", "TC", "LT"])]
        if numbers.random() < 0.8:
            line["charge"] = f"{numbers.uniform(1, 3000):.2f}"
        if numbers.random() < 0.9:
            line["medicare"] = f"{numbers.uniform(0, 900):.2f}"
        lines.append(line)
    claim = {"payer": numbers.choice(["99905", "99906"]), "plan": "PPO", "bill": "outpatient", "lines": lines}
    if numbers.random() < 0.3:
        claim["days"] = numbers.randrange(1, 9)
    if numbers.random() < 0.3:
        claim["drg"] = numbers.choice(["470", "1", 469, "871"])
    return claim


def write(path, table):
    with open(path, "w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(table)
    return path


@pytest.fixture
def price(cleanclaim, tmp_path):
    def run(contract, claims, *options):
        (tmp_path / "contract.json").write_text(json.dumps(contract))
        done = cleanclaim("price", "contract", "--ndjson", "--contract", tmp_path / "contract.json", *options,
                          text="\n".join(map(json.dumps, claims)), home=tmp_path / "home")
        answers = [json.loads(line, parse_float=D, parse_int=D) for line in done.stdout.splitlines()]
        assert len(answers) == len(claims), done.stderr + done.stdout[:2000]
        return answers
    return run


def test_random_contracts(price, tmp_path):
    """Sixty contracts with schedules, a hundred claims each: every line and every sum to the cent."""
    numbers = random.Random(60)
    known, unknown, seen = 0, 0, set()
    for _ in range(60):
        schedule, charges = rows(numbers, 80), rows(numbers, 40)
        contract = {"name": "c", "version": "1", "effective": "2026-01-01",
                    "terms": [term(numbers) for _ in range(numbers.randrange(1, 7))] + [{"percent_of_charge": 55}]}
        contract["lesser_of_charges"] = numbers.random() < 0.4
        if numbers.random() < 0.5:
            contract["stop_loss"] = {"threshold": numbers.choice(["500.00", "3000"]), "percent_of_charge": "60.5",
                                     "from_first_dollar": numbers.random() < 0.5}
        claims = [claim(numbers) for _ in range(100)]
        answers = price(contract, claims, "--schedule", write(tmp_path / "s.csv", schedule),
                        "--charges", write(tmp_path / "c.csv", charges))
        for asked, answer in zip(claims, answers):
            amounts, total = expected(contract, asked, schedule, charges)
            assert [line["allowed"] for line in answer["lines"]] == amounts, (contract, asked, answer)
            assert answer["allowed"] == total, (contract, asked, answer)
            known, unknown = known + (total is not None), unknown + (total is None)
            for steps in [answer["terms"]] + [line["terms"] for line in answer["lines"]]:
                seen |= {step["step"] for step in steps}
    assert known > 2000 and unknown > 500, (known, unknown)
    assert seen == {
        "contract-amount", "contract-case-rate", "contract-charge", "contract-lesser-of-charge",
        "contract-lesser-of-charges", "contract-per-diem", "contract-percent-of-charge",
        "contract-percent-of-medicare", "contract-schedule", "contract-stop-loss",
        "contract-stop-loss-first-dollar"}


@pytest.mark.skipif(not (SHARED / "data" / "mpfs").is_dir(), reason="no physician fee schedule: CLEANCLAIM_SHARED")
def test_percent_of_the_installed_schedule(cleanclaim, tmp_path):
    """A share of Medicare is a share of what `price mpfs` says; a fixed day asks the schedules of that day."""
    home = tmp_path / "home"
    for name in ("PPRRVU2025_Oct.cptblank.csv.xz", "GPCI2025.csv", "ZIP5_OCT2025.txt.xz"):
        assert cleanclaim("codes", "import", SHARED / "data" / "mpfs" / name, home=home).returncode == 0
    lines = [{"code": "99214", "modifiers": ["25"]}, {"code": "17000"}, {"code": "11102"}, {"code": "71046"}]
    asked = {"id": 7, "date": "2025-11-03", "zip": "60601", "lines": lines}
    base = json.loads(cleanclaim("price", "mpfs", "--ndjson", "--brief", text=json.dumps(asked), home=home).stdout,
                      parse_float=D)
    contract = {"name": "c", "version": "1", "effective": "2025-01-01", "terms": [{"percent_of_medicare": 117.5}]}
    for day, fixed in (("2025-11-03", None), ("2026-06-05", "2025-11-03")):
        (tmp_path / "c.json").write_text(json.dumps({**contract, **({"medicare_day": fixed} if fixed else {})}))
        (tmp_path / "claim.json").write_text(json.dumps({**asked, "date": day}))
        done = cleanclaim("price", "contract", tmp_path / "claim.json", "--contract", tmp_path / "c.json", "--json",
                          home=home)
        answer = json.loads(done.stdout, parse_float=D)
        assert [line["allowed"] for line in answer["lines"]] == [
            cents(line["amount"] * D("1.175")) for line in base["lines"]], answer
        assert answer["settled"] is True and len({line["allowed"] for line in answer["lines"]}) == 4


CONTRACT = """name: example
version: "1"
payer: "99905"
effective: 2026-01-01
terms:
  - percent_of_charge: 50
"""


def test_every_fault_in_one_pass(cleanclaim, tmp_path):
    (tmp_path / "c.yaml").write_text(
        'name: "a b"\nterms:\n  - {codes: [99215-99213], amount: x}\n  - {amount: 1, per_diem: 2}\nstop: {}\n')
    (tmp_path / "s.csv").write_text(
        "code,effective,amount\n99213,2026-01-01,1.234\n9921,2026-02-31,1\n99214,2026-01-01,5\n99214,2026-01-01,6\n")
    (tmp_path / "claim.json").write_text('{"date": "2026-02-01", "zip": "1", "lines": [{"code": "99213"}]}')
    done = cleanclaim("price", "contract", tmp_path / "claim.json", "--contract", tmp_path / "c.yaml",
                      "--schedule", tmp_path / "s.csv", "--json")
    assert done.returncode == 2
    found = [(finding["rule"], finding["place"]) for finding in json.loads(done.stdout)["findings"]]
    assert found == [
        ("price.unknown-member", "contract.stop"), ("price.bad-value", "contract.name"),
        ("price.missing-value", "contract.version"), ("price.missing-value", "contract.effective"),
        ("price.bad-value", "contract.terms[1].codes"), ("price.bad-value", "contract.terms[1].amount"),
        ("price.bad-value", "contract.terms[2].amount"), ("price.bad-schedule", "line 2"),
        ("price.bad-schedule", "line 3"), ("price.bad-schedule", "line 3"), ("price.bad-schedule", "line 5"),
        ("price.bad-value", "claim.zip")]


@pytest.mark.parametrize("text, rules", [
    ("name: [", ["price.contract-unreadable"]),
    (CONTRACT.replace("2026-01-01", "2026-05-01"), ["price.contract-period"]),
    (CONTRACT.replace("99905", "99906"), ["price.contract-payer"]),
    (CONTRACT, []),
])
def test_the_contract_of_a_claim(cleanclaim, tmp_path, text, rules):
    (tmp_path / "c.yaml").write_text(text)
    done = cleanclaim("price", "contract", "--contract", tmp_path / "c.yaml", "--json", text=json.dumps(
        {"date": "2026-02-01", "payer": "99905", "lines": [{"code": "99213", "charge": "80.05"}]}))
    answer = json.loads(done.stdout, parse_float=D)
    assert [finding["rule"] for finding in answer.get("findings", [])] == rules
    assert done.returncode == (0 if not rules else 2 if rules == ["price.contract-unreadable"] else 1)
    assert rules or answer["allowed"] == D("40.03")


def test_versions_stand_side_by_side(cleanclaim, tmp_path):
    """The installed contract of payer and day decides; a version does not change."""
    home = tmp_path / "home"
    asked = {"date": "2026-02-01", "payer": "99905", "lines": [{"code": "99213", "charge": "80"}]}

    def price(**changes):
        done = cleanclaim("price", "contract", "--ndjson", text=json.dumps({**asked, **changes}), home=home)
        answer = json.loads(done.stdout, parse_float=D)
        return answer.get("allowed", [finding["rule"] for finding in answer.get("findings", [])])
    assert price() == ["price.no-contract"]
    (tmp_path / "fees.csv").write_text("code,effective,amount\n99213,2026-01-01,61.20\n")
    for version, day, rule in (("1", "2026-01-01", "percent_of_charge: 50"), ("2", "2026-06-01", "schedule: true")):
        text = CONTRACT.replace('"1"', f'"{version}"').replace("2026-01-01", day)
        (tmp_path / "c.yaml").write_text(text.replace("percent_of_charge: 50", rule))
        options = ["--schedule", tmp_path / "fees.csv"] if version == "2" else []
        for outcome in ("added", "present"):
            done = cleanclaim("contracts", "install", tmp_path / "c.yaml", *options, "--json", home=home)
            assert json.loads(done.stdout)["outcome"] == outcome
    assert price() == D("40.00") and price(date="2026-07-01") == D("61.20")
    assert price(payer="99906") == ["price.no-contract"] == price(date="2025-07-01")
    # Without its schedule it would be another contract under the same version.
    done = cleanclaim("contracts", "install", tmp_path / "c.yaml", "--json", home=home)
    assert json.loads(done.stdout)["findings"][0]["rule"] == "price.contract-differs" and done.returncode == 1
    listed = json.loads(cleanclaim("contracts", "list", "--json", home=home).stdout)
    assert [(one["version"], one.get("schedule_rows")) for one in listed] == [("1", None), ("2", 1)]


def test_the_example_can_be_used(cleanclaim, tmp_path):
    (tmp_path / "c.yaml").write_text(cleanclaim("contracts", "example").stdout)
    done = cleanclaim("contracts", "check", tmp_path / "c.yaml", "--json")
    assert done.returncode == 0 and json.loads(done.stdout)["terms"] == 8
