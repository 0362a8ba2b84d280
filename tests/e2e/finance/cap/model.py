"""Writes the entities of the double as a CDS model, so that both serve the same ones."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from double_model import ENTITIES, NO_YES  # noqa: E402

TYPES = {"Edm.Guid": "UUID", "Edm.Decimal": "Double", "Edm.Int32": "Integer",
         "Edm.DateTimeOffset": "Timestamp"}


def type_of(column):
    if column.kind == NO_YES:
        return "String(3) enum { No; Yes }"
    return TYPES.get(column.kind) or (f"String({column.length})" if column.length else "String")


def model():
    # Pages of ten: the service gives what it thinks right, whatever page was asked for.
    out = ["@path: '/data'", "@cds.query.limit: { default: 10, max: 10 }", "service Finance {"]
    for name, entity in ENTITIES.items():
        out.append(f"  entity {name} {{")
        for key in entity.key:
            out.append(f"    key {key} : {type_of(entity.columns[key])};")
        for column in entity.columns.values():
            if column.name in entity.key:
                continue
            marks = "@mandatory " if column.required else ""
            marks += "@assert.range " if column.kind == NO_YES else ""
            out.append(f"    {marks}{column.name} : {type_of(column)};")
        out.append("  }")
    # One whose rows change only by the tag that they were read with.
    out += ["  entity Tagged { key dataAreaId : String(4); key ID : String(20); NAME : String(60);",
            "    @odata.etag VERSION : Timestamp @cds.on.insert: $now @cds.on.update: $now; }", "}"]
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    pathlib.Path(sys.argv[1]).write_text(model())
