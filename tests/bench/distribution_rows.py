"""Rows about the distribution of opportunities: the planner alone, measured with Google Benchmark."""

import json

from measure import Number, run_process
from report import Row

BARS = {"distribution_one_of_10000": 20, "distribution_1000_of_10000": 5000}


def distribution(place):
    out = place.new_folder("distribution") / "distribution.json"
    run_process([place.bin / "bench_distribution",
                 f"--benchmark_min_time={0.01 if place.short else 0.5}",
                 f"--benchmark_repetitions={place.repeats(5)}", f"--benchmark_out={out}",
                 "--benchmark_out_format=json",
                 *(["--benchmark_filter=one_of"] if place.short else [])])
    times = {}
    for one in json.loads(out.read_text())["benchmarks"]:
        if one.get("error_occurred"):
            raise RuntimeError(f"{one['name']}: {one['error_message']}")
        if one.get("run_type") == "iteration":
            times.setdefault(one["run_name"], []).append(one["real_time"])
    for name, values in times.items():
        yield Row(name, Number.of(values), "ms", bar=f"≤ {BARS[name]:,} ms", value_max=BARS[name])
