# SPDX-License-Identifier: Apache-2.0
"""medspaCy: its matcher over titles and inclusion terms in the assessment and plan, and ConText for what is negated,
past or another's.

needs: medspacy
"""
import logging
import warnings

from tabular import is_vague, rank, spoken
from text import assessment, words


class Context:
    def __init__(self, tabular):
        warnings.filterwarnings("ignore")
        logging.disable(logging.WARNING)
        import spacy
        from loguru import logger
        import medspacy  # noqa: F401  registers the components
        from medspacy.ner import TargetRule
        logger.disable("PyRuSH")
        terms = {}
        for entry in sorted(tabular.entries.values(), key=rank):
            for term in [entry.title, spoken(entry.title), *entry.terms, *map(spoken, entry.terms)]:
                found = words(term)
                if len(found) > 1 or found and not is_vague(found[0][0], entry.code):
                    terms.setdefault(" ".join(term.lower().split()), tabular.leaf(entry.code))
        self.pipeline = spacy.blank("en")
        self.pipeline.max_length = 10_000_000
        self.pipeline.add_pipe("medspacy_pyrush")
        matcher = self.pipeline.add_pipe("medspacy_target_matcher")
        matcher.add([TargetRule(term, code) for term, code in terms.items()])
        self.pipeline.add_pipe("medspacy_context")

    def code(self, text):
        clauses = assessment(text)
        for entity in self.pipeline(text).ents:
            status = entity._
            inside = any(start <= entity.start_char < end for start, end in clauses)
            if inside and not (status.is_negated or status.is_family or status.is_historical or status.is_hypothetical):
                yield entity.label_, entity.start_char, entity.end_char
