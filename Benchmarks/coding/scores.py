# SPDX-License-Identifier: Apache-2.0
"""Precision, recall and F1 of the codes said, over all of them and as the mean over the codes."""
import collections


def ratio(part, whole):
    return part / whole if whole else 0.0


def f1(precision, recall):
    return ratio(2 * precision * recall, precision + recall)


def score(said, gold, level):
    """Micro and macro scores: ((P, R, F1), (P, R, F1)).

    `said` and `gold` map the id of a note to a set of codes; `level` makes of a code what is compared. Micro counts
    every code of every note alike. Macro is the mean over the codes: precision over those that were said, recall over
    those that people gave, F1 over both together.
    """
    hits, answers, wanted = collections.Counter(), collections.Counter(), collections.Counter()
    for note, codes in gold.items():
        right, mine = {level(code) for code in codes}, {level(code) for code in said.get(note, ())}
        hits.update(right & mine)
        answers.update(mine)
        wanted.update(right)
    precision, recall = ratio(hits.total(), answers.total()), ratio(hits.total(), wanted.total())
    micro = (precision, recall, f1(precision, recall))
    codes = answers.keys() | wanted.keys()
    macro = (
        ratio(sum(hits[code] / count for code, count in answers.items()), len(answers)),
        ratio(sum(hits[code] / count for code, count in wanted.items()), len(wanted)),
        ratio(sum(2 * hits[code] / (answers[code] + wanted[code]) for code in codes), len(codes)))
    return micro, macro
