#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Asks pyx12, an independent validator, what it thinks of X12 files.

    check_pyx12.py FILE...

pyx12 4.0.0 is installed once with pip into a virtual environment under .build/pyx12 (or under
$CLEANCLAIM_PYX12). Its exit status says nothing, so its words are read. The status of this script is
0 where every file is OK, 1 where one is not, and 77 where pyx12 cannot be installed.
"""

import os
import pathlib
import subprocess
import sys
import venv

VERSION = "4.0.0"
ROOT = pathlib.Path(__file__).resolve().parents[2]


def validator():
    """The path of x12valid: beside this Python, or installed if it is not there."""
    beside = pathlib.Path(sys.executable).parent / "x12valid"
    if beside.exists():
        return str(beside)
    home = pathlib.Path(os.environ.get("CLEANCLAIM_PYX12", ROOT / ".build" / "pyx12"))
    program = home / "bin" / "x12valid"
    if not program.exists():
        venv.create(home, with_pip=True)
        pip = [str(home / "bin" / "pip"), "install", "--quiet", f"pyx12=={VERSION}"]
        if subprocess.run(pip).returncode != 0:
            print("skipped: pyx12 cannot be installed", file=sys.stderr)
            sys.exit(77)
    return str(program)


def main(files):
    if not files:
        print(__doc__, file=sys.stderr)
        return 2
    program = validator()
    bad = 0
    for name in files:
        done = subprocess.run([program, name], capture_output=True, text=True)
        words = done.stdout + done.stderr
        if f"{name}: OK" in words.splitlines():
            print(f"{name}: OK")
        else:
            bad += 1
            print(words.rstrip() or f"{name}: no answer")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
