#!/usr/bin/env python3
"""Makes organisations of the sample's shape that nobody has seen: the sample's rows, with lookups
led elsewhere, flags, states and roles drawn anew, rows taken out, and written in other ways
(shapes.py), all from one seed.

    organisation.py SAMPLE CATALOGUE OUT SEED

What comes out is an export that `syncd import` takes. Every rule of DOMAIN.md 2 to 6 meets rows on
both sides of it, in combinations that the sample does not have.
"""

import json
import pathlib
import random
import sys
import uuid

import naive_view
import shapes

LINK = "@Microsoft.Dynamics.CRM.lookuplogicalname"

# Rows of these lead to or from people and decide who sees what: their lookups go to few targets, so
# that conditions meet.
CROWDED = {"account", "contact"}

# Lookups that say whose a row is: they go elsewhere more often.
DECISIVE = {"customerid", "msdyn_customer", "msdyn_serviceaccount", "msdyn_account",
            "msa_partnerid", "msa_partneroppid", "msa_managingpartnerid"}

# Columns of which a rule asks, and values beyond those of the catalogue's options.
CHOICES = {
    "account": {"accountclassificationcode": [1, 100000000, None]},
    "quote": {"msdyn_ordertype": [192350000, 192350001, None]},
    "salesorder": {"msdyn_ordertype": [192350000, 192350001, 192350001, None],
                   "msdyn_psastate": [192350000, 192350001, 192350002, 192350002, 192350003, None],
                   "msdyn_psastatusreason": [192350001, 192350003, 192350003, 192350004,
                                             192350005, 192350006, None]},
    "invoice": {"msdyn_ordertype": [192350000, 192350001, 192350001, 690970002, None],
                "msdyn_projectinvoicestatus": [192350000, 192350001, 192350002, 192350003, None]},
    "invoicedetail": {"msdyn_linetype": [690970000, 690970001, None]},
    "msdyn_projectteam": {"msdyn_membershipstatus": [1, 2, 3, None],
                          "msdyn_hardbookedhours": [0, 8, 0.5, None]},
    "bookableresource": {"resourcetype": [1, 2, 3, 4, 5, None]},
    "bookingstatus": {"status": [1, 2, 2, 3, None],
                      "msdyn_fieldservicestatus": [690970000, 690970003, 690970005, None]},
    "adx_opportunitypermissions": {"adx_scope": [100000000, 100000001, 100000001, None]},
    "adx_contactaccess": {"adx_scope": [1, 2, 2, None]},
    "adx_caseaccess": {"adx_scope": [1, 2, 2, None]},
    "adx_communityforumaccesspermission": {"adx_right": [1, 2, None]},
}
NOTE_TEXTS = ["*WEB* seen by all", "to staff alone", "in the middle *WEB* of it", "*web* small",
              "WEB without stars", "", None]

LOOKUP_ELSEWHERE, DECISIVE_ELSEWHERE, LOOKUP_EMPTY, LOOKUP_NOWHERE = 0.25, 0.6, 0.04, 0.02
FLAG_ANEW, CHOICE_ANEW, STATE_ANEW, ROW_GONE = 0.30, 0.30, 0.10, 0.03
MORE_LINKS, MORE_PERMISSIONS, MORE_USERS = 40, 30, 12


