# SPDX-License-Identifier: Apache-2.0
"""The case mix of grouped discharges from outside, against sums made by hand."""
import json
from decimal import Decimal as D

import pytest

from inpatient_payment import to
from price_tables import price  # noqa: F401: the fixture

DISCHARGES = [  # id, DRG, date, days, status
    (1, 201, "2026-01-05", 6, "01"), (2, 202, "2026-01-20", 1, "03"), (3, 203, "2026-02-01", 3, "01"),
    (4, 301, "2026-02-10", 2, "62"), (5, 101, "2026-02-11", 30, "20"), (6, 998, "2026-02-12", 1, "01"),
    (7, 999, "2026-02-13", 1, "01"), (8, 302, "2026-02-14", 1, "06"),
]


def written(path, form, rows):
    names = ("id", "drg", "discharge_date", "length_of_stay", "discharge_status")
    if form == "csv":
        text = "".join(",".join(map(str, row)) + "\n" for row in [names, *rows])
    else:
        text = "".join(json.dumps(dict(zip(names, row))) + "\n" for row in rows)
    path.write_text(text)
    return path


@pytest.mark.parametrize("form", ["csv", "ndjson", "answers"])
def test_case_mix_by_hand(price, tmp_path, form):
    options = []
    if form == "answers":
        file = tmp_path / "answers.ndjson"
        file.write_text("".join(json.dumps({"id": row[0], "final": {"drg": row[1]}}) + "\n" for row in DISCHARGES))
        claims = tmp_path / "claims.ndjson"
        claims.write_text("".join(json.dumps({
            "id": row[0], "discharge_date": int(row[2].replace("-", "")), "length_of_stay": row[3],
            "discharge_status": int(row[4])}) + "\n" for row in DISCHARGES))
        options = ["--claims", claims]
    else:
        file = written(tmp_path / f"discharges.{form}", form, DISCHARGES)
    answer = json.loads(price("group", "cmi", file, *options, "--json").stdout, parse_float=D)
    # 1.9876 + 1.2345 + 0.8765 + 3.2109 + 12.3456 + 2.0101 = 21.6652, over 6
    assert (answer["discharges"], answer["ungroupable"], answer["weight"], answer["case_mix_index"]) == (
        6, 2, D("21.6652"), D("3.6109"))
    # Shares: 202 by the day 2/3.4 = 0.5882; 301 specially 0.5 + 3/10 = 0.8; 302 is past its mean of 1.9.
    adjusted = answer["transfer_adjusted"]
    shared = D("21.6652") - D("1.2345") * D("0.4118") - D("3.2109") * D("0.2")
    assert (adjusted["discharges"], adjusted["not_known"]) == (D("5.3882"), 0)
    assert adjusted["case_mix_index"] == to(4, shared / D("5.3882"))
    assert [(row["month"], row["discharges"], row["case_mix_index"]) for row in answer["by_month"]] == [
        ("2026-01", 2, D("1.6111")), ("2026-02", 4, D("4.6108"))]
    assert [(row["mdc"], row["discharges"]) for row in answer["by_mdc"]] == [("05", 3), ("08", 2), ("PRE", 1)]
    assert [(row["type"], row["discharges"]) for row in answer["by_type"]] == [("medical", 3), ("surgical", 3)]
    # MCC: 101 and 201 of 101, 201, 202, 203. CC or MCC: 201, 202, 301 of 201, 202, 203, 301, 302.
    assert answer["capture"] == {"mcc": {"captured": 2, "of": 4, "rate": D("0.5000")},
                                 "cc_or_mcc": {"captured": 3, "of": 5, "rate": D("0.6000")}}


def test_two_files_are_compared(price, tmp_path):
    after = [(1, 202, *DISCHARGES[0][2:])] + DISCHARGES[1:5] + [(6, 202, *DISCHARGES[5][2:])] + DISCHARGES[6:]
    old, new = written(tmp_path / "a.csv", "csv", DISCHARGES), written(tmp_path / "b.ndjson", "ndjson", after)
    answer = json.loads(price("group", "cmi", new, "--before", old, "--json").stdout, parse_float=D)
    # 21.6652 - 1.9876 + 1.2345 + 1.2345 = 22.1466, over 7
    assert answer["after"]["case_mix_index"] == D("3.1638")
    assert answer["change"]["case_mix_index"] == D("3.1638") - D("3.6109")
    assert [(x["drg"], x["before"], x["after"]) for x in answer["drgs"]] == [("201", 1, 0), ("202", 1, 3)]
    assert answer["matched"] == 8
    assert [(x["from"], x["to"], x["discharges"], x["weight_change"]) for x in answer["shifts"]] == [
        ("201", "202", 1, D("-0.7531")), ("999", "202", 1, D("1.2345"))]
    shown = price("group", "cmi", new, "--before", old).stdout
    assert "DRG 201 to 202" in shown and "-0.4471" in shown


def test_a_case_mix_names_every_line_it_cannot_use(price, tmp_path):
    file = tmp_path / "bad.csv"
    file.write_text("id,drg,discharge_date,length_of_stay,discharge_status\n1,201,2026-01-05,6,01\n2,x,2026-01-05,6,01\n"
                    "3,201,2026-13-05,-1,1x\n4,201\n5,500,2026-01-05,6,01\n6,201,2024-01-05,6,01\n7,201,2024-02-05,6,01\n"
                    "8,,2026-01-05,1,01\n9,201,,1,01\n")
    done = price("group", "cmi", file, "--json")
    found = [(x["rule"], x["place"]) for x in json.loads(done.stdout)["findings"]]
    assert done.returncode == 2 and found == [
        ("price.bad-value", "line 3"), ("price.bad-value", "line 4"), ("price.bad-value", "line 4"),
        ("price.bad-value", "line 4"), ("price.bad-value", "line 5"), ("price.unknown-drg", "line 6"),
        ("price.no-edition", "line 7"), ("price.missing-value", "line 9"), ("price.missing-value", "line 10")]
    file.write_text("drg,discharge_date\n" + "x,2026-01-05\n" * 103)
    found = json.loads(price("group", "cmi", file, "--json").stdout)["findings"]
    assert len(found) == 101 and (found[-1]["rule"], found[-1]["facts"]["count"]) == ("price.more-faults", "3")
    assert price("group", "cmi", file, "--on", "2024-01-01").returncode == 3
    file.write_text("discharge_date\n2026-01-05\n")
    assert price("group", "cmi", file).returncode == 2
