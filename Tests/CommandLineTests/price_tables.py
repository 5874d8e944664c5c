# SPDX-License-Identifier: Apache-2.0
"""A made-up table of DRG weights in the publisher's own shape, and an installation that has it."""
import subprocess

import pytest

from conftest import PROGRAM, ROOT

# DRG, post-acute, special pay, MDC, type, title, weight before the cap, weight, geometric and arithmetic mean stay
ROWS = [
    ("101", "No", "No", "PRE", "SURG", "MADE-UP TRANSPLANT WITH MCC", "12.3456", "12.3456", "18.2", "24.0"),
    ("102", "No", "No", "PRE", "SURG", "MADE-UP TRANSPLANT WITHOUT MCC", "7.0000", "7.1000", "9.5", "11.0"),
    ("201", "Yes", "No", "05", "MED", "MADE-UP FAILURE WITH MCC", "1.9876", "1.9876", "4.8", "6.1"),
    ("202", "Yes", "No", "05", "MED", "MADE-UP FAILURE WITH CC", "1.2345", "1.2345", "3.4", "4.0"),
    ("203", "Yes", "No", "05", "MED", "MADE-UP FAILURE WITHOUT CC/MCC", "0.8765", "0.8765", "2.1", "2.6"),
    ("301", "Yes", "Yes", "08", "SURG", '"MADE-UP JOINT, LARGE, WITH CC/MCC"', "3.2109", "3.2109", "5.0", "6.6"),
    ("302", "Yes", "Yes", "08", "SURG", '"MADE-UP JOINT, LARGE, WITHOUT CC/MCC"', "2.0101", "2.0101", "1.9", "2.2"),
    ("789", "No", "No", "15", "MED", "NEONATES, MADE-UP", "1.8000", "1.8000", "1.8", "1.8"),
    ("927", "No", "No", "22", "SURG", "MADE-UP BURNS", "18.7654", "18.7654", "22.9", "31.4"),
    ("998", "No", "No", " ", "**", "MADE-UP, NOT A DISCHARGE DIAGNOSIS", ".", ".", ".", "."),
]
HEADER = ("MS-DRG \tFY 2026 Final Post-Acute DRG\tFY 2026 Final Special Pay DRG\tMDC\tTYPE\tMS-DRG Title\t"
          "Weights - Before Cap\tWeights - 10% Cap Applied \tGeometric mean LOS\tArithmetic mean LOS\t\r\n")


@pytest.fixture(scope="session")
def price(tmp_path_factory):
    """Runs the program on an installation that has the made-up table."""
    home = tmp_path_factory.mktemp("prices")
    table = home / "table5.txt"
    rows = "".join("\t".join(row) + "\t\r\n" for row in ROWS)
    table.write_bytes(b'"TABLE 5.\x97MADE UP, \n FY 2026 Final Rule"\t\t\t\t\t\t\t\t\t\t\r\n' + HEADER.encode()
                      + rows.encode() + b"\t\t\t\t\t\t\t\t\t\t\r\n")

    def run(*arguments, text=""):
        return subprocess.run([PROGRAM, *map(str, arguments), "--home", str(home)], input=text, capture_output=True,
                              text=True, cwd=ROOT, timeout=120)
    done = run("codes", "import", table)
    assert done.returncode == 0, done.stderr
    return run
