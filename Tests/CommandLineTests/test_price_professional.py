# SPDX-License-Identifier: Apache-2.0
"""Professional payments from outside, against the raw published files and a second working out."""
import json
import lzma
import os
import pathlib
import random
from decimal import Decimal as D

import pytest

from professional_payment import Files, one, several, table

SHARED = pathlib.Path(os.environ.get("CLEANCLAIM_SHARED", "/nowhere"))
MODIFIERS = ["26", "TC", "50", "52", "53", "54", "55", "56", "62", "66", "78", "80", "81", "82", "AS", "22", "24",
             "25", "51", "57", "58", "59", "76", "77", "79", "GA", "GX", "GY", "GZ", "LT", "RT"]
PLACES = ["11", "12", "21", "22", "24", "31", "32", "81", "02", "10"]


@pytest.fixture(scope="module")
def files():
    if not (SHARED / "data" / "mpfs").is_dir():
        pytest.skip("CLEANCLAIM_SHARED has no physician fee schedule")
    return Files(SHARED)


@pytest.fixture(scope="module")
def home(files, tmp_path_factory, cleanclaim):
    """An installation of its own with the published files."""
    home, raw = tmp_path_factory.mktemp("fees"), tmp_path_factory.mktemp("raw")
    for path in [*(SHARED / "data" / "mpfs").iterdir(), *(SHARED / "data" / "clfs").iterdir()]:
        if path.suffix in (".pdf",) or "lyout" in path.name or path.name == "GPCI2025.txt":
            continue
        data = path.read_bytes()
        name = path.name.removesuffix(".xz")
        (raw / name).write_bytes(lzma.decompress(data) if path.suffix == ".xz" else data)
    done = cleanclaim("codes", "import", raw, "--json", home=home, seconds=600)
    report = json.loads(done.stdout)
    assert report["rejected"] == 0 and report["imported"] == 8, done.stdout[-2000:]
    return home


@pytest.fixture(scope="module")
def fees(home, cleanclaim):
    """Prices claims on that installation."""
    def price(claims, *options):
        lines = "\n".join(json.dumps(claim) for claim in claims)
        result = cleanclaim("price", "mpfs", "--ndjson", *options, text=lines, home=home, seconds=600)
        answers = [json.loads(line, parse_float=D) for line in result.stdout.splitlines()]
        assert len(answers) == len(claims), result.stderr[-2000:]
        return answers
    return price


def test_every_zip_code(fees, files):
    """Every ZIP code leads to its locality, with the indices of that locality."""
    zips = sorted(files.zips)
    answers = fees([{"zip": zip, "date": "2025-10-01", "lines": [{"code": "99213"}]} for zip in zips], "--brief")
    amounts = {}
    for zip, answer in zip_longest(zips, answers):
        locality, rural = files.zips[zip]
        assert answer["locality"]["number"] == locality and answer["locality"]["rural"] == rural, zip
        if locality not in amounts:
            amounts[locality] = files.amount(files.services["99213", ""], locality, False)
        assert answer["allowed"] == amounts[locality], zip
    assert len(zips) == 42956 and set(amounts) == set(files.indices)


def zip_longest(first, second):
    assert len(first) == len(second)
    return zip(first, second)


def test_every_index(fees, files):
    """Every practice cost index is the published one."""
    claims = [{"locality": key, "date": "2025-12-31", "lines": [{"code": "99213"}]} for key in files.indices]
    for key, answer in zip_longest(list(files.indices), fees(claims)):
        operands = answer["lines"][0]["terms"][0]["operands"]
        found = [D(operands[name]) for name in ("work index", "practice expense index", "malpractice index")]
        assert found == files.indices[key], key
    assert len(claims) == 109


