# SPDX-License-Identifier: Apache-2.0
"""Exact dictionary: titles and inclusion terms of the tabular list, word for word, over the whole note."""
from tabular import rank, spoken
from text import clauses, words


class Dictionary:
    def __init__(self, tabular):
        self.terms = {}
        for entry in sorted(tabular.entries.values(), key=rank):
            for term in [entry.title, spoken(entry.title), *entry.terms, *map(spoken, entry.terms)]:
                key = tuple(word for word, _, _ in words(term))
                if key:
                    self.terms.setdefault(key, tabular.leaf(entry.code))
        self.longest = max(map(len, self.terms))

    def code(self, text):
        for clause in clauses(text):
            found = words(text[slice(*clause)], clause[0])
            at = 0
            while at < len(found):
                for length in range(min(self.longest, len(found) - at), 0, -1):
                    part = found[at:at + length]
                    code = self.terms.get(tuple(word for word, _, _ in part))
                    if code:
                        yield code, part[0][1], part[-1][2]
                        at += length - 1
                        break
                at += 1
