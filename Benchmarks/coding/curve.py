#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws what `--abstain` brings and how far confidences are to be believed, with the numbers beside the pictures.

usage: curve.py [--in-sample] FOLDER

Writes coding-coverage.svg, coding-coverage.tsv, coding-calibration.svg and coding-calibration.tsv. With CODING_BENCH
(see measure.py) weights are cross-validated; without it, or with --in-sample, the program as it is codes notes that its
weights were fitted on, and the pictures say so.
"""
import pathlib
import sys

import folds
import notes
import pictures

SETS = {"aci_bench_amazon": "outpatient visits", "codiesp_en": "case reports"}
PERCENTS = (None, *range(0, 100, 5))  # thresholds; None: the program's own
BANDS = 10


def in_sample(names):
    """The same as folds.suggestions, by the program as it is."""
    found = {}
    for name in names:
        records = notes.read(notes.path(name))
        gold = {record["id"]: set(record["codes"]) for record in records}
        text = notes.path(name).read_bytes()
        for percent in PERCENTS:
            options = () if percent is None else ("--abstain", str(percent / 100))
            items = [(code["confidence"], notes.billed(code["code"]) in gold[answer["id"]])
                     for answer in notes.program(text, *options).answers for code in answer["codes"]]
            found[name, percent] = (items, sum(map(len, gold.values())))
    return found


def coverage(found, names):
    """Rows: set, threshold, suggestions, share kept of all, right, accuracy, share of gold found, F1."""
    rows = []
    for name in names:
        most = max(1, len(found[name, 0][0]))
        for percent in PERCENTS:
            items, gold = found[name, percent]
            right = sum(is_right for _, is_right in items)
            rows.append((name, "own" if percent is None else f"{percent / 100:.2f}", len(items), len(items) / most,
                         right, right / max(1, len(items)), right / gold, 2 * right / max(1, len(items) + gold)))
    return rows


def calibration(items):
    """Rows: from, to, suggestions, mean confidence, share right; and the expected calibration error."""
    rows, error = [], 0.0
    for band in range(BANDS):
        inside = [item for item in items if min(BANDS - 1, int(item[0] * BANDS)) == band]
        if inside:
            mean = sum(confidence for confidence, _ in inside) / len(inside)
            right = sum(is_right for _, is_right in inside) / len(inside)
            rows.append((band / BANDS, (band + 1) / BANDS, len(inside), mean, right))
            error += len(inside) * abs(mean - right) / len(items)
    return rows, error


def draw_coverage(folder, rows, names, words):
    panels = []
    for name in names:
        panel = pictures.Panel(SETS[name], "--abstain", "share")
        mine = [row for row in rows if row[0] == name and row[1] != "own" and row[2]]
        for column, label in ((5, "accuracy"), (6, "gold found"), (3, "suggestions kept")):
            panel.line([(float(row[1]), row[column]) for row in mine], label, dashed=column == 3)
        panels.append(panel)
    pictures.write(folder / "coding-coverage.svg", panels, words)


def draw_calibration(folder, banded, names, words):
    panels = []
    for name in names:
        rows, error, given = banded[name]
        panel = pictures.Panel(f"{SETS[name]}: expected calibration error {error:.3f}, given codes {given:.3f}",
                               "confidence", "share right")
        panel.line([(0, 0), (1, 1)], dashed=True, color="#999")
        panel.line([(row[3], row[4]) for row in rows], color=pictures.COLORS[0])
        for _, _, count, mean, right in rows:
            panel.dot(mean, right, str(count), pictures.COLORS[0])
        panels.append(panel)
    pictures.write(folder / "coding-calibration.svg", panels, words)


def write_table(path, header, rows):
    with open(path, "w", encoding="utf-8") as file:
        file.write(header)
        for row in rows:
            file.write("\t".join(f"{cell:.4f}" if isinstance(cell, float) else str(cell) for cell in row) + "\n")


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--in-sample"]
    if len(arguments) != 1:
        sys.exit(__doc__)
    names = [name for name in SETS if notes.path(name)]
    if not names:
        notes.say("the curve is not drawn: the sets are not under CLEANCLAIM_SHARED")
        return
    crossed = bool(notes.BENCH) and "--in-sample" not in sys.argv
    found = folds.suggestions(names, PERCENTS) if crossed else in_sample(names)
    how = ("Weights cross-validated in five parts; terms and rules were made with these notes at hand." if crossed
           else "In-sample: the weights were fitted on these very notes.")
    folder = pathlib.Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    rows = coverage(found, names)
    write_table(folder / "coding-coverage.tsv",
                f"# {how}\n# set\tthreshold\tsuggestions\tkept\tright\taccuracy\tgold_found\tf1\n", rows)
    draw_coverage(folder, rows, names, [
        f"Development halves. {how}", "Accuracy: share of the suggestions that people coded, by full code. "
        "Kept: share of the suggestions at threshold 0. Thresholds in steps of 0.05."])
    banded = {name: (*calibration(found[name, 0][0]), calibration(found[name, None][0])[1]) for name in names}
    write_table(folder / "coding-calibration.tsv",
                f"# {how}\n" + "".join(
                    f"# expected calibration error, {name}: {banded[name][1]:.4f}; of the codes given at the program's"
                    f" own thresholds: {banded[name][2]:.4f}\n" for name in names)
                + "# set\tfrom\tto\tsuggestions\tmean_confidence\tright\n",
                [(name, *row) for name in names for row in banded[name][0]])
    draw_calibration(folder, banded, names, [
        f"Development halves. {how}",
        "Every suggestion at threshold 0, in ten bands of confidence; the number beside a point: suggestions in it."])
    for row in rows:
        if row[1] == "own":
            print(f"{row[0]}, own thresholds: accuracy {row[5]:.3f}, gold found {row[6]:.3f}, F1 {row[7]:.3f}")
    for name in names:
        print(f"{name}: expected calibration error {banded[name][1]:.3f}, of the codes given {banded[name][2]:.3f}")


main()
