#!/usr/bin/env python3
"""Windows and online search: devices carry what is inside, the daemon finds the rest for those who
may see it, and its lists are those of the devices.

    search_test.py BIN_DIR
"""

import json
import pathlib
import sys
import unittest
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import naive_view
from support import SAMPLE, SOURCE, Device, Site, scratch

BIN = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path("build/release/bin")
CUSTOMER = "siobhan.oconnor.1@acct0.example"
OTHER_CUSTOMER = "camille.lefevre.6@acct1.example"
PROJECT_CUSTOMER = "arjun.mehta.4@acct0.example"
PARTNER = "renee.stclair.18@acct70.example"
STAFF = "beatrice.rossi@organisation.example"
CLOSED = (690970004, 690970005)
WINDOWS = '\n[distribution]\nmode = "off"\n\n[windows]\nwork_orders = 90\n'


def setUpModule():
    global scratch_folder, folder, catalogue, rows, users
    scratch_folder = scratch("search")
    folder = scratch_folder.__enter__()
    catalogue = naive_view.load_catalogue(SOURCE / "shared" / "schema" / "entities")
    rows = naive_view.Organisation(SAMPLE, catalogue)
    users = json.loads((SAMPLE / "users.json").read_text())


def tearDownModule():
    scratch_folder.__exit__(None, None, None)


def make_site(name, extra):
    (folder / name).mkdir()
    site = Site(BIN, folder / name, extra)
    site.import_sample()
    return site.start()


def signed_in(site, signin):
    device = Device(BIN, site.folder / "profiles", site, signin)
    device.sign_in(site.passwords()[signin])
    return device


def view_of(signin):
    user = next(one for one in users["users"] if one["signin"] == signin)
    return naive_view.View(rows, user)


