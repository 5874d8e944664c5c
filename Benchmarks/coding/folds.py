# SPDX-License-Identifier: Apache-2.0
"""Suggestions with confidences of weights that were fitted without the note they are about.

Each set is parted into five by the order of its notes. For each part, `coding-bench fit` fits the weights on the other
four of every set (and of the vignettes), in a copy of Data, and `coding-bench misses` codes the part left out, at every
threshold asked for. Nothing is random.
"""
import collections
import pathlib
import re
import shutil
import subprocess
import tempfile

import notes

PARTS = 5
VIGNETTES = notes.ROOT / "Tests/Fixtures/coding/vignettes.ndjson"
SAID = re.compile(r"  (ok  |FALSE) (\w+) (\d+) ")
GOLD = re.compile(r"== \S+ gold \[(.*)\]$")


def bench(command, data, files):
    answer = subprocess.run([notes.BENCH, command, notes.HOME / "codebook", data, *files],
                            capture_output=True, text=True, check=True)
    return answer.stdout.splitlines()


def set_threshold(weights, percent):
    text = re.sub(r"^(threshold\.\w+\t)\d+$", rf"\g<1>{percent}", weights.read_text(encoding="utf-8"), flags=re.M)
    weights.write_text(text, encoding="utf-8")


def suggestions(names, percents):
    """{(set, threshold): (suggestions as (confidence, is right), codes that people gave)}; None: as fitted."""
    found = collections.defaultdict(lambda: ([], 0))
    lines = {name: notes.path(name).read_text(encoding="utf-8").splitlines(True) for name in names}
    lines["vignettes"] = VIGNETTES.read_text(encoding="utf-8").splitlines(True)
    for part in range(PARTS):
        notes.say(f"fitting without part {part + 1} of {PARTS}")
        with tempfile.TemporaryDirectory() as folder:
            data = pathlib.Path(folder) / "Data"
            shutil.copytree(notes.ROOT / "Data", data)
            training = []
            for name, all_lines in lines.items():
                training.append(pathlib.Path(folder) / name / "fit.ndjson")
                training[-1].parent.mkdir()
                training[-1].write_text("".join(line for at, line in enumerate(all_lines) if at % PARTS != part),
                                        encoding="utf-8")
                (training[-1].parent / "left.ndjson").write_text("".join(all_lines[part::PARTS]), encoding="utf-8")
            bench("fit", data, training)
            for percent in percents:
                if percent is not None:
                    set_threshold(data / "coding/weights.tsv", percent)
                for name in names:
                    items, gold = found[name, percent]
                    for line in bench("misses", data, [pathlib.Path(folder) / name / "left.ndjson"]):
                        if said := SAID.match(line):
                            items.append((int(said[3]) / 1000, said[1] == "ok  "))
                        elif codes := GOLD.match(line):
                            gold += codes[1].count('"') // 2
                    found[name, percent] = (items, gold)
    return found
