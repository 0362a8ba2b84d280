"""Rows about what happens inside one process, measured with Google Benchmark."""

import json

from measure import Number, run_process
from place import key_of, replica_of
from report import Row

BARS = {"list_view_": 0.5, "list_any_sort": 150, "search_newest": 1, "search_ranked": 150}


def inside(place):
    site = place.site(place.largest())
    device = place.profile(site)
    with place.client(device) as client:
        client.ask("sync")
        client.ask("settle")
    out = place.new_folder("inside") / "inside.json"
    run_process([place.bin / "bench_inside", replica_of(device), key_of(device),
                 f"--benchmark_min_time={0.01 if place.short else 0.5}",
                 f"--benchmark_repetitions={place.repeats(5)}", f"--benchmark_out={out}",
                 "--benchmark_out_format=json"])
    times = {}
    for one in json.loads(out.read_text())["benchmarks"]:
        if one.get("error_occurred"):
            raise RuntimeError(f"{one['name']}: {one['error_message']}")
        if one.get("run_type") == "iteration":
            times.setdefault(one["run_name"], []).append(one["real_time"])
    for name, values in times.items():
        if name.endswith("_floor"):
            continue
        floor = times.get(name + "_floor")
        bar = next((bar for start, bar in BARS.items() if name.startswith(start)), None)
        yield Row(name, Number.of(values), "ms", floor=Number.of(floor) if floor else None,
                  bar=f"≤ {bar} ms" if bar else "", value_max=bar)
