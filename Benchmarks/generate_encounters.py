#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Invented encounters in any number, a document a line (NDJSON), varied from Examples/.

usage: generate_encounters.py COUNT [--seed N] [--examples FOLDER] > encounters.ndjson

Every document keeps the shape and the notes of one of the examples, in turn. What varies: the encounter's
identifier, the patient's names, record number and member number, the days (by up to 60 days, all of a document
by the same), and the last diagnosis, which becomes another common one in about half of the documents. The same
seed gives the same bytes.
"""
import argparse
import copy
import datetime
import json
import pathlib
import random
import re
import sys

FAMILIES = ("Abbott Barlow Castellano Dunmore Eastwick Fairbairn Galloway Hollister Ingram Jessup Kirkland "
            "Lachance Merriweather Novak Okonkwo Prescott Quintana Rosewood Stavros Thackeray Underhill Vasquez "
            "Wainwright Xiong Yarborough Zielinski").split()
GIVENS = ("Alma Bernard Celeste Dmitri Elaine Felix Gwen Harold Imogen Jorge Keiko Leonard Marisol Nathan "
          "Odette Pavel Rosalind Silas Tamara Ulric Vivian Walter Yolanda Zachary").split()
# Common diagnoses of either sex and any age that stand beside most others.
DIAGNOSES = ("E03.9 E55.9 E66.9 E78.00 E78.2 E78.5 D64.9 F17.210 F41.9 G47.33 G43.909 H25.13 I10 I25.10 I48.91 "
             "J30.9 J44.9 K21.9 K59.00 L30.9 M17.11 M19.90 M54.50 M81.0 N39.0 R05.9 R10.9 R51.9 R53.83 Z79.82 "
             "Z79.899 Z86.73 Z87.891 Z88.0 Z91.19 Z95.5").split()
DAY = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)")


def documents(folder):
    """The encounters of the examples, a document each, in the order of their names."""
    found = []
    for path in sorted(pathlib.Path(folder).glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        if document.get("resourceType") == "Bundle" or "patient" in document:
            found.append(document)
        else:
            found += document.get("encounters", [])
    return found


def shifted(text, days):
    def shift(match):
        year, month, day = map(int, match.groups())
        return (datetime.date(year, month, day) + datetime.timedelta(days)).isoformat()
    return DAY.sub(shift, text)


def shift_days(value, days):
    """Moves every day of a document but the days of birth."""
    if isinstance(value, dict):
        return {name: inner if name in ("birthDate", "data", "text", "version") else shift_days(inner, days)
                for name, inner in value.items()}
    if isinstance(value, list):
        return [shift_days(inner, days) for inner in value]
    return shifted(value, days) if isinstance(value, str) else value


def vary(document, number, rng):
    days = -rng.randrange(61)
    document = shift_days(document, days)
    family, given = rng.choice(FAMILIES), rng.choice(GIVENS)
    another = rng.choice(DIAGNOSES) if rng.random() < 0.5 else None
    identifier, member, record = f"B{number:08}", f"MEM{rng.randrange(10 ** 9):09}", f"MRN-{number:08}"
    if document.get("resourceType") != "Bundle":
        document["id"] = identifier
        document["patient"].update(family=family, given=given, medicalRecordNumber=record)
        for coverage in document["coverages"]:
            coverage["subscriberId"] = member
        diagnoses = document.get("diagnoses", [])
        if another and len(diagnoses) > 1 and diagnoses[-1].get("role") == "secondary":
            diagnoses[-1]["code"] = another
        return document
    document["id"] = identifier
    conditions = []
    for entry in document["entry"]:
        resource = entry["resource"]
        kind = resource["resourceType"]
        if kind == "Patient":
            resource["name"][0].update(family=family, given=[given])
            for own in resource.get("identifier", []):
                own["value"] = record
        elif kind == "Coverage":
            # Each of two payers knows the person under a number of its own.
            resource["subscriberId"] = f"{member}{resource.get('order', 1)}"
        elif kind == "Encounter":
            for own in resource.get("identifier", []):
                own["value"] = identifier
        elif kind == "Condition":
            conditions.append(resource)
    if another and len(conditions) > 2 and "ond" in conditions[-1]["id"]:
        coding = conditions[-1]["code"]["coding"][0]
        if coding["system"].endswith("icd-10-cm") and coding["code"][0] not in "VWXYZ":
            coding["code"] = another
            conditions[-1]["code"].pop("text", None)
    return document


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=20260401)
    parser.add_argument("--examples", default=str(pathlib.Path(__file__).parent.parent / "Examples"))
    arguments = parser.parse_args()
    examples = documents(arguments.examples)
    rng = random.Random(arguments.seed)
    for number in range(arguments.count):
        document = vary(copy.deepcopy(examples[number % len(examples)]), number, rng)
        sys.stdout.write(json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