class Generator:
    def __init__(self, sample, catalogue, seed):
        self.random = random.Random(seed)
        self.catalogue = catalogue
        self.users = json.loads((sample / "users.json").read_text())
        self.rows = {}
        for name, entity in catalogue.items():
            path = sample / f"{entity['set']}.json"
            self.rows[name] = json.loads(path.read_text())["value"] if path.exists() else []
        self.version = 1 + max(row.get("versionnumber", 0) for rows in self.rows.values()
                               for row in rows)
        # A row like which others are made, also when all of the sample's have been taken out.
        self.patterns = {name: dict(rows[0]) for name, rows in self.rows.items() if rows}
        self.people = [user["contactid"] for user in self.users["users"]]
        self.homes = [account for account in
                      (naive_view.lookup(row, "parentcustomerid") for row in self.rows["contact"]
                       if row["contactid"] in set(self.people)) if account]

    # --- one value --------------------------------------------------------------------------

    def new_id(self):
        return str(uuid.UUID(int=self.random.getrandbits(128), version=4))

    def id_of(self, entity, row):
        return row.get(self.catalogue[entity]["primary_key"]) or row["linkid"]

    def some_id(self, entity):
        if entity == "contact" and self.random.random() < 0.7:
            return self.random.choice(self.people)
        if entity == "account" and self.random.random() < 0.8:
            return self.random.choice(self.homes)
        rows = self.rows.get(entity)
        return self.id_of(entity, self.random.choice(rows)) if rows else None

    def lead_elsewhere(self, row, column):
        key = f"_{column['name']}_value"
        if key not in row:
            return
        dice = self.random.random()
        elsewhere = DECISIVE_ELSEWHERE if column["name"] in DECISIVE else LOOKUP_ELSEWHERE
        targets = [name for name in column.get("targets", []) if self.rows.get(name)]
        if dice < LOOKUP_NOWHERE and not column.get("required"):
            row[key] = self.new_id() if row[key] else row[key]
        elif dice < LOOKUP_NOWHERE + LOOKUP_EMPTY and not column.get("required"):
            row[key] = None
            row.pop(key + LINK, None)
        elif dice < LOOKUP_NOWHERE + LOOKUP_EMPTY + elsewhere and targets:
            if key + LINK in row or row[key] is None and len(targets) > 1:
                wanted = self.random.choice(targets)
                row[key] = self.some_id(wanted)
                row[key + LINK] = wanted
            else:
                row[key] = self.some_id(targets[0])

    def draw_state(self, entity, row):
        columns = {column["name"]: column for column in self.catalogue[entity]["columns"]}
        if "statecode" not in row or "statuscode" not in columns or \
                self.random.random() >= STATE_ANEW:
            return
        option = self.random.choice(columns["statuscode"]["options"])
        row["statecode"], row["statuscode"] = option["state"], option["value"]

    # --- everything -------------------------------------------------------------------------

    def change_rows(self):
        for entity, document in self.catalogue.items():
            choices = CHOICES.get(entity, {})
            for row in self.rows[entity]:
                for column in document["columns"]:
                    name = column["name"]
                    if column["type"] == "lookup":
                        self.lead_elsewhere(row, column)
                    elif column["type"] == "bool" and name in row and \
                            self.random.random() < FLAG_ANEW:
                        row[name] = self.random.choice([True, True, False, None])
                    elif name in choices and name in row and \
                            self.random.random() < CHOICE_ANEW:
                        row[name] = self.random.choice(choices[name])
                self.draw_state(entity, row)
        for row in self.rows["annotation"]:
            if self.random.random() < 0.5:
                row["notetext"] = self.random.choice(NOTE_TEXTS)

    def take_out(self):
        for entity, rows in self.rows.items():
            # A user's contact that is gone is a finding of the import, not a question of exposure.
            self.rows[entity] = [row for row in rows if self.random.random() >= ROW_GONE
                                 or (entity in CROWDED and self.id_of(entity, row) in
                                     {*self.people, *self.homes})
                                 or entity == "systemuser"]

    def copy_of(self, entity, row, **values):
        """Another row like `row`, under an id of its own."""
        out = dict(row)
        key = self.catalogue[entity]["primary_key"]
        out[key if key in out else "linkid"] = self.new_id()
        out["versionnumber"] = self.version
        out["@odata.etag"] = f'W/"{self.version}"'
        self.version += 1
        out.update(values)
        self.rows[entity].append(out)

    def add_links(self):
        for link, column, owners in (("contact_adx_webrole_link", "contactid", self.people),
                                     ("account_adx_webrole_link", "accountid", self.homes)):
            pairs = {(naive_view.lookup(row, column), naive_view.lookup(row, "adx_webroleid"))
                     for row in self.rows[link]}
            for _ in range(MORE_LINKS if column == "contactid" else 3):
                pair = (self.random.choice(owners), self.some_id("adx_webrole"))
                if pair in pairs:
                    continue
                pairs.add(pair)
                self.copy_of(link, self.patterns[link], **{f"_{column}_value": pair[0],
                                                          "_adx_webroleid_value": pair[1]})

    def add_permissions(self):
        for entity in ("adx_opportunitypermissions", "adx_channelpermissions", "adx_accountaccess",
                       "adx_contactaccess", "adx_caseaccess"):
            for _ in range(MORE_PERMISSIONS):
                row = self.random.choice(self.rows[entity] or [self.patterns[entity]])
                contact = self.random.choice(self.people)
                person = next(one for one in self.rows["contact"] if one["contactid"] == contact)
                home = naive_view.lookup(person, "parentcustomerid")
                account = home if home and self.random.random() < 0.7 else self.some_id("account")
                self.copy_of(entity, row, _adx_contactid_value=contact,
                             _adx_accountid_value=account)

    def add_users(self):
        known = set(self.people)
        others = [row for row in self.rows["contact"] if row["contactid"] not in known]
        for row in self.random.sample(others, min(MORE_USERS, len(others))):
            row["adx_identity_logonenabled"] = True
            self.users["users"].append(
                {"signin": f"person.{row['contactid'][:8]}@generated.example",
                 "contactid": row["contactid"], "accountid": None, "fullname": row.get("fullname"),
                 "webroles": [], "kind": "customer", "note": "drawn"})
            self.people.append(row["contactid"])

    def write(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        for entity, rows in self.rows.items():
            # An entity without rows has a file or none.
            if not rows and self.random.random() < 0.5:
                continue
            path = folder / f"{self.catalogue[entity]['set']}.json"
            lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
            path.write_text('{"@odata.context": "$metadata", "value": [\n' + lines + "\n]}\n",
                            encoding="utf-8")
        (folder / "users.json").write_text(json.dumps(self.users, ensure_ascii=False, indent=1))


def generate(sample, catalogue, folder, seed):
    """Writes the organisation of `seed` into `folder`, in shapes (shapes.py) that it names."""
    generator = Generator(pathlib.Path(sample), catalogue, seed)
    generator.add_users()
    generator.change_rows()
    generator.take_out()
    generator.add_links()
    generator.add_permissions()
    drawn = shapes.draw(generator.rows, catalogue, generator.random)
    generator.write(pathlib.Path(folder))
    return drawn


if __name__ == "__main__":
    generate(sys.argv[1], naive_view.load_catalogue(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