class Windows(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = make_site("windows", WINDOWS)
        cls.customer = signed_in(cls.site, CUSTOMER)
        cls.allowed = view_of(CUSTOMER).ids["msdyn_workorder"]
        cls.held = {row["msdyn_workorderid"] for row in cls.customer.list("msdyn_workorder")}

    @classmethod
    def tearDownClass(cls):
        assert cls.site.stop() == 0

    def test_devices_carry_less_than_they_may_see_and_nothing_else(self):
        self.assertLess(self.held, self.allowed)
        self.assertTrue(self.held)
        for row_id in self.allowed - self.held:
            row = rows.get("msdyn_workorder", row_id)
            self.assertTrue(row["statecode"] != 0 or row["msdyn_systemstatus"] in CLOSED, row)

    def test_a_device_finds_what_it_carries_from_the_first_program_on(self):
        for row_id in sorted(self.held)[:5]:
            name = rows.get("msdyn_workorder", row_id)["msdyn_name"]
            found = self.customer.must("list", "msdyn_workorder", "--view", "all", "--search", name)
            self.assertIn(row_id, {row["msdyn_workorderid"] for row in found["value"]})
            count = self.customer.must("list", "msdyn_workorder", "--view", "all", "--search", name,
                                       "--count")
            self.assertEqual(count["count"], len(found["value"]))

    def test_details_go_with_their_work_order(self):
        for entity in naive_view.WORK_ORDER_DETAILS:
            for row in self.customer.list(entity):
                self.assertIn(row["_msdyn_workorder_value"], self.held)

    def test_the_daemon_finds_what_devices_do_not_carry(self):
        found = self.customer.must("list", "msdyn_workorder", "--online", "--limit", 200)
        self.assertEqual({row["msdyn_workorderid"] for row in found["value"]}, self.allowed)
        outside = sorted(self.allowed - self.held)[0]
        name = rows.get("msdyn_workorder", outside)["msdyn_name"]
        found = self.customer.must("list", "msdyn_workorder", "--online", "--search", name)
        self.assertIn(outside, {row["msdyn_workorderid"] for row in found["value"]})
        self.assertEqual(self.customer.must("list", "msdyn_workorder", "--view", "all", "--search",
                                            name)["value"], [])

    def test_what_is_found_does_not_enter_the_replica(self):
        self.customer.must("list", "msdyn_workorder", "--online")
        self.assertEqual({row["msdyn_workorderid"] for row in
                          self.customer.list("msdyn_workorder")}, self.held)
        doctor = self.customer.must("doctor")
        self.assertTrue(doctor["healthy"] and doctor["proven"], doctor["findings"])

    def test_columns_are_those_of_the_audience(self):
        view = view_of(CUSTOMER)
        for row in self.customer.must("list", "msdyn_workorder", "--online")["value"]:
            held = {name for name, value in row.items() if value is not None and "@" not in name}
            self.assertLessEqual(held - {"msdyn_workorderid"}, view.columns("msdyn_workorder"))

    def test_nobody_finds_what_they_may_not_see(self):
        other = signed_in(self.site, OTHER_CUSTOMER)
        allowed = view_of(OTHER_CUSTOMER).ids["msdyn_workorder"]
        found = other.must("list", "msdyn_workorder", "--online", "--limit", 200)["value"]
        self.assertEqual({row["msdyn_workorderid"] for row in found}, allowed)
        partner = signed_in(self.site, PARTNER)
        self.assertEqual(partner.must("list", "quote", "--online")["value"], [])
        self.assertEqual(partner.must("list", "msdyn_actual", "--online")["value"], [])

    def test_staff_carry_everything(self):
        staff = signed_in(self.site, STAFF)
        self.assertEqual({row["msdyn_workorderid"] for row in staff.list("msdyn_workorder")},
                         set(rows.rows["msdyn_workorder"]))

    def test_without_a_window_everything_comes_back(self):
        self.assertEqual(self.site.stop(), 0)
        text = self.site.config.read_text()
        try:
            self.site.config.write_text(text.replace("work_orders = 90", "work_orders = 0"))
            self.site.start()
            self.customer.sync()
            self.assertEqual({row["msdyn_workorderid"] for row in
                              self.customer.list("msdyn_workorder")}, self.allowed)
            self.assertEqual(self.site.stop(), 0)
        finally:
            self.site.config.write_text(text)
            self.site.start()
        self.customer.sync()
        self.assertEqual({row["msdyn_workorderid"] for row in
                          self.customer.list("msdyn_workorder")}, self.held)


class Lists(unittest.TestCase):
    """Each view of each entity gives the same on the device and from the daemon."""

    @classmethod
    def setUpClass(cls):
        cls.site = make_site("lists", '\n[distribution]\nmode = "off"\n')

    @classmethod
    def tearDownClass(cls):
        assert cls.site.stop() == 0

    def check(self, signin):
        device = signed_in(self.site, signin)
        compared = 0
        for entity, document in catalogue.items():
            key = document["primary_key"]
            for view in document.get("views", []):
                here = [row[key] for row in device.list(entity, view["name"])]
                if not here or len(here) > 200:
                    continue
                there = device.must("list", entity, "--view", view["name"], "--online",
                                    "--limit", 200)
                self.assertEqual(sorted(row[key] for row in there["value"]), sorted(here),
                                 f"{entity} {view['name']}")
                self.assertFalse(there["more"])
                compared += len(here)
        self.assertGreater(compared, 20)

    def test_of_a_customer(self):
        self.check(PROJECT_CUSTOMER)

    def test_of_a_partner(self):
        self.check(PARTNER)

    def ask(self, body, token=None):
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = "Bearer " + token
        return self.site.request("POST", "/v1/search", body, headers)

    def test_malformed_questions_are_told_so(self):
        body = json.dumps({"signin": PARTNER, "password": self.site.passwords()[PARTNER],
                           "device": str(uuid.uuid4()), "device_name": "a test",
                           "device_public_key": "11" * 32})
        status, _, answer = self.site.request("POST", "/v1/sign-in", body,
                                              {"Content-Type": "application/json"})
        self.assertEqual(status, 200, answer)
        token = json.loads(answer)["access_token"]
        self.assertEqual(self.ask("{}")[0], 401)
        for wrong in ("", "[]", "{}", '{"entity":1}', '{"entity":"wombat"}',
                      '{"entity":"account","view":"wombat"}', '{"entity":"account","limit":0}',
                      '{"entity":"account","limit":-1}', '{"entity":"account","text":[]}',
                      '{"entity":"account","zone_offset":100000}'):
            self.assertEqual(self.ask(wrong, token)[0], 400, wrong)
        status, _, answer = self.ask('{"entity":"account","limit":1}', token)
        self.assertEqual(status, 200)
        self.assertEqual(len(json.loads(answer)["rows"]), 1)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]], verbosity=1)
