# SPDX-License-Identifier: Apache-2.0
"""The short run of the harness; `make torture` is the long one. Counts are printed: what was killed, lost, refused."""
import pytest

import again
import faults
import kills
import power
import underload
from harness import SERVER, spell


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def engine(request):
    if request.param == "PostgreSQL" and not SERVER:
        pytest.skip("no PostgreSQL: CLEANCLAIM_POSTGRESQL names no server")
    return request.param


@pytest.fixture
def show(capsys):
    def show(part, counts, why="this machine cannot"):
        if counts is None:
            pytest.skip(why)
        with capsys.disabled():
            print("\n    " + spell(part, counts))
        return counts
    return show


def test_killed_while_adding(engine, show):
    counts = show(f"killed while adding, {engine}", kills.killed_while_adding(engine, 12, 20))
    assert counts["kills"] >= 3


def test_killed_in_the_office(engine, show):
    counts = show(f"killed in the billing office, {engine}", kills.killed_in_the_office(engine, 12, 20))
    assert counts["rounds"] >= 1


def test_killed_while_backing_up(engine, show):
    counts = show(f"killed while backing up, {engine}", kills.killed_while_backing_up(engine, 10, 15))
    assert counts["backups proved"] > 0


def test_power_lost(show):
    counts = show("power lost", power.power_lost(50, 20), "there is no C compiler")
    assert counts["images"] >= 10


def test_the_nth_call_fails(show):
    counts = show("the nth call fails", faults.nth_fails(80, 20, step=9), "there is no C compiler")
    assert counts["of them reported"] > 0


def test_the_disk_is_full(show):
    show("a full disk", faults.disk_is_full(), "no root, or no file system may be mounted")


@pytest.mark.parametrize("kind", again.KINDS, ids=lambda kind: kind.name)
def test_the_same_again(engine, kind, show):
    show(f"{kind.name} again, {engine}", again.same_again(engine, kind, 10))


def test_replayed(show):
    show("replayed", again.replayed(800))


def test_backups_under_load(engine, show):
    show(f"backups under load, {engine}", underload.under_load(engine, 6, 20))
