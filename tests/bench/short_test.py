#!/usr/bin/env python3
"""Runs every figure in little and looks at what was printed: that each row is there with sane content.
Times decide nothing."""

import json
import math
import pathlib
import subprocess
import sys
import tempfile

ROWS = {
    "first_sync_2000", "first_sync_2000_client_cpu", "first_sync_2000_daemon_cpu",
    "first_sync_2000_client_peak", "daemon_peak", "page_copy", "first_sync_wire", "nothing_new_up",
    "nothing_new_down", "first_sync_searchable", "first_page", "nothing_new_2000", "delta_1000",
    "actions_100", "actions_100_daemon_cpu", "action_saved", "first_sync_5_devices",
    "first_sync_5_devices_equal_scopes", "change_to_5_devices", "idle_devices",
    "idle_devices_share", "idle_devices_tls", "idle_devices_tls_share", "commit_beside_10_devices",
    "commit_beside_50_devices", "live_p50", "live_p99", "list_any_sort", "search_newest",
    "search_ranked", "distribution_one_of_10000", "finance_actuals", "finance_peak",
    "finance_share_of_peer", "finance_kills_peak",
    "app_first_frame", "app_home", "app_list_opened",
    "app_memory", "app_memory_display", "daemon_with_sample",
    *(f"app_frame_{kind}_{share}" for kind in ("still", "scrolling", "sorting", "filtering")
      for share in ("p50", "p99")),
}
WITH_FLOOR = {"first_sync_2000", "first_sync_searchable", "delta_1000", "actions_100", "live_p50",
              "live_p99", "list_any_sort", "search_newest", "search_ranked"}


def main(bin_dir):
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "figures.json"
        done = subprocess.run(
            [sys.executable, pathlib.Path(__file__).with_name("bench.py"), bin_dir, "--short",
             "--json", out], stdout=subprocess.PIPE, text=True)
        print(done.stdout)
        assert done.returncode == 0, f"the benches ended with {done.returncode}"
        report = json.loads(out.read_text())
    rows = {row["name"]: row for row in report["rows"]}
    assert len(rows) == len(report["rows"]), "a name came twice"
    assert ROWS <= rows.keys(), f"these rows did not come: {sorted(ROWS - rows.keys())}"
    assert any(name.startswith("list_view_") for name in rows), "no list of a view was measured"
    for name, row in rows.items():
        # A share of an idle processor may round to nothing; everything else is more.
        assert math.isfinite(row["value"]) and row["value"] >= 0, f"{name}: {row['value']}"
        assert row["value"] > 0 or name.startswith("idle_devices"), f"{name} is nothing"
        assert row["spread"][0] <= row["value"] <= row["spread"][1], f"{name}: {row}"
        assert row["unit"] and name in done.stdout, f"{name} is not in the printed table"
        assert (row["ok"] is None) == (row["bar"] == ""), f"{name}: bar and verdict differ"
    for name in WITH_FLOOR:
        assert rows[name]["floor"] > 0 and rows[name]["ratio"] > 0, f"{name} has no floor"
    assert report["machine"]["cores"] > 0 and report["machine"]["processor"]
    print(f"{len(rows)} figures came")


if __name__ == "__main__":
    main(sys.argv[1])
