"""Rows about the finance integration: many actuals to a double of Finance and Operations, posted
there, and their vouchers taken back; undisturbed, and killed again and again."""

import json
import random
import subprocess
import sys

from measure import Number
from place import support
from report import Row

sys.path.insert(0, str(support.SOURCE / "tests" / "e2e" / "finance"))
import actuals  # noqa: E402
import kill9_test  # noqa: E402
from finance_support import Peer, finance_site, run_measured  # noqa: E402

ACTUALS = 100_000
ACTUALS_SHORT = 2_000
PEAK_MIB_MAX = 200
KILLS, KILLS_SHORT = 50, 3


def finance(place):
    folder = place.new_folder("finance")
    count = ACTUALS_SHORT if place.short else ACTUALS
    with Peer(folder) as peer:
        site = finance_site(place.bin, folder, peer)
        subprocess.run([site.syncd, "--config", site.config, "import",
                        actuals.write(folder / "many", "bench", count)], check=True,
                       stdout=subprocess.DEVNULL)
        _, out, peak, seconds = run_measured(site)
        run = json.loads(out)
        report = peer.report()
        if report["double_posted"] or report["not_posted"] or report["posted"] < count:
            raise RuntimeError(f"{report['posted']} of {count} posted: {str(report)[:500]}")
    note = f"{report['posted']:,} actuals"
    yield Row("finance_actuals", Number.of([report["posted"] / seconds]), "rows/s", note=note)
    share = 100 * run["waited_for_peer_seconds"] / seconds
    yield Row("finance_share_of_peer", Number.of([share]), "%", note="the double, in Python")
    yield Row("finance_peak", Number.of([peak]), "MiB",
              bar=f"≤ {PEAK_MIB_MAX} MiB", value_max=PEAK_MIB_MAX,
              note=note if not place.short else note + ", few")


def finance_kills(place):
    """Fails unless the end state after the kills is that of an undisturbed run, row for row."""
    folder = place.new_folder("finance-kills")
    count, kills = (ACTUALS_SHORT, KILLS_SHORT) if place.short else (ACTUALS, KILLS)
    seed = random.SystemRandom().randrange(10 ** 6)
    _, _, rough_peak = kill9_test.compare(place.bin, folder, count, kills, random.Random(seed))
    note = f"{count:,} actuals, {kills} kills (seed {seed}): the same end state"
    yield Row("finance_kills_peak", Number.of([rough_peak]), "MiB", bar=f"≤ {PEAK_MIB_MAX} MiB",
              value_max=PEAK_MIB_MAX, note=note)
