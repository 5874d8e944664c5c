#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How case reports are read by terms that do not rest on them.

Many rows of Data/coding/terms-hospital.tsv were made from the evidence of the development half of CodiEsp. Each fifth of
its notes is read without the rows of that origin that no other note supports: a note supports a row that has its words
in the text and its code, or one below it, among its codes. Weights are those that are shipped.

usage: held_out_terms.py      (CLEANCLAIM_SHARED, CLEANCLAIM_HOME and CODING_BENCH as for measure.py)
"""
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import notes

FOLDS = 5
TABLE = "coding/terms-hospital.tsv"
GOLD = ("codes", "codes_affirmed", "codes_billable2026")


def words(text):
    """The words of a text without a plural's s."""
    found = re.findall(r"[a-z0-9]+", text.lower())
    return {word[:-1] if word.endswith("s") and len(word) > 3 else word for word in found}


def fold(record):
    return int(hashlib.md5(record["id"].encode()).hexdigest(), 16) % FOLDS


def supporters(row, records, texts):
    """The folds of the notes that support a row."""
    phrase, code = row.split("\t")[:2]
    code, needed = code.replace(".", ""), words(phrase)
    return {fold(record) for record in records
            if needed <= texts[record["id"]]
            and any(given.replace(".", "").startswith(code) for given in record["codes"])}


def evaluate(data, file, gold):
    """(precision, recall) by full code of the notes of a file."""
    answer = subprocess.run(
        [notes.BENCH, "eval", notes.HOME / "codebook", data, file], capture_output=True, text=True, check=True,
        env={**os.environ, "GOLD": gold}).stdout
    found = re.search(r"full P (\.\d+|1) R (\.\d+|1)", answer)
    return float(found.group(1)), float(found.group(2))


def main():
    file = notes.path("codiesp_en")
    if file is None or not notes.BENCH:
        notes.say("not measured: CLEANCLAIM_SHARED or CODING_BENCH is missing")
        return
    records = notes.read(file)
    texts = {record["id"]: words(record["text"]) for record in records}
    rows = (notes.ROOT / "Data" / TABLE).read_text().split("\n")
    folds = {row: supporters(row, records, texts) for row in rows
             if not row.startswith("#") and row.split("\t")[3:4] == ["codiesp"]}
    totals = {gold: [0.0, 0.0, 0] for gold in GOLD}
    with tempfile.TemporaryDirectory() as folder:
        data, part = Path(folder, "Data"), Path(folder, "codiesp_en", "part.ndjson")
        shutil.copytree(notes.ROOT / "Data", data)
        part.parent.mkdir()
        for held in range(FOLDS):
            kept = [row for row in rows if row not in folds or folds[row] - {held}]
            (data / TABLE).write_text("\n".join(kept))
            chosen = [record for record in records if fold(record) == held]
            part.write_text("".join(notes.json.dumps(record) + "\n" for record in chosen))
            for gold in GOLD:
                precision, recall = evaluate(data, part, gold)
                count = sum(len(record[gold]) for record in chosen)
                totals[gold][0] += recall * count
                totals[gold][1] += recall * count / precision
                totals[gold][2] += count
    for gold, (hits, said, count) in totals.items():
        precision, recall = hits / said, hits / count
        print(f"{gold}\tP {precision:.3f}\tR {recall:.3f}\tF1 {2 * precision * recall / (precision + recall):.3f}")


if __name__ == "__main__":
    main()
