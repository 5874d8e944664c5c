#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Codes notes by one of the baselines, as `cleanclaim code --ndjson` does.

usage: run.py NAME SHARED < notes.ndjson > codes.ndjson     (prints to the standard error: processor seconds of coding alone)
"""
import json
import pathlib
import sys
import time

from tabular import Tabular


def made(name, shared):
    """The baseline of a name, ready to code."""
    from bm25 import BM25
    from concepts import Concepts
    from dictionary import Dictionary
    from ngrams import NGrams
    tabular, lexicon = Tabular(shared), shared / "lexicon"
    if name == "dictionary":
        return Dictionary(tabular)
    if name == "bm25":
        return BM25(tabular)
    if name == "ngrams":
        return NGrams(tabular)
    if name == "concepts":
        return Concepts(tabular)
    if name == "lexicon":
        return Concepts(tabular, lexicon)
    if name == "context":
        from context import Context
        return Context(tabular)
    from guidelines import Guidelines
    return Guidelines(Concepts(tabular, lexicon), drops_symptoms=name == "symptoms")


def main(name, shared):
    baseline, seconds = made(name, pathlib.Path(shared)), 0.0
    for line in sys.stdin:
        note = json.loads(line)
        start = time.process_time()
        codes = {}
        for code, begin, end in baseline.code(note["text"]):
            codes.setdefault(code, []).append([begin, end])
        seconds += time.process_time() - start
        for spans in codes.values():
            spans[:] = [[len(note["text"][:place].encode()) for place in span] for span in spans]
        print(json.dumps({"id": note["id"], "codes": [{"code": c, "spans": s} for c, s in codes.items()]}))
    print(f"{seconds:.6f}", file=sys.stderr)


main(*sys.argv[1:])
