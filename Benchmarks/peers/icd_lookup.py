# SPDX-License-Identifier: Apache-2.0
"""simple-icd-10-cm (PyPI): one code looked up in a process of its own, or validity in memory.

usage: icd_lookup.py CODE          what a script that looks one code up does
       icd_lookup.py --validity    nanoseconds a call of is_valid_item, for all codes in no order
"""
import random
import sys
import time

import simple_icd_10_cm as cm


def validity():
    codes = cm.get_all_codes(True)
    random.Random(20260401).shuffle(codes)
    times = []
    for _ in range(5):
        start = time.process_time_ns()
        for code in codes:
            cm.is_valid_item(code)
        times.append((time.process_time_ns() - start) / len(codes))
    print(f"peer.validity_ns\t{sorted(times)[2]:.0f}")


if sys.argv[1] == "--validity":
    validity()
else:
    code = sys.argv[1]
    print(code, cm.get_description(code), cm.is_leaf(code), cm.get_ancestors(code), cm.get_excludes1(code),
          cm.get_excludes2(code), cm.get_use_additional_code(code), cm.get_code_first(code))
