# SPDX-License-Identifier: Apache-2.0
"""Outpatient groups and payments from outside, against the raw addenda read a second time."""
import json
import random
from decimal import Decimal as D

from outpatient_payment import worked_out
from outpatient_tables import addenda, opps  # noqa: F401: the fixtures

DAY = "2025-03-01"
OBSERVATION, REFERRAL, TRAUMA = "G0378", "G0379", "G0390"


def claim(*lines, **more):
    return {"date": DAY, "lines": [{"revenue": "0360", **line} for line in lines], **more}


def answers(run, command, claims):
    text = "".join(json.dumps({"id": i, **one}) + "\n" for i, one in enumerate(claims))
    done = run(*command, "--ndjson", text=text)
    rows = [json.loads(row) for row in done.stdout.splitlines()]
    assert len(rows) == len(claims), done.stderr
    return rows


def group(run, claims):
    return answers(run, ["group", "apc"], claims)


def expected_alone(tables, code):
    """Status and effect of a service that stands alone on a claim, as Addendum D1 says it."""
    row = tables["B"][code]
    status = row["status"]
    if code in (TRAUMA,):
        return status, "unpaid", None
    if tables["M"].get(code, {}).get("composite") == "8010" and D(row["rate"]) > D(tables["A"]["8010"]["rate"]):
        return "S", "paid", "8010"  # one service that is paid more than a day
    if status in ("J2", "Q1", "Q2", "Q3"):
        return tables["A"][row["apc"]]["status"], "paid", row["apc"]
    if status == "Q4":
        return "A", "elsewhere", None
    effect = {"A": "elsewhere", "F": "cost", "L": "cost", "N": "packaged", "H": "charges-to-cost",
              "H1": "charges-to-cost"}.get(status)
    if effect:
        return status, effect, row["apc"] or None if effect == "charges-to-cost" else None
    if status in ("G", "J1", "K", "K1", "R", "S", "T", "U", "V"):
        return status, "paid", row["apc"]
    return status, "unpaid", None


def test_each_service_alone_is_as_addendum_b_says(opps, addenda):
    codes = sorted(addenda["B"])
    assert len(codes) == 18682
    wrong = []
    for code, answer in zip(codes, group(opps, [claim({"code": code}) for code in codes])):
        line, row = answer["lines"][0], addenda["B"][code]
        status, effect, apc = expected_alone(addenda, code)
        found = (line["published_status"], line["status"], line["effect"], line.get("apc"))
        good = found == (row["status"], status, effect, apc)
        if effect == "paid" and apc == row["apc"]:
            for name, column in (("rate", "rate"), ("national_copayment", "national"),
                                 ("minimum_copayment", "minimum"), ("adjusted_copayment", "adjusted")):
                have, want = line.get(name), row[column]
                good = good and (want is None) == (have is None) and (want is None or D(str(have)) == D(want))
        rows = [why["row"] for why in line["why"] if "row" in why and "services" in why["row"]]
        good = good and all(one.endswith(f", row {row['line']}") for one in rows)
        if not good:
            wrong.append((code, found, (row["status"], status, effect, apc)))
    assert not wrong, (len(wrong), wrong[:10])


def test_groups_of_services_agree_with_addendum_a(addenda):
    for code, row in addenda["B"].items():
        if row["apc"]:
            assert addenda["A"][row["apc"]]["rate"] == row["rate"], code


def comprehensive(tables, codes):
    """The group of a claim of J1 services by an independent reading of Addendum J."""
    ranked = sorted((c for c in codes if tables["B"][c]["status"] == "J1"), key=lambda c: tables["J"][c]["rank"])
    primary = ranked[0]
    rest = list(codes)
    rest.remove(primary)
    found = [tables["pairs"][primary, c]["apc"] for c in rest if (primary, c) in tables["pairs"]]
    if found:
        return primary, max(found, key=lambda apc: D(tables["A"][apc]["rate"]))
    return primary, tables["B"][primary]["apc"]


def check_comprehensive(opps, tables, claims):
    wrong = []
    for codes, answer in zip(claims, group(opps, [claim(*({"code": c} for c in codes)) for codes in claims])):
        primary, apc = comprehensive(tables, codes)
        paid = [line for line in answer["lines"] if line["effect"] == "paid"]
        good = len(paid) == 1 and paid[0]["code"] == primary and paid[0]["apc"] == apc
        if not good:
            wrong.append((codes, primary, apc, [(p["code"], p["apc"]) for p in paid]))
    assert not wrong, (len(wrong), wrong[:10])


