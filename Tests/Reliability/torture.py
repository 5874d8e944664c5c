# SPDX-License-Identifier: Apache-2.0
"""The long run: `make torture`, or a part of it: `make torture PARTS="kills power"`. COUNT is how many thousand kills,
images and faults at most, SECONDS how long each part at most."""
import argparse
import sys
import time

import again
import faults
import kills
import power
import underload
from harness import ENGINES, Broken, spell
from server import Server


def parts(count, seconds):
    """Each part by its name: what is printed and what counts."""
    for engine in ENGINES:
        share = count * 3 // 4 if engine == "SQLite" else count // 2
        yield "kills", f"R1 killed while adding, {engine}", lambda: kills.killed_while_adding(engine, share, seconds)
        yield ("kills", f"R1 killed in the billing office, {engine}",
               lambda: kills.killed_in_the_office(engine, share, seconds))
        yield ("kills", f"R1 killed while backing up, {engine}",
               lambda: kills.killed_while_backing_up(engine, count // 4, seconds))
    if Server.is_there():
        yield "server", "R1 server killed", lambda: kills.server_killed(max(10, count // 25), seconds)
    yield "power", "R2 power lost", lambda: power.power_lost(count // 2 * 2, seconds)
    yield "faults", "R3 the nth call fails", lambda: faults.nth_fails(count * 10, seconds)
    yield "faults", "R3 a full disk", lambda: faults.disk_is_full(range(50, 2250, 50))
    for engine in ENGINES:
        for kind in again.KINDS:
            yield "again", f"R6 {kind.name} again, {engine}", lambda: again.same_again(engine, kind, 100)
    yield "replay", "R12 replayed", lambda: again.replayed(20_000)
    for engine in ENGINES:
        yield "load", f"R14 backups under load, {engine}", lambda: underload.under_load(engine, 60, seconds)


def main():
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--count", type=int, default=2000)
    reader.add_argument("--seconds", type=float, default=1200)
    reader.add_argument("parts", nargs="*")
    options = reader.parse_args()
    broken = 0
    for name, title, run in parts(options.count, options.seconds):
        if options.parts and name not in options.parts:
            continue
        begun = time.monotonic()
        try:
            counts = run()
            text = spell(title, counts) if counts else f"{title}: skipped, this machine cannot"
        except Broken as failure:
            broken += 1
            text = f"{title}: BROKEN: {failure}"
        print(f"{text} ({time.monotonic() - begun:.0f} s)", flush=True)
    print("something was lost or doubled" if broken else "nothing lost, nothing twice")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
