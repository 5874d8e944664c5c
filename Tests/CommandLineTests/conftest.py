# SPDX-License-Identifier: Apache-2.0
"""What the tests of the program from outside share: the program, and installations to run it on."""
import os
import pathlib
import shutil
import subprocess
import types

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("CLEANCLAIM_PROGRAM", str(ROOT / ".build/release/cleanclaim"))
DEFAULTS = [
    "icd10cm-tabular-2026-04-01", "icd10cm-tabular-2025-04-01", "icd10cm-tabular-2021-01-01",
    "icd10cm-order-2021-01-01", "icd10cm-validity-2015-10-01", "icd10pcs-titles-2024-04-01",
    "icd10pcs-validity-2015-10-01", "icd9cm-titles-2014-10-01", "icd9cm-validity-1985-10-01",
    "icd10cm-gem-to-icd9cm-2015-10-01", "icd9cm-gem-to-icd10cm-2015-10-01",
    "icd10cm-concepts-2026-04-01", "icd10cm-concepts-2025-04-01", "icd10cm-concepts-2021-01-01",
]


def installed():
    """The folder of the installation on this machine."""
    data = os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")
    return pathlib.Path(os.environ.get("CLEANCLAIM_HOME") or f"{data}/cleanclaim")


@pytest.fixture(scope="session")
def homes(tmp_path_factory):
    """Installations: one with a known part of the default code sets, an empty one, a damaged one."""
    codebooks = installed() / "codebook"
    if not all((codebooks / f"{name}.codebook").exists() for name in DEFAULTS):
        pytest.skip(f"the default code sets are not installed in {installed()}")
    top = tmp_path_factory.mktemp("homes")
    for home in ("home", "damaged"):
        (top / home / "codebook").mkdir(parents=True)
        for name in DEFAULTS:
            (top / home / "codebook" / f"{name}.codebook").symlink_to(codebooks / f"{name}.codebook")
    broken = top / "damaged" / "codebook" / "icd10pcs-titles-2024-04-01.codebook"
    broken.unlink()
    shutil.copy(codebooks / broken.name, broken)
    with open(broken, "r+b") as file:
        file.seek(1_000_000)
        byte = file.read(1)[0]
        file.seek(1_000_000)
        file.write(bytes([byte ^ 1]))
    return types.SimpleNamespace(
        home=top / "home", damaged=top / "damaged", empty=top / "empty", broken=broken)


@pytest.fixture(scope="session")
def faults(tmp_path_factory):
    """The library that kills the program, or fills its disk, at a call of a given number."""
    if not shutil.which("cc"):
        pytest.skip("there is no C compiler")
    library = tmp_path_factory.mktemp("faults") / "io_faults.so"
    source = pathlib.Path(__file__).with_name("io_faults.c")
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
    return str(library)


@pytest.fixture(scope="session")
def cleanclaim(homes):
    """Runs the program on the installation with code sets; gives status, output and errors."""
    def run(*arguments, text="", home=None, before=(), seconds=120):
        environment = {**os.environ, "CLEANCLAIM_HOME": str(home or homes.home)}
        return subprocess.run(
            [*before, PROGRAM, *map(str, arguments)], input=text, capture_output=True, text=True,
            env=environment, cwd=ROOT, timeout=seconds)
    return run


@pytest.fixture(scope="session")
def msdrg():
    """Runs `group msdrg` on this machine's installation, bytes in and bytes out."""
    if not list((installed() / "codebook").glob("msdrg-grouper-*.codebook")):
        pytest.skip(f"no MS-DRG grouper is installed in {installed()}")

    def run(*arguments, data=b"", seconds=120):
        return subprocess.run(
            [PROGRAM, "group", "msdrg", *map(str, arguments)], input=data, capture_output=True, cwd=ROOT,
            env={**os.environ, "CLEANCLAIM_HOME": str(installed())}, timeout=seconds)
    return run
