"""Rows about the finance integration: many actuals to a double of Finance and Operations, posted
there, and their vouchers taken back."""

import json
import os
import subprocess
import sys
import time

from measure import Number
from place import support
from report import Row

sys.path.insert(0, str(support.SOURCE / "tests" / "e2e" / "finance"))
import actuals  # noqa: E402
from finance_support import Peer, finance_site  # noqa: E402

ACTUALS = 100_000
ACTUALS_SHORT = 2_000
PEAK_MIB_MAX = 200


def finance(place):
    folder = place.new_folder("finance")
    count = ACTUALS_SHORT if place.short else ACTUALS
    with Peer(folder) as peer:
        site = finance_site(place.bin, folder, peer)
        subprocess.run([site.syncd, "--config", site.config, "import",
                        actuals.write(folder / "many", "bench", count)], check=True,
                       stdout=subprocess.DEVNULL)
        begin = time.monotonic()
        process = subprocess.Popen(
            [site.syncd, "--config", site.config, "integration", "run", "--json"],
            stdout=subprocess.PIPE, text=True)
        run = json.loads(process.stdout.read())
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
        seconds = time.monotonic() - begin
        report = peer.report()
        if report["double_posted"] or report["not_posted"] or report["posted"] < count:
            raise RuntimeError(f"{report['posted']} of {count} posted: {str(report)[:500]}")
    note = f"{report['posted']:,} actuals"
    yield Row("finance_actuals", Number.of([report["posted"] / seconds]), "rows/s", note=note)
    share = 100 * run["waited_for_peer_seconds"] / seconds
    yield Row("finance_share_of_peer", Number.of([share]), "%", note="the double, in Python")
    yield Row("finance_peak", Number.of([usage.ru_maxrss / 1024]), "MiB",
              bar=f"≤ {PEAK_MIB_MAX} MiB", value_max=PEAK_MIB_MAX,
              note=note if not place.short else note + ", few")
