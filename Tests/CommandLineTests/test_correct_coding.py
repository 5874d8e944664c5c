# SPDX-License-Identifier: Apache-2.0
"""Every row of the correct coding files, decided as the publisher's file says: by a reader of the raw files."""
import collections
import csv
import datetime
import json
import lzma
import os
import pathlib
import subprocess

import pytest

from conftest import PROGRAM, ROOT

SHARED = pathlib.Path(os.environ.get("CLEANCLAIM_SHARED") or ROOT.parent / "shared") / "data" / "ncci"
pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason=f"no correct coding files in {SHARED}: set CLEANCLAIM_SHARED")
SETTINGS = {"practitioner": "professional", "outpatient_hospital": "outpatient"}
DENIED = ("ncci.procedure-pair", "ncci.procedure-pair-never-together")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """An installation with the correct coding files and nothing else."""
    folder = tmp_path_factory.mktemp("ncci")
    files = sorted(SHARED.glob("*.xz"))
    subprocess.run(
        [PROGRAM, "codes", "import", *[file for file in files if "manual" not in file.name]],
        check=True, capture_output=True, env={**os.environ, "CLEANCLAIM_HOME": str(folder)}, timeout=300)
    return folder


def rows(name):
    """The rows of a raw table with their numbers, as a spreadsheet counts them: the titles are row 1."""
    with lzma.open(SHARED / name, "rt", encoding="utf-8", newline="") as file:
        return list(enumerate(csv.DictReader(file), 2))


def records(name):
    with lzma.open(SHARED / name, "rt", encoding="utf-8") as file:
        return json.load(file)


def judged(home, path):
    """What the program finds in the claims of a file: (claim, rule, line, row)."""
    with subprocess.Popen(
            [PROGRAM, "edit", "--ndjson", "--brief", "--jobs", "2", path], stdout=subprocess.PIPE,
            env={**os.environ, "CLEANCLAIM_HOME": str(home)}) as done:
        for line in done.stdout:
            answer = json.loads(line)
            for found in answer["findings"]:
                row = (found.get("row") or "").rpartition("row ")[2]
                yield answer["id"], found["rule"], found["place"], int(row) if row.isdigit() else None
    assert done.returncode in (0, 1)


def write(path, claims):
    with open(path, "w", encoding="utf-8") as file:
        for claim in claims:
            file.write(json.dumps(claim, separators=(",", ":")))
            file.write("\n")


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_pair(home, tmp_path, setting):
    """Each row without a modifier and with one that may bypass it, on the days around its last day.

    A pair of lines has a practitioner of its own, so that many pairs fit on a claim; hospitals are told apart by
    the number of the biller.
    """
    table = collections.defaultdict(list)
    for number, row in rows(f"ncci_ptp_2024q3_{setting}.csv.xz"):
        table[row["column1"], row["column2"]].append((row["deletion_date"], row["modifier_indicator"], number))
    provider = "rendering" if setting == "practitioner" else "billing"
    expected = set()

    for found in table.values():
        found.sort(key=lambda row: row[0] or "9999")

    def in_force(pair, day):
        # The file has no first days: of two rows of a pair, the one that ended first was in force until then.
        return [(indicator, number) for end, indicator, number in table.get(pair, ())
                if indicator != "9" and (not end or day <= end)][:1]

    def claims():
        claim = 0
        tests = collections.defaultdict(list)
        for (first, second), found in table.items():
            days = set()
            for end, _, _ in found:
                after = datetime.date.fromisoformat(end) + datetime.timedelta(1) if end else None
                days |= {end, after.isoformat()} if after else {"2024-08-15"}
            for day in days:
                tests[day].append((first, second))
        for day, pairs in tests.items():
            for at in range(0, len(pairs), 20):
                claim += 1
                lines = []
                for first, second in pairs[at:at + 20]:
                    denies = in_force((first, second), day) or in_force((second, first), day)
                    for modifiers in ([], ["XU"]) if denies else ([],):
                        npi = f"1{len(lines):09d}"
                        lines.append({"code": first, provider: npi})
                        lines.append({"code": second, provider: npi, "modifiers": modifiers})
                        # The line with the modifier stands second whichever way round the table has the pair.
                        for pair, place in (((first, second), len(lines)), ((second, first), len(lines) - 1)):
                            if first == second and place == len(lines) - 1:
                                continue
                            for indicator, number in in_force(pair, day):
                                if indicator == "0":
                                    expected.add((claim, DENIED[1], place, number))
                                elif not modifiers or place < len(lines) and day < "2019-07-01":
                                    # Until mid 2019 the modifier counted on the line of column 2 alone.
                                    expected.add((claim, DENIED[0], place, number))
                yield {"id": str(claim), "bill": SETTINGS[setting], "date": day, "claimFiling": "MB", "lines": lines}

    path = tmp_path / "claims.ndjson"
    write(path, claims())
    found = set()
    for claim, rule, place, number in judged(home, path):
        if rule in DENIED:
            found.add((int(claim), rule, int(place.rpartition(" ")[2]), number))
    assert len(expected) > 1_000_000
    missing, surplus = expected - found, found - expected
    assert not missing and not surplus, (
        len(missing), len(surplus), sorted(missing)[:5], sorted(surplus)[:5])


