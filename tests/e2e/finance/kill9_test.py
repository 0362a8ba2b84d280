#!/usr/bin/env python3
"""kill -9 at random moments of a run of many actuals leaves the same end state, row for row, as an
undisturbed run, with nothing posted twice, in bounded memory.

    kill9_test.py BIN_DIR [KILLS [ACTUALS [SEED]]]"""

import random
import sys

import actuals
from finance_support import ACTUALS, Peer, finance_site, run_measured
from support import scratch

PEAK_MIB_MAX = 200
ORDERED = ("VOUCHER", "EXTERNALREFERENCE", "MODIFIEDDATETIME", "JOURNALID", "LINENUMBER")
OURS = {"msdyn_externalreferenceid", "msdyn_externalreferencedate", "modifiedon", "createdon",
        "versionnumber", "@odata.etag"}


def end_state(site, folder, peer):
    """What both sides hold, without what follows from the moment or the order of things."""
    state = {}
    for name, rows in peer.state().items():
        if "Journal" in name:
            continue
        state[name] = sorted(str(sorted((column, value) for column, value in row.items()
                                        if column not in ORDERED)) for row in rows)
    ours = site.export(folder)
    rows = ours["msdyn_actuals.json"]
    state["here"] = sorted(str(sorted((column, str(value)) for column, value in row.items()
                                      if column not in OURS)) for row in rows.values())
    vouchers = {row["ACTUALID"]: row["VOUCHER"] for row in peer.state()[ACTUALS]}
    for one, voucher in vouchers.items():
        assert rows[one]["msdyn_externalreferenceid"] == voucher, (rows[one], voucher)
    return state


def check_books(peer, count):
    report = peer.report()
    assert report["double_posted"] == [], report["double_posted"]
    assert report["not_posted"] == [], len(report["not_posted"])
    assert report["posted"] >= count, report["posted"]
    assert report["counts"]["changed_after_journal"] == 0


def prepared(bin_dir, folder, peer, count):
    folder.mkdir(exist_ok=True)
    site = finance_site(bin_dir, folder, peer)
    actuals.add(site, folder, "many", count)
    return site


def undisturbed(bin_dir, folder, count):
    folder.mkdir()
    with Peer(folder) as peer:
        site = prepared(bin_dir, folder, peer, count)
        code, out, peak, seconds = run_measured(site)
        assert code in (0, 1), out
        check_books(peer, count)
        return end_state(site, folder / "end", peer), peak, seconds


def disturbed(bin_dir, folder, count, kills, seconds, chance):
    folder.mkdir()
    with Peer(folder) as peer:
        site = prepared(bin_dir, folder, peer, count)
        killed = 0
        peak = 0
        for _ in range(kills * 4):
            if killed == kills:
                break
            # Soon enough that work is left for all of them.
            code, _, mine, _ = run_measured(site, 0.02 + chance.random() * 0.8 * seconds / kills)
            peak = max(peak, mine)
            killed += code < 0
            if code >= 0:  # it was faster than the undisturbed run
                seconds /= 2
        assert killed == kills, killed
        for _ in range(3):
            code, out, mine, _ = run_measured(site)
            assert code in (0, 1), out
            peak = max(peak, mine)
        check_books(peer, count)
        return end_state(site, folder / "end", peer), peak


def compare(bin_dir, folder, count, kills, chance):
    """(seconds undisturbed, peak in MiB undisturbed, peak of all killed runs). Fails where the two
    end states differ."""
    calm, calm_peak, seconds = undisturbed(bin_dir, folder / "calm", count)
    rough, rough_peak = disturbed(bin_dir, folder / "rough", count, kills, seconds, chance)
    for name, rows in calm.items():
        assert rows == rough[name], (name, [
            pair for pair in zip(rows, rough[name]) if pair[0] != pair[1]][:2],
            len(rows), len(rough[name]))
    return seconds, calm_peak, rough_peak


def main(bin_dir, kills=50, count=3000, seed=None):
    seed = int(seed) if seed else random.SystemRandom().randrange(10 ** 6)
    kills, count = int(kills), int(count)
    print(f"seed {seed}")
    with scratch("finance-kill9") as folder:
        seconds, calm_peak, rough_peak = compare(bin_dir, folder, count, kills,
                                                 random.Random(seed))
        peak = max(calm_peak, rough_peak)
        print(f"{count} actuals, {kills} kills: the same end state; "
              f"undisturbed {seconds:.1f} s, peak {peak:.0f} MiB")
        assert peak <= PEAK_MIB_MAX, peak


if __name__ == "__main__":
    main(*sys.argv[1:])
