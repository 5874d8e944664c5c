# SPDX-License-Identifier: Apache-2.0
"""Unordered concept match: all words of a term near each other in a clause of the assessment or plan.

With `lexicon` the synonyms of the Disease Ontology, abbreviations and rewrites are known as well.
"""
import collections
import json

from tabular import is_vague, rank, spoken
from text import assessment, is_negated, stem, words

SLACK = 3  # words that may stand between those of a term
SURE = 0.95  # share of an abbreviation's most frequent sense from which on it is taken


class Concepts:
    def __init__(self, tabular, lexicon=None):
        self.tabular, self.rewrites, terms = tabular, {}, {}
        for entry in sorted(tabular.entries.values(), key=rank):
            for term in [entry.title, spoken(entry.title), *entry.terms, *map(spoken, entry.terms)]:
                self._add(terms, term, entry.code)
        if lexicon:
            with open(lexicon / "doid_icd10cm.json", encoding="utf-8") as file:
                for term, code in json.load(file)["synonym_to_icd10cm"].items():
                    self._add(terms, term, code)
            self._read_rewrites(lexicon)
        frequency = collections.Counter(word for key in terms for word in key)
        self.by_rarest = collections.defaultdict(list)
        for key, code in terms.items():
            self.by_rarest[min(key, key=lambda word: (frequency[word], word))].append((key, code))
        for found in self.by_rarest.values():
            found.sort(key=lambda pair: -len(pair[0]))

    def _add(self, terms, term, code):
        """Takes a term; a single word only where it names a condition by itself."""
        key = frozenset(word for word, _, _ in words(term))
        if code not in self.tabular.entries or all(word.isdigit() for word in key):
            return
        if not key or len(key) == 1 and is_vague(min(key), code):
            return
        terms.setdefault(key, code)

    def _read_rewrites(self, lexicon):
        with open(lexicon / "abbr_sense_distribution_448.txt", encoding="utf-8") as lines:
            for line in lines:
                short, sense, share = line.rstrip("\n").split("\t")[:3]
                if float(share) >= SURE and len(short) > 1:
                    self.rewrites[tuple(w for w, _, _ in words(short))] = [w for w, _, _ in words(sense)]
        with open(lexicon / "rewrites.tsv", encoding="utf-8") as lines:
            for line in lines:
                if not line.startswith("#") and "\t" in line:
                    said, meant = line.rstrip("\n").split("\t")[:2]
                    self.rewrites[tuple(w for w, _, _ in words(said))] = [w for w, _, _ in words(spoken(meant))]
        self.rewrites.pop((), None)

    def rewritten(self, found):
        """The words with shorthand and lay wording replaced, each at the place of what it stands for."""
        result, at = [], 0
        while at < len(found):
            for length in range(min(6, len(found) - at), 0, -1):
                part = found[at:at + length]
                meant = self.rewrites.get(tuple(word for word, _, _ in part))
                if meant:
                    result += [(stem(word), part[0][1], part[-1][2]) for word in meant]
                    at += length
                    break
            else:
                result.append(found[at])
                at += 1
        return result

    def mentions(self, text):
        """Each concept that is not negated: (code as the term has it, from, to, its clause)."""
        for clause in assessment(text):
            found = self.rewritten(words(text[slice(*clause)], clause[0]))
            places = collections.defaultdict(list)
            for at, (word, _, _) in enumerate(found):
                places[word].append(at)
            candidates = [pair for word in places for pair in self.by_rarest.get(word, ())
                          if all(other in places for other in pair[0])]
            used = set()
            for key, code in sorted(candidates, key=lambda pair: (-len(pair[0]), pair[1])):
                taken = {next((at for at in places[word] if at not in used), -1) for word in key}
                if -1 in taken or max(taken) - min(taken) >= len(key) + SLACK:
                    continue
                used |= taken
                start, end = min(found[at][1] for at in taken), max(found[at][2] for at in taken)
                if not is_negated(text, clause, start):
                    yield code, start, end, clause

    def code(self, text):
        for code, start, end, _ in self.mentions(text):
            yield self.tabular.leaf(code), start, end
