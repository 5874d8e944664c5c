# SPDX-License-Identifier: Apache-2.0
"""BM25: each clause of the note is one phrase, and its best code is said."""
import collections
import math

from text import clauses, words


class BM25:
    K, B = 1.2, 0.75

    def __init__(self, tabular):
        self.codes, self.postings, lengths = [], collections.defaultdict(list), []
        for entry in tabular.entries.values():
            if entry.children:
                continue
            for term in [entry.title, *entry.terms]:
                counts = collections.Counter(word for word, _, _ in words(term))
                for word, count in counts.items():
                    self.postings[word].append((len(lengths), count))
                self.codes.append(tabular.leaf(entry.code))
                lengths.append(sum(counts.values()))
        mean = sum(lengths) / len(lengths)
        for word, found in self.postings.items():
            weight = math.log(1 + (len(lengths) - len(found) + 0.5) / (len(found) + 0.5))
            self.postings[word] = [
                (at, weight * count * (self.K + 1) / (count + self.K * (1 - self.B + self.B * lengths[at] / mean)))
                for at, count in found]

    def code(self, text):
        for start, end in clauses(text):
            scores = collections.defaultdict(float)
            for word in {word for word, _, _ in words(text[start:end])}:
                for at, weight in self.postings.get(word, ()):
                    scores[at] += weight
            if scores:
                yield self.codes[max(scores, key=lambda at: (scores[at], -at))], start, end
