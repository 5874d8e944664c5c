#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures the codes of notes beside the baselines, in one run, and prints the tables.

usage: measure.py [--docs] [--figures FILE] [--tsv FILE] [--systems NAME,NAME…]

  --docs              draws the pictures in Docs/pictures again and writes the tables into the documents
  --figures FILE      writes the figures that Benchmarks/thresholds.tsv judges; else they are printed
  --tsv FILE          writes every score

  CLEANCLAIM_SHARED   the folder with samples/notes, lexicon and data/icd10cm; nothing is measured without it
  CLEANCLAIM_HOME     the installation with the code sets
  CLEANCLAIM          the program (default: .build/release/cleanclaim)
  CODING_BENCH        the benchmark program that cross-validates, judges assertions and measures typing (default:
                      Benchmarks/.build/release/coding-bench); all that is skipped without it
  MEDSPACY_PYTHON     a Python that has medspaCy; that baseline is skipped without it
"""
import argparse
import dataclasses
import re
import subprocess
import sys

import crossed
import evidence
import notes
import pictures
import tables
sys.path.insert(0, str(notes.ROOT / "Benchmarks/coding/baselines"))
from tabular import Tabular
from scores import score

OURS = "cleanclaim code"
BASELINES = {
    "dictionary": "exact dictionary over the tabular, whole note",
    "context": "medspaCy matcher + ConText, assessment and plan",
    "bm25": "BM25, one phrase one code",
    "ngrams": "TF-IDF, characters 3 to 5, assessment and plan",
    "concepts": "unordered concept match, assessment and plan",
    "lexicon": "+ Disease Ontology synonyms, abbreviations, rewrites",
    "guidelines": "+ guideline rules",
    "symptoms": "+ symptoms dropped",
}
REPEATED = 2000  # notes that the speed of the program is measured on, at the least
SHORT = {"aci_bench_amazon": "aci", "codiesp_en": "codiesp"}


@dataclasses.dataclass
class Row:
    """A system on a set: scores by level, each micro and macro; notes a second of one processor; memory."""

    set: str
    gold: str
    system: str
    scored: list
    per_second: float
    kib: int

    @property
    def words(self):
        return BASELINES.get(self.system, self.system)


def measured_program(text, count):
    """The program's answers, notes a second of a whole process on one processor, and its memory."""
    answered = notes.program(text)
    if answered is None:
        return None
    times = -(-REPEATED // count)
    runs = [notes.program(text * times) for _ in range(3)]
    best = min(runs, key=lambda run: run.seconds)
    return answered.answers, count * times / best.seconds, max(run.rss_kib for run in runs)


def measured_baseline(name, text, count):
    """A baseline's answers, notes a second of coding alone, and the memory of its process."""
    python = notes.os.environ.get("MEDSPACY_PYTHON") if name == "context" else sys.executable
    if not python:
        notes.say("medspaCy is not measured: MEDSPACY_PYTHON names no Python")
        return None
    script = notes.ROOT / "Benchmarks/coding/baselines/run.py"
    answered = notes.run([python, "-B", script, name, notes.SHARED], text)
    if answered is None:
        notes.say(f"{name} is not measured")
        return None
    return answered.answers, count / float(answered.errors.strip().split()[-1]), answered.rss_kib


def codes(answers):
    return {answer["id"]: {notes.billed(code["code"]) for code in answer["codes"]} for answer in answers}


def measure_set(name, systems, levels, figures):
    """The rows of one set."""
    file = notes.path(name)
    if file is None:
        notes.say(f"{name} is not measured: it is not under CLEANCLAIM_SHARED")
        return []
    records, text = notes.read(file), file.read_bytes().rstrip(b"\n") + b"\n"
    rows = []
    for system in systems:
        notes.say(f"{name}: {BASELINES.get(system, system)}")
        found = (measured_program(text, len(records)) if system == OURS
                 else measured_baseline(system, text, len(records)))
        if found is None:
            continue
        answers, per_second, kib = found
        for field, gold in ((field, gold) for set_name, gold, field in notes.GOLD if set_name == name):
            right = {record["id"]: set(record[field]) for record in records}
            scored = [score(codes(answers), right, level) for level in levels]
            rows.append(Row(name, gold, system, scored, per_second, kib))
        if system == OURS:
            figures.update(own_figures(name, records, answers, per_second, kib))
    return rows


def own_figures(name, records, answers, per_second, kib):
    """The figures of the program beside its scores."""
    short = SHORT[name]
    figures = {f"coding.{short}.per_second": per_second, f"coding.{short}.rss_kib": kib,
               f"coding.{short}.unsupported": evidence.unsupported(records, answers)}
    if "evidence_es" in records[0]:
        compared, near, chance = evidence.overlap(records, answers)
        figures.update({"coding.evidence_compared": compared, "coding.evidence_percent": 100 * near,
                        "coding.evidence_chance_percent": 100 * chance})
    return figures


def assertions():
    """Negation and history on marked sentences, as the benchmark program judges them."""
    file = notes.path("negex_context")
    if file is None or not notes.BENCH:
        notes.say("assertions are not measured: CODING_BENCH names no program" if file
                  else "negex_context is not measured: it is not under CLEANCLAIM_SHARED")
        return {}
    answer = subprocess.run(
        [notes.BENCH, "assertions", notes.HOME / "codebook", notes.ROOT / "Data", file],
        capture_output=True, text=True, check=False).stdout
    figures = {}
    for what in ("negation", "history"):
        found = re.search(rf"{what} P ([\d.]+) R ([\d.]+) F1 ([\d.]+)", answer)
        for key, value in zip(("precision", "recall", "f1"), found.groups() if found else ()):
            figures[f"coding.{what}_{key}"] = 100 * float(value)
    return figures


def speed():
    """Whole notes on one processor in memory, and a note that is being typed, as the benchmark program measures them."""
    files = [notes.path(name) for name in SHORT if notes.path(name)]
    if not files or not notes.BENCH:
        return {}
    answer = subprocess.run([notes.BENCH, "speed", notes.HOME / "codebook", notes.ROOT / "Data", *files],
                            capture_output=True, text=True, check=True).stdout
    cells = (line.split("\t") for line in answer.splitlines() if line.startswith("coding."))
    return {name: float(value) for name, value in cells}


def crossed_figures(found):
    """The cross-validated figures, in percent."""
    figures = {}
    for name, one in found.items():
        for level in ("full", "category"):
            figures[f"coding.{SHORT[name]}.crossed_{level}_f1"] = 100 * crossed.rates(one.scores["all codes", level])[2]
        figures[f"coding.{SHORT[name]}.calibration_error"] = 100 * crossed.calibration(one.said)[1]
    return figures


def score_figures(rows):
    """Micro F1 of the program and of the best baseline by full code, in percent."""
    figures = {}
    for row in rows:
        key = SHORT[row.set] + {"all codes": "", "affirmed": "_affirmed", "billable 2026": "_billable"}[row.gold]
        full, category = (100 * row.scored[at][0][2] for at in (0, 1))
        if row.system == OURS:
            figures.update({f"coding.{key}.full_f1": full, f"coding.{key}.category_f1": category})
        elif row.gold == "all codes" and full > figures.get(f"peer.coding_{key}_full_f1", 0):
            figures.update({f"peer.coding_{key}_full_f1": full, f"peer.coding_{key}_category_f1": category})
    return figures


def write(path, header, lines):
    with open(path, "w", encoding="utf-8") as file:
        file.write(header)
        file.writelines("\t".join(map(str, line)) + "\n" for line in lines)


def documents(blocks, rows, found):
    """Draws the pictures again and writes the tables into the documents."""
    folder = notes.ROOT / "Docs/pictures"
    folder.mkdir(exist_ok=True)
    if found:
        how = ("Development halves; weights fitted without the fold of each note. Terms and rules were made with these"
               " notes at hand.")
        pictures.coverage(folder / "coding-coverage.svg", found, how)
        pictures.calibration(
            folder / "coding-calibration.svg", found,
            how + "\nEvery suggestion, in ten bands of confidence; beside a point: how many suggestions it stands for.")
    if {row.system for row in rows} != {OURS, *BASELINES}:
        notes.say("systems are missing: the documents keep their tables of systems")
        blocks = {name: block for name, block in blocks.items() if name not in tables.OF_SYSTEMS}
    for document in ("Docs/Coding.md", "Benchmarks/results.md"):
        tables.replaced(notes.ROOT / document, blocks)


def all_blocks(rows, found):
    """The tables by the names that documents have for them."""
    blocks = {"coding whole": tables.whole(rows)}
    blocks |= {f"coding {short}": tables.short(rows, name) for name, short in SHORT.items()}
    if found:
        blocks |= {"coding crossed": tables.cross_validated(found), "coding abstain": tables.abstaining(found),
                   "coding misses": tables.misses(found)}
    return blocks


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--docs", action="store_true")
    parser.add_argument("--figures")
    parser.add_argument("--tsv")
    parser.add_argument("--systems", default=",".join([OURS, *BASELINES]))
    options = parser.parse_args()
    if not notes.SHARED:
        notes.say("coding is not measured: CLEANCLAIM_SHARED names no folder")
        return
    tabular = Tabular(notes.SHARED)
    levels = (lambda code: code, lambda code: code[:3], tabular.chapter)
    measured, rows = {}, []
    for name in SHORT:
        rows += measure_set(name, options.systems.split(","), levels, measured)
    rows.sort(key=lambda row: [gold[:2] for gold in notes.GOLD].index((row.set, row.gold)))
    found = crossed.measured(list(SHORT))
    figures = score_figures(rows) | measured | assertions() | speed() | crossed_figures(found)
    lines = [(name, f"{value:.3f}") for name, value in figures.items()]
    blocks = all_blocks(rows, found)
    blocks["coding figures"] = tables.figures(figures)
    print("\n\n".join(blocks[name] for name in blocks if name == "coding whole" or name not in tables.OF_SYSTEMS))
    if options.docs:
        documents(blocks, rows, found)
    if options.figures:
        write(options.figures, "", lines)
    else:
        print("\n" + "\n".join("\t".join(line) for line in lines))
    if options.tsv:
        write(options.tsv, "# set\tgold\tsystem\tlevel\tmean\tprecision\trecall\tf1\n", (
            (row.set, row.gold, row.words, level, mean, *(f"{value:.4f}" for value in values))
            for row in rows
            for level, pair in zip(tables.LEVELS, row.scored) for mean, values in zip(("micro", "macro"), pair)))


main()