def test_each_complexity_pair_is_paid_by_its_group(opps, addenda):
    assert len(addenda["pairs"]) == 432
    check_comprehensive(opps, addenda, [list(pair) for pair in sorted(addenda["pairs"])])
    twice = [code for code, other in addenda["pairs"] if code == other]
    for code, answer in zip(twice, group(opps, [claim({"code": c, "units": 2}) for c in twice])):
        assert answer["lines"][0]["apc"] == addenda["pairs"][code, code]["apc"]
        assert answer["lines"][0]["adjusted_code"] == addenda["pairs"][code, code]["code"]
    ended = group(opps, [claim({"code": c, "units": 2, "modifiers": ["74"]}) for c in twice])
    assert all(a["lines"][0]["apc"] == addenda["B"][c]["apc"] for c, a in zip(twice, ended))


def test_the_lower_rank_pays_for_random_claims(opps, addenda):
    numbers = random.Random(6)
    codes = sorted(c for c, row in addenda["B"].items() if row["status"] == "J1")
    check_comprehensive(opps, addenda, [numbers.sample(codes, numbers.choice([2, 2, 3])) for _ in range(4000)])


def composite(tables, one, other):
    """The composite of two imaging services: with contrast where one of them can only be with it."""
    texts = [tables["M"][code]["composite"] for code in (one, other)]
    families = {"8004": 0, "8005": 1, "8006": 1, "8007": 2, "8008": 2}
    if families[texts[0][:4]] != families[texts[1][:4]]:
        return None
    family = families[texts[0][:4]]
    if family == 0:
        return "8004"
    without, contrast = [("8005", "8006"), ("8007", "8008")][family - 1]
    return contrast if contrast in texts else without


def test_each_imaging_composite(opps, addenda):
    numbers = random.Random(7)
    imaging = sorted(c for c, row in addenda["M"].items() if row["composite"][0:3] == "800"
                     and addenda["B"][c]["status"] == "Q3")
    pairs = [(one, other) for one in imaging for other in numbers.sample(imaging, 12) if one != other]
    wrong = []
    for (one, other), answer in zip(pairs, group(opps, [claim({"code": a}, {"code": b}) for a, b in pairs])):
        paid = {line["code"]: line["apc"] for line in answer["lines"] if line["effect"] == "paid"}
        apc = composite(addenda, one, other)
        want = {one: apc} if apc else {code: addenda["B"][code]["apc"] for code in (one, other)}
        if paid != want:
            wrong.append((one, other, paid, want))
    assert not wrong, (len(wrong), wrong[:10])
    doubled = group(opps, [claim({"code": code, "units": 2}) for code in imaging])
    for code, answer in zip(imaging, doubled):
        assert answer["lines"][0]["apc"] == composite(addenda, code, code), code
    ended = group(opps, [claim({"code": code, "units": 1, "modifiers": ["73"]}, {"code": code}) for code in imaging])
    for code, answer in zip(imaging, ended):
        assert [line["apc"] for line in answer["lines"]] == [addenda["B"][code]["apc"]] * 2, code


def test_mental_health_services_are_paid_at_most_as_a_day(opps, addenda):
    codes = sorted(c for c, row in addenda["M"].items() if row["composite"] == "8010")
    cap = D(addenda["A"]["8010"]["rate"])
    claims = [(code, units) for code in codes for units in (1, 2, 3, 5)]
    for (code, units), answer in zip(claims, group(opps, [claim({"code": c, "units": u}) for c, u in claims])):
        over = D(addenda["B"][code]["rate"]) * units > cap
        assert answer["lines"][0]["apc"] == ("8010" if over else addenda["B"][code]["apc"]), (code, units)


def test_critical_care_packages_its_ancillary_services(opps, addenda):
    codes = sorted(c for c, row in addenda["M"].items() if row["composite"] == "5041, 5045")
    assert codes
    beside = group(opps, [claim({"code": "99291"}, {"code": c}) for c in codes])
    assert all([line["effect"] for line in a["lines"]] == ["paid", "packaged"] for a in beside)
    apart = group(opps, [claim({"code": "99291"}, {"code": c, "modifiers": ["59"]}) for c in codes])
    assert all([line["effect"] for line in a["lines"]] == ["paid", "paid"] for a in apart)