def limits():
    """Each table of units: its rows, the bill, a day of its quarter, the coverage it is for."""
    for setting, bill in SETTINGS.items():
        yield bill, "2024-08-15", "MB", [
            (row["hcpcs_code"], int(row["mue_value"]), row["mai"][0], number)
            for number, row in rows(f"ncci_mue_2024q3_{setting}.csv.xz")]
    yield "professional", "2026-04-15", "MB", [
        (row["code"], row["mue_value"], row["description"][0], number)
        for number, row in enumerate(records("mue_practitioner_2026-04-01.json.xz"), 1)]


UNITS = {"1": "ncci.units-line", "2": "ncci.units-day-policy", "3": "ncci.units-day"}


def test_every_limit_of_units(home, tmp_path):
    """At the value and one above it; over two lines; with the rest on an earlier claim."""
    expected, claims = set(), []
    for bill, day, filing, table in limits():
        assert len(table) > 10_000
        for code, most, indicator, number in table:
            def ask(lines, history, fires):
                claims.append({"id": str(len(claims)), "bill": bill, "date": day, "claimFiling": filing,
                               "lines": lines, "history": history})
                if fires:
                    expected.add((str(len(claims) - 1), UNITS[indicator], "service line 1", number))
            if most:
                ask([{"code": code, "units": most}], [], False)
            ask([{"code": code, "units": most + 1}], [], True)
            two = [{"code": code, "units": max(most, 1)}, {"code": code, "units": 1, "modifiers": ["76"]}]
            ask(two, [], indicator != "1" or not most)
            if not most and indicator == "1":
                expected.add((str(len(claims) - 1), UNITS["1"], "service line 2", number))
            past = {"claim": "earlier", "code": code, "units": most, "date": day}
            ask([{"code": code}], [past], indicator != "1" or not most)
            ask([{"code": code, "units": max(most, 1)}], [{**past, "date": "2024-01-02"}], not most)
    path = tmp_path / "claims.ndjson"
    write(path, claims)
    found = {one for one in judged(home, path) if one[1].startswith("ncci.units")}
    missing, surplus = expected - found, found - expected
    assert not missing and not surplus, (
        len(missing), len(surplus), sorted(missing)[:5], sorted(surplus)[:5])


def test_every_limit_of_medicaid(home, tmp_path):
    """The table of Medicaid answers for Medicaid alone; its converted file names no indicator: line by line."""
    table = records("ncci_mue_medicaid.json.xz")
    claims, expected = [], set()
    for code, row in table.items():
        for filing in ("MC", "MB"):
            for units in (row["limit"], row["limit"] + 1):
                claims.append({"id": str(len(claims)), "bill": "professional", "date": "2026-04-15",
                               "claimFiling": filing, "lines": [{"code": code, "units": units}]})
                if filing == "MC" and units > row["limit"]:
                    expected.add((str(len(claims) - 1), code))
    path = tmp_path / "claims.ndjson"
    write(path, claims)
    codes = {claim["id"]: claim["lines"][0]["code"] for claim in claims if claim["claimFiling"] == "MC"}
    found = {(one[0], codes[one[0]]) for one in judged(home, path)
             if one[1].startswith("ncci.units") and one[0] in codes}
    assert expected and found == expected, sorted(expected ^ found)[:5]


def test_every_add_on(home, tmp_path):
    """Each add-on with each of its listed services, with one that is not listed, and alone, around its days."""
    table = collections.defaultdict(list)
    for row in records("ncci_aoc_edits_2026q3.json.xz"):
        if "facilities only" in row["description"]:
            continue
        table[row["code1"]].append((row["code2"], row["modifier"], row["effective_date"], row["end_date"]))
    primaries = {primary for found in table.values() for primary, *_ in found}
    stranger = next(f"{code}" for code in range(99900, 100000) if f"{code}" not in primaries | set(table))
    claims, expected = [], set()

    def ask(code, other, day):
        in_force = [row for row in table[code] if row[2] <= day and (not row[3] or day <= row[3])]
        claims.append({"id": str(len(claims)), "bill": "professional", "date": day, "claimFiling": "MB",
                       "lines": [{"code": code}] + ([{"code": other}] if other else [])})
        if not in_force or any(row[0] == other for row in in_force):
            return
        kinds = {row[1] for row in in_force}
        assert len(kinds) == 1, (code, day, kinds)
        rule = {"1": "ncci.add-on-without-primary", "3": "ncci.add-on-primary-not-listed",
                "2": "ncci.add-on-by-contractor" if other else "ncci.add-on-alone"}[kinds.pop()]
        expected.add((str(len(claims) - 1), rule, "service line 1"))

    for code, found in table.items():
        days = {"2026-08-15"}
        for _, _, first, end in found:
            for day, step in ((first, -1), (first, 0), (end, 0), (end, 1)):
                if day:
                    days.add((datetime.date.fromisoformat(day) + datetime.timedelta(step)).isoformat())
        for day in sorted(days):
            ask(code, None, day)
            ask(code, stranger, day)
            for primary in {row[0] for row in found} - {"CCCCC"}:
                ask(code, primary, day)
    path = tmp_path / "claims.ndjson"
    write(path, claims)
    rules = {"ncci.add-on-without-primary", "ncci.add-on-primary-not-listed", "ncci.add-on-by-contractor",
             "ncci.add-on-alone"}
    # A primary that is an add-on itself is judged for itself, on the second line.
    found = {one[:3] for one in judged(home, path) if one[1] in rules and one[2] == "service line 1"}
    missing, surplus = expected - found, found - expected
    assert len(expected) > 5_000
    assert not missing and not surplus, (
        len(missing), len(surplus), sorted(missing)[:5], sorted(surplus)[:5])
