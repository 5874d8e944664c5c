# SPDX-License-Identifier: Apache-2.0
"""SQLite FTS5, plain, over the same titles: top-1, top-10, p50 and p99 of the same query set.

usage: fts5.py TABLES QUERIES     (the folder that search-bench reads, and the query set)

Words are joined by AND; where that finds nothing, by OR. Ranked by bm25. The last word is a prefix.
"""
import re
import sqlite3
import sys
import time

SETS = {"icd10cm": ["cm26.tsv"], "icd10pcs": ["pcs.tsv"], "hcpcs": ["hcpcs.tsv"],
        "icd9cm": ["icd9cm.tsv", "icd9proc.tsv"]}


def main(tables, queries):
    database = sqlite3.connect(":memory:")
    database.execute("create virtual table codes using fts5(family unindexed, code, title, tokenize='porter')")
    for family, files in SETS.items():
        for name in files:
            with open(f"{tables}/{name}") as lines:
                for line in lines:
                    code, _, title = line.rstrip("\n").split("\t")[:3]
                    database.execute("insert into codes values (?, ?, ?)", (family, code, title))

    def find(match, family):
        where = "and family = ?" if family else ""
        parameters = (match, family) if family else (match,)
        return [row[0] for row in database.execute(
            f"select code from codes where codes match ? {where} order by rank limit 10", parameters)]

    def search(query, family=None):
        words = re.findall(r"[a-z0-9]+", query.lower().replace(".", ""))
        if not words:
            return []
        terms = [f'"{word}"' for word in words[:-1]] + [f'"{words[-1]}"*']
        return find(" AND ".join(terms), family) or find(" OR ".join(terms), family)

    cases = []
    with open(queries) as lines:
        for line in lines:
            if not line.startswith("#"):
                row = line.rstrip("\n").split("\t")
                cases.append((row[0], row[1], [c.replace(".", "") for c in row[2].split("|")], row[5]))
    for half in ("dev", "test"):
        part = [case for case in cases if case[3] == half]
        first = ten = 0
        for family, query, expected, _ in part:
            found = search(query, family)
            first += bool(found) and found[0] in expected
            ten += any(code in expected for code in found)
        print(f"{half}, own set: {len(part)} top-1 {first / len(part):.1%} top-10 {ten / len(part):.1%}")
    times = []
    for _ in range(3):
        for _, query, _, _ in cases:
            start = time.process_time_ns()
            search(query)
            times.append(time.process_time_ns() - start)
    times.sort()
    print(f"time over all sets: p50 {times[len(times) // 2] // 1000} µs, p99 {times[len(times) * 99 // 100] // 1000} µs")


main(*sys.argv[1:])