def test_every_cap(fees, files):
    """Every amount of the cap file comes out, of 16,100 rows in and out of facilities."""
    claims = []
    for code, modifier, status, carrier, locality, facility, elsewhere in files.caps:
        for place in ("22", "11"):
            claims.append({"locality": f"{carrier}-{locality}", "place": place, "date": "2025-10-15",
                           "lines": [{"code": code, "modifiers": [modifier] if modifier else []}]})
    answers = iter(fees(claims))
    for code, modifier, status, carrier, locality, facility, elsewhere in files.caps:
        for published in (facility, elsewhere):
            line = next(answers)["lines"][0]
            if status == "C":
                cap = [term["result"] for term in line["terms"] if term["step"] == "outpatient-cap"]
                assert line["outcome"] == "unpriced" and cap == [D(published)], (code, modifier, locality)
            else:
                assert line["allowed"] == D(published), (code, modifier, locality, line)
    assert len(files.caps) == 16100


def test_every_laboratory_test(fees, files):
    """Every row of the laboratory fee schedule is paid as published."""
    path = next((SHARED / "data" / "clfs").iterdir())
    rows = table(path)
    rows = rows[next(i for i, row in enumerate(rows) if row[:1] == ["YEAR"]) + 1:]
    answers = fees([{"locality": "01112-05", "date": "2026-05-01",
                     "lines": [{"code": row[1], "modifiers": [row[2]] if row[2] else [], "units": 2}]}
                    for row in rows], "--brief")
    for row, answer in zip_longest(rows, answers):
        line = answer["lines"][0]
        assert line["schedule"] == "clfs", row
        if D(row[5]) == 0:
            assert line["outcome"] == "unpriced", row
        else:
            assert line["allowed"] == 2 * D(row[5]) and line["coinsurance"] == 0, (row, line)
    assert len(rows) == 2179


def test_ten_thousand_prices(fees, files):
    """Random codes, localities, modifiers and places, recomputed to the cent."""
    numbers = random.Random(20251001)
    codes = sorted({code for code, _ in files.services})
    paid = sorted({code for (code, _), row in files.services.items() if row[3] in "AT"})
    localities = sorted(files.indices)
    claims, expected = [], []
    for index in range(10_000):
        code = numbers.choice(codes if numbers.random() < 0.2 else paid)
        modifiers = numbers.sample(MODIFIERS, numbers.choice([0, 0, 1, 1, 1, 2, 3]))
        if files.services[code, ""][3] == "J" if (code, "") in files.services else False:
            modifiers = [numbers.choice(["AA", "QK", "QX", "QY", "QZ", "AD", "P3", "QS"])]
        if files.services.get((code, "26")) and numbers.random() < 0.5:
            modifiers = [numbers.choice(["26", "TC"])] + [m for m in modifiers if m not in ("26", "TC")]
        claim = {"locality": numbers.choice(localities), "place": numbers.choice(PLACES), "date": "2025-11-03",
                 "practitioner": numbers.choice(["physician"] * 4 + ["nonphysician", "social-worker"]),
                 "participating": numbers.random() < 0.8}
        units = numbers.choice([1] * 6 + [2, 2, 3, 7])
        line = {"code": code, "modifiers": modifiers, "units": units}
        minutes = None
        if files.services.get((code, ""), [None] * 4)[3] == "J" and numbers.random() < 0.7:
            minutes = numbers.randrange(1, 400)
            del line["units"]
            line["minutes"] = minutes
        charge = f"{numbers.uniform(1, 900):.2f}" if numbers.random() < 0.2 else None
        if charge:
            line["charge"] = charge
        claims.append({**claim, "lines": [line]})
        expected.append(one(files, code, modifiers, claim["locality"], claim["place"], units, claim["practitioner"],
                            claim["participating"], charge, minutes))
    kinds = {}
    wrong = []
    for claim, (outcome, amount), answer in zip(claims, expected, fees(claims, "--brief")):
        line = answer["lines"][0]
        # Laboratory and other schedules answer for days of their own only: none is loaded for this day.
        if (line["outcome"], line["allowed"]) != (outcome, amount):
            wrong.append((claim, outcome, amount, line))
        kinds[outcome] = kinds.get(outcome, 0) + 1
    assert not wrong, (len(wrong), wrong[:3])
    assert all(kinds.get(kind, 0) > 100 for kind in ("paid", "unpaid", "unpriced", "review")), kinds


