"""Rows of the table of figures: beside their floor and their bar, for people and as JSON."""

import dataclasses
import json

from measure import Number, machine


@dataclasses.dataclass
class Row:
    name: str
    value: Number
    unit: str
    bar: str = ""  # "" where the figure has none
    floor: Number | None = None
    ratio_max: float | None = None  # of value to floor
    value_max: float | None = None
    note: str = ""

    @property
    def ratio(self):
        return self.value.best / self.floor.best if self.floor and self.floor.best else None

    @property
    def ok(self):
        """Whether the bar holds; None where there is none."""
        checks = []
        if self.ratio_max is not None:
            checks.append(self.ratio is not None and self.ratio <= self.ratio_max)
        if self.value_max is not None:
            checks.append(self.value.best <= self.value_max)
        return all(checks) if checks else None

    def as_json(self):
        return {"name": self.name, "value": rounded(self.value.best), "unit": self.unit,
                "floor": rounded(self.floor.best) if self.floor else None,
                "ratio": rounded(self.ratio), "bar": self.bar, "ok": self.ok,
                "spread": [rounded(self.value.least), rounded(self.value.most)],
                "floor_spread": [rounded(self.floor.least), rounded(self.floor.most)]
                if self.floor else None, "note": self.note}


def rounded(value):
    return None if value is None else float(f"{value:.4g}")


def text(value):
    if value is None:
        return ""
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def print_row(row):
    spread = f"{text(row.value.least)}–{text(row.value.most)}"
    floor = text(row.floor.best) if row.floor else ""
    ratio = f"{row.ratio:.2f} ×" if row.ratio is not None else ""
    verdict = {True: "holds", False: "MISSED", None: ""}[row.ok]
    print(f"{row.name:<34}{text(row.value.best):>10} {row.unit:<10}{spread:<16}{floor:>9} "
          f"{ratio:>8}  {row.bar:<24}{verdict:<7} {row.note}".rstrip(), flush=True)


def print_head():
    print(f"{'what':<34}{'value':>10} {'unit':<10}{'spread':<16}{'floor':>9} {'ratio':>8}  "
          f"{'bar':<24}")


def write_json(rows, path):
    with open(path, "w") as file:
        json.dump({"rows": [row.as_json() for row in rows], "machine": machine()}, file, indent=1)
        file.write("\n")
