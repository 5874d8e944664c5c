# SPDX-License-Identifier: Apache-2.0
"""How right the codes are by weights that were fitted without the note they are about, as `coding-bench folds` says."""
import dataclasses
import subprocess

import notes
from scores import f1, ratio

VIGNETTES = notes.ROOT / "Tests/Fixtures/coding/vignettes.ndjson"
BANDS = 10


@dataclasses.dataclass
class Crossed:
    """What came of a set. Counts are (right, said, given by people)."""

    notes: int
    scores: dict = dataclasses.field(default_factory=dict)  # (gold, level): counts
    curve: dict = dataclasses.field(default_factory=dict)  # --abstain in percent: counts
    said: list = dataclasses.field(default_factory=list)  # (confidence, is right), of every suggestion at no threshold
    given: list = dataclasses.field(default_factory=list)  # the same, at the thresholds that were fitted
    misses: dict = dataclasses.field(default_factory=dict)  # cause: codes


def measured(names):
    """{set: Crossed}; empty where the benchmark program or the sets are not at hand."""
    files = [notes.path(name) for name in names if notes.path(name)]
    if not files or not notes.BENCH:
        notes.say("nothing is cross-validated: CODING_BENCH names no program" if files
                  else "nothing is cross-validated: the sets are not under CLEANCLAIM_SHARED")
        return {}
    notes.say("cross-validation: weights fitted without the fold of each note")
    answer = subprocess.run([notes.BENCH, "folds", notes.HOME / "codebook", notes.ROOT / "Data", *files, VIGNETTES],
                            capture_output=True, text=True, check=True)
    found = {file.parent.name: Crossed(len(notes.read(file))) for file in files}
    for line in answer.stdout.splitlines():
        kind, *cells = line.split("\t")
        if cells and cells[0] in found:
            take(found[cells[0]], kind, cells[1:])
    return found


def take(one, kind, cells):
    if kind == "score":
        one.scores[cells[0], cells[1]] = tuple(map(int, cells[2:]))
    elif kind == "curve":
        one.curve[int(cells[0])] = tuple(map(int, cells[1:]))
    elif kind == "miss":
        one.misses[cells[0]] = int(cells[1])
    elif kind in ("said", "given"):
        getattr(one, kind).append((int(cells[0]) / 1000, cells[1] == "1"))


def rates(counts):
    """Precision, recall, F1."""
    right, said, given = counts
    precision, recall = ratio(right, said), ratio(right, given)
    return precision, recall, f1(precision, recall)


def calibration(items):
    """(bands as (suggestions, mean confidence, share right), expected calibration error)."""
    bands, error = [], 0.0
    for band in range(BANDS):
        inside = [item for item in items if min(BANDS - 1, int(item[0] * BANDS)) == band]
        if inside:
            mean = sum(confidence for confidence, _ in inside) / len(inside)
            right = sum(is_right for _, is_right in inside) / len(inside)
            bands.append((len(inside), mean, right))
            error += len(inside) * abs(mean - right) / len(items)
    return bands, error
