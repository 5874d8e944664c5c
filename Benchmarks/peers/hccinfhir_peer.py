#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Beneficiaries that hccinfhir scores a second on one core, from records in memory: hccinfhir_peer.py RECORDS"""
import json
import sys
import time

from hccinfhir.model_calculate import calculate_raf

people = []
for line in open(sys.argv[1]):
    record = json.loads(line)
    record.pop("id", None)
    people.append(record)
people = people[:20000]
for person in people[:200]:
    calculate_raf(**person)
start = time.process_time()
for person in people:
    calculate_raf(**person)
print(f"peer.hcc_per_second\t{len(people) / (time.process_time() - start):.0f}")
