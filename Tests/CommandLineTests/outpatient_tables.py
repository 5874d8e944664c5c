# SPDX-License-Identifier: Apache-2.0
"""The raw outpatient addenda, read a second time, and an installation that has them."""
import csv
import os
import pathlib
import subprocess

import pytest

from conftest import PROGRAM, ROOT

SHARED = os.environ.get("CLEANCLAIM_SHARED")
FOLDER = pathlib.Path(SHARED or "/nowhere") / "data" / "opps"
BLANKS = " \t\r\n\x00ÿ "


def cells(part, encoding="utf-8"):
    """The rows of the file whose name has `part`, without blanks around values; the number of the line first."""
    path = next(path for path in sorted(FOLDER.iterdir()) if part in path.name)
    with open(path, encoding=encoding, newline="") as file:
        reader, start = csv.reader(file, delimiter="\t"), 1
        for row in reader:
            yield start, [cell.strip(BLANKS) for cell in row]
            start = reader.line_num + 1


def below(part, first, encoding="utf-8"):
    """The rows below the header that has the column `first`."""
    found = False
    for line, row in cells(part, encoding):
        if found and any(row):
            yield line, row
        found = found or first in row


def read():
    """The addenda by name."""
    tables = {"A": {}, "B": {}, "J": {}, "P": {}, "M": {}, "pairs": {}, "E": set()}
    for line, row in below("Addendum A.", "Group Title", "latin-1"):
        tables["A"][row[0]] = dict(
            line=line, title=row[1], status=row[2], rate=money(row[4]), national=money(row[5]),
            minimum=money(row[6]), percent=row[7], adjusted=money(row[8]))
    for line, row in below("Addendum B.", "HCPCS Code"):
        tables["B"][row[0]] = dict(
            line=line, status=row[3], apc=row[4], rate=money(row[6]), national=money(row[7]),
            minimum=money(row[8]), percent=row[9], adjusted=money(row[10]))
    for line, row in below("Rank for", "HCPCS Code"):
        tables["J"][row[0]] = dict(line=line, rank=int(row[8].replace(",", "")), apc=row[3])
    for line, row in below("Complxity", "Primary HCPCS Code"):
        tables["pairs"][row[0], row[4]] = dict(line=line, code=row[8], apc=row[9])
    for line, row in below("Addendum M", "HCPCS Code"):
        tables["M"][row[0]] = dict(line=line, apc=row[4], composite=row[5])
    for line, row in below("Addendum P", "HCPCS"):
        tables["P"][row[0]] = dict(line=line, apc=row[3], amount=money(row[7]))
    for line, row in below("Addendum E", "HCPCS Code"):
        tables["E"].add(row[0])
    return tables


def money(text):
    """A published amount as text without its signs; nothing where there is none."""
    text = text.replace("$", "").replace(",", "")
    return None if text in ("", ".") else text


@pytest.fixture(scope="session")
def addenda():
    if not FOLDER.is_dir():
        pytest.skip(f"CLEANCLAIM_SHARED names no folder with data/opps: {SHARED}")
    return read()


@pytest.fixture(scope="session")
def opps(addenda, tmp_path_factory):
    """Runs the program on an installation that has the published addenda."""
    home = tmp_path_factory.mktemp("opps")

    def run(*arguments, text=""):
        return subprocess.run([PROGRAM, *map(str, arguments), "--home", str(home)], input=text, capture_output=True,
                              text=True, cwd=ROOT, timeout=600)
    done = run("codes", "import", FOLDER)
    assert done.returncode == 0, done.stderr
    return run
