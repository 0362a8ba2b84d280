#!/usr/bin/env python3
"""Runs python_client.py, the client on one page, against the real daemon.

    python_client_test.py BIN_DIR
"""

import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from support import Site, scratch

SIGNIN = "arjun.mehta.4@acct0.example"


def main(bin_dir):
    here = pathlib.Path(__file__).resolve().parent
    with scratch("python") as folder:
        site = Site(bin_dir, folder, "\n[sessions]\nallow_unsigned_devices = true\n")
        site.import_sample("--rebase-dates")
        site.start()
        try:
            done = subprocess.run([sys.executable, here / "python_client.py", site.url, SIGNIN,
                                   site.passwords()[SIGNIN]],
                                  capture_output=True, text=True, timeout=60)
        finally:
            code = site.stop()
    print(done.stdout, done.stderr, sep="")
    assert done.returncode == 0 and code == 0, (done.returncode, code)
    for line in ("signed in as Arjun Mehta", "digest agrees", ": applied",
                 "the decision came back as a row"):
        assert line in done.stdout, f"it did not say {line!r}"


if __name__ == "__main__":
    main(*sys.argv[1:])
