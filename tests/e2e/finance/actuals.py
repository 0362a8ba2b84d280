"""Actuals beyond those of the sample: as an export that `syncd import` reads, one file."""

import json
import pathlib
import uuid

from finance_support import SAMPLE

NAMESPACE = uuid.UUID("0d6f6f6e-52a5-4a3c-8f0b-3f5c1d1c2b11")


def templates():
    """Actuals of the sample that flow: what others are made after."""
    rows = json.loads((SAMPLE / "msdyn_actuals.json").read_text())["value"]
    numbers = {row["accountid"]: row["accountnumber"]
               for row in json.loads((SAMPLE / "accounts.json").read_text())["value"]}
    projects = {row["msdyn_projectid"]: row
                for row in json.loads((SAMPLE / "msdyn_projects.json").read_text())["value"]}
    return [row for row in rows
            if not row["msdyn_isjournalized"]
            and row["msdyn_transactionclassification"] in (192350000, 192350001, 192350004)
            and row["msdyn_transactiontypecode"] in (192350000, 192350005)
            and numbers.get(projects[row["_msdyn_project_value"]]["_msdyn_customer_value"])
            and projects[row["_msdyn_project_value"]]["_msdyn_salesorderid_value"]]


def identity(seed, number):
    return str(uuid.uuid5(NAMESPACE, f"{seed} {number}"))


def made(seed, count, **changes):
    """`count` actuals of ids that follow from the seed."""
    base = templates()
    for number in range(count):
        row = dict(base[number % len(base)])
        row.update({"msdyn_actualid": identity(seed, number),
                    "msdyn_description": f"{seed} {number}", "msdyn_externalreferenceid": None,
                    "msdyn_externalreferencedate": None, "msdyn_isjournalized": False, **changes})
        row = {name: value for name, value in row.items()
               if name not in ("@odata.etag", "versionnumber")}
        yield row


def write(folder, seed, count, **changes):
    """The folder with the file; written row by row."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "msdyn_actuals.json").open("w") as out:
        out.write('{"value":[')
        for number, row in enumerate(made(seed, count, **changes)):
            out.write(("," if number else "") + json.dumps(row) + "\n")
        out.write("]}")
    return folder


def add(site, folder, seed, count, **changes):
    """Imports them, and gives their ids."""
    site.run("import", write(pathlib.Path(folder) / f"actuals-{seed}", seed, count, **changes))
    return [identity(seed, number) for number in range(count)]
