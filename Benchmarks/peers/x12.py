#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Times pyx12 and linuxforhealth-x12 over one small 837P; a peer that cannot be imported or fails is left out.

usage: x12.py FILE CLAIMS
"""
import io
import logging
import os
import sys
import time


def pyx12(path):
    import pyx12.params
    import pyx12.x12n_document
    logging.disable(logging.CRITICAL)
    parameters = pyx12.params.params()
    with open(path, encoding="ascii") as source:
        pyx12.x12n_document.x12n_document(parameters, source, io.StringIO(), None)


def linuxforhealth(path):
    from linuxforhealth.x12.io import X12ModelReader
    with X12ModelReader(path) as reader:
        for _ in reader.models():
            pass


def main(path, claims):
    for name, judge in (("pyx12", pyx12), ("linuxforhealth", linuxforhealth)):
        start = time.perf_counter()
        try:
            judge(path)
        except Exception as fault:
            print(f"{name}: {fault!r}"[:300], file=sys.stderr)
            continue
        seconds = time.perf_counter() - start
        print(f"peer.{name}_mbs\t{os.path.getsize(path) / seconds / 1e6:.3f}")
        print(f"peer.{name}_claims\t{claims / seconds:.1f}")


main(sys.argv[1], int(sys.argv[2]))
