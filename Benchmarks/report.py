#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints the figures as one table, beside their targets and thresholds; exits 1 past a threshold.

usage: report.py FIGURES THRESHOLDS     (tab-separated: figure, value; and Benchmarks/thresholds.tsv)
"""
import sys


def rows(path):
    with open(path, encoding="utf-8") as lines:
        return [line.rstrip("\n").split("\t") for line in lines if line.strip() and not line.startswith("#")]


def past(value, at, threshold):
    return at == "most" and value > threshold or at == "least" and value < threshold


def main(figures, thresholds):
    measured = {row[0]: float(row[1]) for row in rows(figures)}
    failed = 0
    print("| what | measured | unit | target | threshold |\n| --- | ---: | --- | --- | --- |")
    for name, at, threshold, target, unit, words in rows(thresholds):
        limit = "" if at == "none" else f"at {at} {threshold}"
        if name not in measured:
            print(f"| {words} | not measured | {unit} | {target} | {limit} |")
            continue
        value = measured[name]
        fails = past(value, at, float(threshold))
        failed += fails
        shown = f"{value:.0f}" if value == int(value) or value >= 1000 else f"{value:.1f}"
        print(f"| {words} | {shown} | {unit} | {target} | {limit}{' FAILED' if fails else ''} |")
    if failed:
        print(f"{failed} figures are past their threshold", file=sys.stderr)
    return 1 if failed else 0


sys.exit(main(*sys.argv[1:]))
