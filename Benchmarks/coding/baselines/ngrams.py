# SPDX-License-Identifier: Apache-2.0
"""TF-IDF over runs of 3 to 5 characters: short clauses of the assessment, each with its nearest term.

needs: scikit-learn
"""
from tabular import spoken
from text import assessment, words

LONGEST = 8  # words of a clause that may name a problem
NEAREST = 0.55  # cosine from which on a term is meant


class NGrams:
    def __init__(self, tabular):
        from sklearn.feature_extraction.text import TfidfVectorizer
        terms = {}
        for entry in tabular.entries.values():
            for term in [entry.title, spoken(entry.title), *map(spoken, entry.terms)]:
                if term:
                    terms.setdefault(term.lower(), tabular.leaf(entry.code))
        self.codes = list(terms.values())
        self.vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
        self.matrix = self.vectorizer.fit_transform(terms).T.tocsr()

    def code(self, text):
        short = [(start, end) for start, end in assessment(text) if 0 < len(words(text[start:end])) <= LONGEST]
        if not short:
            return
        near = (self.vectorizer.transform([text[start:end].lower().strip(" -•\n") for start, end in short])
                @ self.matrix).tocsr()
        for row, (start, end) in enumerate(short):
            values = near.data[near.indptr[row]:near.indptr[row + 1]]
            if len(values) and values.max() >= NEAREST:
                yield self.codes[near.indices[near.indptr[row] + values.argmax()]], start, end