def test_several_services_of_a_day(fees, files):
    """Ranked procedures, endoscopic families, imaging, tests and therapy, recomputed to the cent."""
    numbers = random.Random(4)
    by_rule = {kind: sorted(key for key, row in files.services.items()
                            if row[18] == kind and row[3] == "A" and key[1] != "53") for kind in "234567"}
    families = {}
    for key in by_rule["3"]:
        families.setdefault(files.services[key][23], []).append(key)
    localities = sorted(files.indices)
    claims, expected = [], []
    for index in range(3_000):
        codes = []
        kind = numbers.choice(["2", "3", "3", "mixed", "4", "5", "6", "7", "all"])
        if kind in ("3", "mixed", "all"):
            for base in numbers.sample(sorted(families), numbers.choice([1, 1, 2])):
                pool = families[base] + ([(base, "")] if (base, "") in files.services else [])
                codes += numbers.sample(pool, min(len(pool), numbers.choice([1, 2, 3])))
        if kind in ("2", "mixed", "all"):
            codes += numbers.sample(by_rule["2"], numbers.choice([1, 2]))
        if kind in "4567":
            codes += numbers.sample(by_rule[kind], numbers.choice([2, 3, 4]))
        if kind == "all":
            codes += [numbers.choice(by_rule[k]) for k in "44556677"]
        # One row a code; a base that the file does not pay for is left to its own test.
        codes = list(dict(codes).items())
        codes = [key for key in codes if key in files.services and files.services[key][3] == "A"
                 and key[1] in ("", "26", "TC")]
        if sum(files.services[key][18] in "123" for key in codes) > 5:
            codes = codes[:5]
        numbers.shuffle(codes)
        claim = {"locality": numbers.choice(localities), "place": numbers.choice(["11", "22"]), "date": "2025-11-03",
                 "lines": [{"code": code, "modifiers": [part] if part else []} for code, part in codes]}
        claims.append(claim)
        expected.append(several(files, codes, claim["locality"], claim["place"]))
    wrong = []
    for claim, amounts, answer in zip(claims, expected, fees(claims, "--brief")):
        found = [line["allowed"] for line in answer["lines"]]
        if found != amounts:
            wrong.append((claim, amounts, found))
    assert not wrong, (len(wrong), wrong[:2])


def test_days_without_tables(fees):
    """A day that no release covers is refused, not priced by another quarter."""
    answer = fees([{"locality": "01112-05", "date": "2024-01-05", "lines": [{"code": "99213"}]}])[0]
    assert [finding["rule"] for finding in answer["findings"]] == ["price.no-fees"]
    answer = fees([{"zip": "00000", "date": "2025-11-05", "lines": [{"code": "99213"}]}])[0]
    assert [finding["rule"] for finding in answer["findings"]] == ["price.no-locality"]


def test_prices_made_again(cleanclaim, files, home, tmp_path):
    """Ten thousand prices kept in an archive are the same byte for byte when they are made again."""
    numbers = random.Random(10)
    codes, localities = sorted({code for code, _ in files.services}), sorted(files.indices)
    requests = "\n".join(json.dumps(
        {"locality": numbers.choice(localities), "place": numbers.choice(PLACES), "date": "2025-11-03",
         "lines": [{"code": numbers.choice(codes), "modifiers": numbers.sample(MODIFIERS, numbers.randrange(3))}
                   for _ in range(numbers.randrange(1, 4))]}) for _ in range(10_000))
    (tmp_path / "requests.ndjson").write_text(requests)
    done = cleanclaim("decide", "price.mpfs", tmp_path / "requests.ndjson", "--archive", tmp_path / "archive.ndjson",
                      home=home, seconds=600)
    answers = done.stdout.splitlines()
    assert done.returncode == 0 and len(answers) == 10_000 and len(set(answers)) > 9_000, done.stderr[-2000:]
    done = cleanclaim("replay", tmp_path / "archive.ndjson", "--json", home=home, seconds=600)
    counts = json.loads(done.stdout.splitlines()[-1]) if done.stdout.count("\n") == 1 else json.loads(done.stdout)
    assert (counts["decisions"], counts["same"], counts["different"], counts["not_made"]) == (10_000, 10_000, 0, 0)