def some_claims(tables, numbers, count):
    """Random claims of one to eight lines."""
    by_status = {}
    for code, row in sorted(tables["B"].items()):
        by_status.setdefault(row["status"], []).append(code)
    weights = {"J1": 1, "S": 6, "T": 6, "V": 2, "Q1": 4, "Q2": 2, "Q3": 6, "Q4": 3, "N": 4, "K": 3, "G": 2, "J2": 3,
               "R": 4, "U": 1, "H": 2, "A": 1, "P": 1, "E1": 1, "K1": 1}
    modifiers = [[]] * 8 + [["59"], ["73"], ["52"], ["50"], ["PN"], ["PO"], ["CT"], ["FX"], ["FY"], ["25"], ["PT"]]
    for _ in range(count):
        lines = []
        for _ in range(numbers.randint(1, 8)):
            status = numbers.choices(list(weights), list(weights.values()))[0]
            marks, revenue = numbers.choice(modifiers), "0360"
            if status == "R":
                marks, revenue = numbers.choice([([], "0390"), (["BL"], "0381"), (["BL"], "0390"), (["BL"], "0382")])
            lines.append({
                "code": numbers.choice(by_status[status]), "units": numbers.choice([1, 1, 1, 2, 3, 7]),
                "modifiers": marks, "revenue": revenue, "date": numbers.choice([DAY, DAY, "2025-03-02"]),
                "charge": f"{numbers.choice([1, 1, 10, 100]) * numbers.uniform(5, 2000):.2f}"})
        yield {"from": DAY, "through": "2025-03-02", "lines": lines, "billType": numbers.choice(["131"] * 9 + ["141"]),
               "deductibleLeft": numbers.choice(["0.00", "0.00", "12.34", "257.00"]),
               "bloodPintsLeft": numbers.choice([0, 0, 1, 3]), "conditionCodes": numbers.choice([[], ["49"]]),
               "valueCodes": numbers.choice([[], [{"code": "FD", "amount": f"{numbers.uniform(10, 9000):.2f}"}]])}


def test_payments_of_random_claims_are_worked_out_again(opps, addenda, tmp_path):
    numbers = random.Random(8)
    wrong, lines, outliers = [], 0, 0
    seen = dict.fromkeys(("blood_deductible", "daily-limit", "device-credit", "device-payment", "screening-limit"), 0)
    for index in range(6):
        hospital = {"wage_index": float(f"{numbers.uniform(0.7, 1.8):.4f}"), "reports_quality": index % 3 != 2,
                    "cost_to_charge": float(f"{numbers.uniform(0.1, 0.6):.4f}"), "rural_sole_community": index % 2 == 1,
                    **({"device_cost_to_charge": 0.31} if index % 2 else {})}
        path = tmp_path / f"hospital{index}.json"
        path.write_text(json.dumps(hospital))
        claims = list(some_claims(addenda, numbers, 700))
        for one, answer in zip(claims, answers(opps, ["price", "opps", "--hospital", path], claims)):
            for line, want in zip(answer["lines"], worked_out(addenda, hospital, one, answer)):
                lines += 1
                outliers += want["outlier"] > 0
                seen["blood_deductible"] += want["blood_deductible"] > 0
                for term in line.get("terms", []):
                    seen[term["step"]] = seen.get(term["step"], 0) + 1
                found = {name: D(str(line[name])) for name in want}
                if found != want:
                    wrong.append((one, line, want))
            total = sum((D(str(line["payment"])) for line in answer["lines"]), D(0))
            assert D(str(answer["total"]["payment"])) == total
    assert not wrong, (len(wrong), wrong[:2])
    assert lines > 15000 and outliers > 300, (lines, outliers)
    assert all(count >= 5 for count in seen.values()), seen


def test_decisions_are_kept_and_made_again(opps, addenda, tmp_path):
    numbers = random.Random(9)
    hospital = {"wage_index": 1.1, "cost_to_charge": 0.3}
    archive = tmp_path / "decisions.ndjson"
    for kind in ("group.apc", "price.opps"):
        claims = list(some_claims(addenda, numbers, 40)) + [{"lines": []}]
        requests = claims if kind == "group.apc" else [{"hospital": hospital, "claim": one} for one in claims]
        path = tmp_path / f"{kind}.ndjson"
        path.write_text("".join(json.dumps(one) + "\n" for one in requests))
        done = opps("decide", kind, path, "--archive", archive)
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        assert len(answers) == 41, done.stderr
        assert all(answer["lines"] for answer in answers[:40])
        assert answers[40]["findings"][0]["rule"] == "apc.member"
        assert ("total" in answers[0]) == (kind == "price.opps")
    done = opps("replay", archive, "--json")
    assert done.returncode == 0, done.stdout
    assert '"same":82' in done.stdout.replace(" ", ""), done.stdout
