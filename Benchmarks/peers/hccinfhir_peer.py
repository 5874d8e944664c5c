#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The peer of risk scores, hccinfhir: makes records of made-up beneficiaries, or scores them.

hccinfhir_peer.py make COUNT FILE   writes records, a line each, of the six models
hccinfhir_peer.py score FILE        prints how many it scores a second on one core, from records in memory
"""
import json
import random
import sys
import time

from hccinfhir.defaults import dx_to_cc_default
from hccinfhir.model_calculate import calculate_raf

MODELS = [
    "CMS-HCC Model V22", "CMS-HCC Model V24", "CMS-HCC Model V28", "CMS-HCC ESRD Model V21",
    "CMS-HCC ESRD Model V24", "RxHCC Model V08",
]


def make(count, path):
    chance = random.Random(20260)
    codes = {model: sorted(code for code, name in dx_to_cc_default if name == model) for model in MODELS}
    every = sorted({code for code, _ in dx_to_cc_default})
    with open(path, "w") as file:
        for number in range(count):
            model = MODELS[number % len(MODELS)]
            esrd = "ESRD" in model
            diagnoses = chance.choice([0, 1, 2, 3, 5, 8, 12])
            file.write(json.dumps(dict(
                id=number, model_name=model, age=chance.randint(20, 95), sex=chance.choice("MF"),
                diagnosis_codes=[
                    chance.choice(codes[model] if chance.random() < .85 else every) for _ in range(diagnoses)],
                dual_elgbl_cd=chance.choice(["00", "00", "01", "02", "08"]),
                orec=chance.choice("0123" if esrd else "0001"), crec=chance.choice("23" if esrd else "01"),
                new_enrollee=chance.random() < .1, snp=False, low_income=chance.random() < .3,
                lti=chance.random() < .1, graft_months=chance.choice([None, None, 2, 5, 12]) if esrd else None)) + "\n")


def score(path):
    people = []
    for line in open(path):
        record = json.loads(line)
        record.pop("id")
        people.append(record)
    people = people[:20000]
    start = time.process_time()
    for person in people:
        calculate_raf(**person)
    print(f"peer.hcc_per_second\t{len(people) / (time.process_time() - start):.0f}")


if sys.argv[1] == "make":
    make(int(sys.argv[2]), sys.argv[3])
else:
    score(sys.argv[2])
