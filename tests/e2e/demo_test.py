#!/usr/bin/env python3
"""Runs demo.sh and checks that it ends well and says what it promises.

    demo_test.py BIN_DIR
"""

import pathlib
import subprocess
import sys
import time

LINES = [
    "1. A server for the sample organisation",
    "arjun    ",
    "3. The server is gone",
    "does not answer",
    "Saved on this device: Approve quote",
    "Saved on this device: Reject quote",
    "Saved on this device: Accept opportunity",
    "Saved on this device: Decline opportunity",
    "Saved on this device: Accept booking",
    "5. What waits on each device",
    "Done: Approve quote",
    "Two people changed",
    "Renée's device now reads +49 30 5550 200, Werkstraße 7.",
    "= the server's",
    "Done: 8 decisions made offline",
]


def main(bin_dir):
    here = pathlib.Path(__file__).resolve().parent
    started = time.monotonic()
    done = subprocess.run([here / "demo.sh", bin_dir], capture_output=True, text=True, timeout=120)
    took = time.monotonic() - started
    print(done.stdout, done.stderr, sep="")
    assert done.returncode == 0, f"demo.sh ended with {done.returncode}"
    for line in LINES:
        assert line in done.stdout, f"it did not say {line!r}"
    assert done.stderr == "", "noise on standard error"
    assert took < 30, f"the demo took {took:.0f} s"


if __name__ == "__main__":
    main(*sys.argv[1:])
