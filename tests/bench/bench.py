#!/usr/bin/env python3
"""./run bench: the figures of the design, each beside its floor in the same run.

    bench.py BIN_DIR [NAME…] [--json FILE] [--short] [--alone]

NAME chooses groups of rows; without, all. --short measures little of everything, to see that each
figure still comes. --alone takes the processor before every other program (root only): on a machine
that others use, it is what makes a figure."""

import argparse
import os
import sys

sys.dont_write_bytecode = True

import app_rows  # noqa: E402
import device_rows  # noqa: E402
import distribution_rows  # noqa: E402
import finance_rows  # noqa: E402
import inside_rows  # noqa: E402
import sync_rows  # noqa: E402
from place import Place, support  # noqa: E402
from report import print_head, print_row, write_json  # noqa: E402

GROUPS = {
    "first_sync": sync_rows.first_sync,
    "searchable": sync_rows.first_sync_searchable,
    "nothing_new": sync_rows.nothing_new,
    "delta": sync_rows.delta,
    "actions": sync_rows.actions,
    "devices": device_rows.many_first_syncs,
    "fan_out": device_rows.fan_out,
    "idle": device_rows.idle_devices,
    "live": device_rows.live,
    "inside": inside_rows.inside,
    "app": app_rows.app,
    "sample": app_rows.daemon_with_sample,
    "distribution": distribution_rows.distribution,
    "finance": finance_rows.finance,
    "finance_kills": finance_rows.finance_kills,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("bin_dir")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(GROUPS))
    parser.add_argument("--json", metavar="FILE")
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--alone", action="store_true")
    options = parser.parse_intermixed_args()
    unknown = [name for name in options.names if name not in GROUPS]
    if unknown:
        parser.error(f"no figures named {', '.join(unknown)}; there are {', '.join(GROUPS)}")
    if options.alone:
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))
    rows = []
    with support.scratch("bench") as folder:
        place = Place(options.bin_dir, folder, options.short)
        print_head()
        try:
            for name in options.names or GROUPS:
                for row in GROUPS[name](place):
                    rows.append(row)
                    print_row(row)
        finally:
            place.stop()
    if options.json:
        write_json(rows, options.json)


if __name__ == "__main__":
    main()
