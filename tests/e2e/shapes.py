"""Other ways to write the same organisation down: what an export may look like without meaning
anything else, and rows that lead nowhere or in circles.

Each function takes the rows, {entity: [row]}, and changes them in place; `draw` picks some by the
seed. What they write means to naive_view what it must mean to the daemon.
"""

import uuid

LINK = "@Microsoft.Dynamics.CRM.lookuplogicalname"
NEVER_EMPTY = {"account", "contact", "systemuser", "adx_webrole"}
PARENTS = {"account": "parentaccountid", "msdyn_customerasset": "msdyn_parentasset",
           "msdyn_projecttask": "msdyn_parenttask", "msdyn_workorder": "msdyn_parentworkorder",
           "incident": "parentcaseid", "product": "parentproductid"}


class Shapes:
    """What the functions below share."""

    def __init__(self, rows, catalogue, random):
        self.rows, self.catalogue, self.random = rows, catalogue, random

    def chance(self, probability):
        return self.random.random() < probability

    def every_row(self):
        for entity, rows in self.rows.items():
            for row in rows:
                yield entity, row

    def key(self, entity, row):
        name = self.catalogue[entity]["primary_key"]
        return name if name in row else "linkid"

    def new_id(self):
        return str(uuid.UUID(int=self.random.getrandbits(128), version=4))


def without_nulls(shapes):
    for _, row in shapes.every_row():
        for name in [name for name, value in row.items() if value is None]:
            if shapes.chance(0.7):
                del row[name]
        for name in ("@odata.etag", "versionnumber"):
            if shapes.chance(0.3):
                row.pop(name, None)


def ids_in_capitals(shapes):
    for entity, row in shapes.every_row():
        key = shapes.key(entity, row)
        for name, value in row.items():
            if value and (name == key or name.endswith("_value")) and shapes.chance(0.4):
                row[name] = value.upper()


def in_another_order(shapes):
    for rows in shapes.rows.values():
        shapes.random.shuffle(rows)
        for place, row in enumerate(rows):
            members = list(row.items())
            shapes.random.shuffle(members)
            rows[place] = dict(members)


def with_columns_of_others(shapes):
    for _, row in shapes.every_row():
        if shapes.chance(0.2):
            row["new_customcolumn"] = shapes.random.choice([1, "text", True, 1.5])
            row["_new_customlookup_value"] = shapes.new_id()
            row["statecode@OData.Community.Display.V1.FormattedValue"] = "Active"
            row["@odata.type"] = "#Microsoft.Dynamics.CRM.crmbaseentity"


def instants_with_offset(shapes):
    for entity, row in shapes.every_row():
        for column in shapes.catalogue[entity]["columns"]:
            value = row.get(column["name"])
            if column["type"] == "datetime" and value and shapes.chance(0.2):
                row[column["name"]] = value[:-1] + shapes.random.choice(["+00:00", ".000Z"])


def owned_by_teams(shapes):
    for _, row in shapes.every_row():
        if row.get("_ownerid_value") and shapes.chance(0.1):
            row["_ownerid_value"], row["_ownerid_value" + LINK] = shapes.new_id(), "team"


def in_circles(shapes):
    for entity, parent in PARENTS.items():
        rows = shapes.rows[entity]
        for _ in range(3 if len(rows) > 1 else 0):
            one, other = shapes.random.sample(rows, 2)
            for child, of in ((one, other), (other, one)):
                child[f"_{parent}_value"] = of[shapes.key(entity, of)]
        if rows:
            row = shapes.random.choice(rows)
            row[f"_{parent}_value"] = row[shapes.key(entity, row)]


def with_links_twice(shapes):
    for entity, rows in shapes.rows.items():
        if entity.endswith("_link"):
            for row in shapes.random.sample(rows, min(5, len(rows))):
                rows.append({**row, shapes.key(entity, row): shapes.new_id()})


def with_more_forum_rules(shapes):
    link = "adx_communityforumaccesspermission_adx_webrole_link"
    rules, links = shapes.rows["adx_communityforumaccesspermission"], shapes.rows[link]
    forums, roles = shapes.rows["adx_communityforum"], shapes.rows["adx_webrole"]
    for _ in range(8 if rules and links and forums else 0):
        rule = {**rules[0], "adx_communityforumaccesspermissionid": shapes.new_id(),
                "_adx_forumid_value": shapes.random.choice(forums)["adx_communityforumid"],
                "adx_right": shapes.random.choice([1, 2, 2]), "statecode": 0, "statuscode": 1}
        rules.append(rule)
        for role in shapes.random.sample(roles, shapes.random.randint(0, min(4, len(roles)))):
            links.append({**links[0], shapes.key(link, links[0]): shapes.new_id(),
                          "_adx_communityforumaccesspermissionid_value":
                              rule["adx_communityforumaccesspermissionid"],
                          "_adx_webroleid_value": role["adx_webroleid"]})


def with_few_rows(shapes):
    """Some entities have no row, some one; what names the others' rows leads nowhere."""
    names = sorted(set(shapes.rows) - NEVER_EMPTY)
    for entity in shapes.random.sample(names, 6):
        del shapes.rows[entity][shapes.random.choice([0, 1]):]


# What makes rows comes first, then how they are written.
MEANING = [owned_by_teams, in_circles, with_more_forum_rules, with_links_twice, with_few_rows]
WRITING = [without_nulls, ids_in_capitals, instants_with_offset, with_columns_of_others,
           in_another_order]


def draw(rows, catalogue, random):
    """Applies about half of the shapes, and names them."""
    shapes = Shapes(rows, catalogue, random)
    drawn = [shape for shape in MEANING + WRITING if shapes.chance(0.5)]
    for shape in drawn:
        shape(shapes)
    return [shape.__name__ for shape in drawn]
