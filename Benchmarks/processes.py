#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Times processes from outside.

usage: processes.py times RUNS NAME -- COMMAND…    NAME.median_ms and NAME.p95_ms, start to exit
       processes.py once NAME -- COMMAND…          NAME.seconds, .processor_seconds, .rss_kib, .private_kib

Each figure is a line: its name, a tab, its value. What the command prints is thrown away.
"""
import os
import subprocess
import sys
import time


def times(runs, name, command):
    taken = []
    for _ in range(runs + 3):
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        taken.append((time.perf_counter() - start) * 1000)
    taken = sorted(taken[3:])
    print(f"{name}.median_ms\t{taken[len(taken) // 2]:.1f}")
    print(f"{name}.p95_ms\t{taken[len(taken) * 95 // 100]:.1f}")


def private_kib(process):
    """The private memory of a process now; 0 where it is gone."""
    try:
        with open(f"/proc/{process}/smaps_rollup", encoding="ascii") as rollup:
            return sum(int(line.split()[1]) for line in rollup
                       if line.startswith(("Private_Clean", "Private_Dirty")))
    except (OSError, IndexError):
        return 0


def once(name, command):
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        private = 0
        while True:
            done, status, usage = os.wait4(process.pid, os.WNOHANG)
            if done:
                break
            private = max(private, private_kib(process.pid))
            time.sleep(0.02)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    print(f"{name}.seconds\t{time.perf_counter() - start:.2f}")
    print(f"{name}.processor_seconds\t{usage.ru_utime + usage.ru_stime:.2f}")
    print(f"{name}.rss_kib\t{usage.ru_maxrss}")
    print(f"{name}.private_kib\t{private}")


split = sys.argv.index("--")
if sys.argv[1] == "times":
    times(int(sys.argv[2]), sys.argv[3], sys.argv[split + 1:])
else:
    once(sys.argv[2], sys.argv[split + 1:])
