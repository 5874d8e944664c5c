# SPDX-License-Identifier: Apache-2.0
"""Notes as the baselines read them: words with their places, clauses, the assessment, negation."""
import re

WORD = re.compile(r"[A-Za-z0-9]+")
CLAUSE = re.compile(r"[^.;:\n•]+(?:\.\d[^.;:\n•]*)*")
HEADING = re.compile(r"^[ \t]*([A-Z][A-Za-z /&,]{2,50}?)[ \t]*:?[ \t]*$", re.M)
WANTED = re.compile(r"assessment|impression|plan$|diagnos[ei]s", re.I)
SKIPPED = re.compile(r"\s*[-•*]?\s*(patient education|medical treatment|additional testing|specialist referral)", re.I)
EMPTY = frozenset(("of the a an and or in with due to by for on at his her is was are has had patient this that as be"
                   " it s type").split())
NEGATION = re.compile(
    r"\b(no|not|denies|denied|deny|without|negative for|rule out|ruled out|absence of|absent|free of|never|none"
    r"|no evidence of|no signs? of|unlikely|neither|nor|cannot|family history|mother|father|r/o)\b", re.I)


def stem(word):
    """A word in lower case and singular."""
    word = word.lower()
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and word[-2] not in "sui":
        return word[:-1]
    return word


def words(text, start=0):
    """The words of a text that carry meaning: (stem, from, to)."""
    found = ((stem(match[0]), match.start() + start, match.end() + start) for match in WORD.finditer(text))
    return [word for word in found if word[0] not in EMPTY]


def clauses(text):
    """The clauses of a text: (from, to)."""
    return [(match.start(), match.end()) for match in CLAUSE.finditer(text) if match[0].strip()]


def assessment(text):
    """The clauses of the assessment and the plan; all where a note has neither."""
    heads = [(m.start(), m.end(), m[1]) for m in HEADING.finditer(text) if m[1].isupper() or WANTED.search(m[1])]
    kept = []
    for (_, start, name), following in zip(heads, heads[1:] + [(len(text), 0, "")]):
        if WANTED.search(name):
            kept += [(a + start, b + start) for a, b in clauses(text[start:following[0]])]
    return kept or clauses(text)


def is_negated(text, clause, start):
    """Whether a cue stands before the place in its clause."""
    return NEGATION.search(text, clause[0], start) is not None
