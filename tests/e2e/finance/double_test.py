#!/usr/bin/env python3
"""The double by itself: it keeps to OData, refuses what Finance and Operations would refuse, posts
each actual once, and shows a double posting where somebody makes one."""

import http.client
import json
import pathlib
import sys
import threading
import unittest
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import double  # noqa: E402
from support import SAMPLE  # noqa: E402

SET = "ProjCDSActualsImportEntity"
TRIP = "11111111-1111-1111-1111-111111111111"


class DoubleTest(unittest.TestCase):
    def setUp(self):
        self.server = double.Server(sample=SAMPLE)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,),
                                       daemon=True)
        self.thread.start()
        self.double = self.server.double
        self.token = ""
        status, _, body = self.ask("POST", "/oauth2/token", "grant_type=client_credentials"
                                   f"&client_id={double.CLIENT_ID}"
                                   f"&client_secret={double.CLIENT_SECRET}")
        self.assertEqual(status, 200)
        self.token = json.loads(body)["access_token"]

    def tearDown(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def ask(self, method, path, body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.server_address[1],
                                                timeout=10)
        try:
            if self.token:
                headers["Authorization"] = f"Bearer {self.token}"
            connection.request(method, path, body, {k.replace("_", "-"): v
                                                    for k, v in headers.items()})
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode()
        finally:
            connection.close()

    def post(self, path, row, expected=201, **headers):
        status, _, body = self.ask("POST", path, json.dumps(row), **headers)
        self.assertEqual(status, expected, body)
        return json.loads(body) if body else None

    def contract(self, number="ORD-1", **more):
        customer = next(iter(self.double.store.rows("CustomersV3")))["CUSTOMERACCOUNT"]
        return {"dataAreaId": "usmf", "PROJECTCONTRACTID": number, "CURRENCYCODE": "EUR",
                "CUSTOMERACCOUNT": customer, **more}

    def with_project(self):
        contract = self.contract()
        self.post("/data/ProjCDSProjectContractEntity", contract)
        self.post("/data/ProjCDSProjectEntity",
                  {"dataAreaId": "usmf", "PROJECTID": "PRJ-1", "PROJECTNAME": "Roof",
                   "PROJECTCONTRACTID": "ORD-1", "CUSTOMERACCOUNT": contract["CUSTOMERACCOUNT"]})

    def actual(self, number, **more):
        return {"dataAreaId": "usmf", "ACTUALID": str(uuid.UUID(int=number)), "PROJECTID": "PRJ-1",
                "ACCOUNTINGDATE": "2026-03-05T00:00:00Z", "AMOUNT": 100.0, "EXCHANGERATE": 2.0,
                "TRANSACTIONCLASSIFICATION": 192350000, "TRANSACTIONCURRENCYID": "EUR",
                "TRANSTYPE": "Sales", "BILLINGTYPE": "Chargeable", **more}

    def message(self, body):
        return json.loads(body)["error"]["innererror"]["message"]

    def test_nothing_without_a_token(self):
        self.token = "wrong"
        self.assertEqual(self.ask("GET", "/data/LegalEntities?cross-company=true")[0], 401)
        self.assertEqual(self.ask("POST", "/oauth2/token", "grant_type=client_credentials"
                                  "&client_id=fieldbook&client_secret=no")[0], 401)

    def test_refuses_rows_by_field(self):
        for change, field in (({"CURRENCYCODE": None}, "CURRENCYCODE"),
                              ({"CURRENCYCODE": "ZZZ"}, "CURRENCYCODE"),
                              ({"CUSTOMERACCOUNT": "nobody"}, "CUSTOMERACCOUNT"),
                              ({"NAME": "x" * 161}, "NAME"), ({"EXCHANGERATE": "1"}, "EXCHANGERATE"),
                              ({"dataAreaId": "nowh"}, "dataAreaId"),
                              ({"PROJECTCONTRACTID": ""}, "PROJECTCONTRACTID")):
            status, _, body = self.ask("POST", "/data/ProjCDSProjectContractEntity",
                                       json.dumps(self.contract(**change)))
            self.assertEqual(status, 400, change)
            self.assertIn(f"'{field}'", self.message(body))
        self.assertEqual(self.double.store.rows("ProjCDSProjectContractEntity"), [])

    def test_inserts_once_updates_by_etag(self):
        path = "/data/ProjCDSProjectContractEntity"
        row = self.post(path, self.contract())
        status, _, body = self.ask("POST", path, json.dumps(self.contract()))
        self.assertEqual((status, "already exists" in self.message(body)), (400, True))
        key = path + "(dataAreaId='usmf',PROJECTCONTRACTID='ORD-1')"
        change = json.dumps({"NAME": "O'Neil"})
        self.assertEqual(self.ask("PATCH", key, change, If_Match='W/"0"')[0], 412)
        self.assertEqual(self.ask("PATCH", key, change, If_Match=row["@odata.etag"])[0], 204)
        self.assertEqual(self.ask("PATCH", key.replace("ORD-1", "ORD-2"), change)[0], 404)
        self.assertEqual(self.ask("PATCH", path + "(PROJECTCONTRACTID='ORD-1')", change)[0], 400)
        status, _, body = self.ask(
            "GET", path + "?cross-company=true&$filter=NAME%20eq%20'o''neil'&$select=NAME")
        self.assertEqual([one["NAME"] for one in json.loads(body)["value"]], ["O'Neil"])

    def test_pages_in_order_and_only_the_own_company_without_asking(self):
        for number in range(25):
            self.post("/data/ProjCDSProjectContractEntity", self.contract(f"ORD-{number:02}"))
        seen, path = [], ("/data/ProjCDSProjectContractEntity?cross-company=true"
                          "&$filter=(dataAreaId%20eq%20'usmf')%20and%20(PROJECTCONTRACTID%20gt%20"
                          "'ORD-04')&$orderby=PROJECTCONTRACTID")
        while path:
            page = json.loads(self.ask("GET", path, Prefer="odata.maxpagesize=7")[2])
            self.assertLessEqual(len(page["value"]), 7)
            seen += [row["PROJECTCONTRACTID"] for row in page["value"]]
            path = page.get("@odata.nextLink", "").removeprefix(self.server.url.replace(
                "http://127.0.0.1", "http://127.0.0.1"))
        self.assertEqual(seen, [f"ORD-{number:02}" for number in range(5, 25)])
        own = json.loads(self.ask("GET", "/data/ProjCDSProjectContractEntity")[2])
        self.assertEqual(own["value"], [])

    def test_a_batch_answers_each_item(self):
        bodies = [self.contract("ORD-1"), self.contract("ORD-2", CURRENCYCODE="ZZZ"),
                  self.contract("ORD-3")]
        text = "".join(
            f"--b\r\nContent-Type: multipart/mixed; boundary=c{n}\r\n\r\n--c{n}\r\n"
            "Content-Type: application/http\r\n\r\nPOST ProjCDSProjectContractEntity HTTP/1.1"
            f"\r\nContent-Type: application/json\r\n\r\n{json.dumps(body)}\r\n--c{n}--\r\n"
            for n, body in enumerate(bodies)) + (
            "--b\r\nContent-Type: application/http\r\n\r\nGET /data/ProjCDSProjectContractEntity("
            "dataAreaId='usmf',PROJECTCONTRACTID='ORD-3') HTTP/1.1\r\n\r\n\r\n--b--\r\n")
        status, headers, body = self.ask("POST", "/data/$batch", text,
                                         Content_Type="multipart/mixed; boundary=b")
        self.assertEqual(status, 200)
        self.assertTrue(headers["Content-Type"].startswith("multipart/mixed"))
        found = [line.split(" ")[1] for line in body.split("\r\n") if line.startswith("HTTP/1.1")]
        self.assertEqual(found, ["201", "400", "201", "200"])
        self.assertEqual(len(self.double.store.rows("ProjCDSProjectContractEntity")), 2)

    def test_posts_each_actual_once_with_voucher_and_tax(self):
        self.with_project()
        for number in range(1, 4):
            self.post("/data/" + SET, self.actual(number))
        self.post("/data/" + SET, self.actual(4, TRANSTYPE="Cost"))
        path = "/data/ProjCDSIntegrationJournalEntity/Microsoft.Dynamics.DataEntities."
        journals = self.post(path + "importFromStaging", {"PERIODUNIT": "Months"}, 200,
                             Company="usmf")["value"]
        self.assertEqual(len(journals), 1)
        again = self.post(path + "importFromStaging", {}, 200, Company="usmf")
        self.assertEqual(again["value"], [])
        done = self.post(path + "post", {"JOURNALID": journals[0]}, 200, Company="usmf")
        self.assertEqual(done, {"POSTED": 4, "FAILED": 0, "ERRORJOURNALID": None})
        again = self.post(path + "post", {"JOURNALID": journals[0]}, 200, Company="usmf")
        self.assertEqual(again["POSTED"], 0)
        rows = self.double.store.rows(SET)
        taxes = [row for row in rows if row["TRANSACTIONCLASSIFICATION"] == 690970002]
        self.assertEqual([row["AMOUNT"] for row in taxes], [8.0] * 3)
        self.assertEqual({row["ISJOURNALIZED"] for row in rows}, {"Yes"})
        self.assertEqual(len({row["VOUCHER"] for row in rows}), 4)
        self.assertEqual(len(self.double.store.rows(
            "ProjCDSTransactionRelationshipImportEntity")), 3)
        report = self.double.ledger.report()
        self.assertEqual((report["posted"], report["double_posted"], report["not_posted"]),
                         (4, [], []))

    def test_bad_lines_move_to_another_journal_and_post_later(self):
        self.with_project()
        self.post("/data/" + SET, self.actual(1))
        self.post("/data/" + SET, self.actual(2, BILLINGTYPE="Unheard"))
        self.post("/data/" + SET, self.actual(3, EXCHANGERATE=None))
        path = "/data/ProjCDSIntegrationJournalEntity/Microsoft.Dynamics.DataEntities."
        journal, = self.post(path + "importFromStaging", {}, 200, Company="usmf")["value"]
        done = self.post(path + "post", {"JOURNALID": journal}, 200, Company="usmf")
        self.assertEqual((done["POSTED"], done["FAILED"]), (1, 1))
        lines = self.double.store.lines_of("usmf", done["ERRORJOURNALID"])
        self.assertEqual([line["STATUS"] for line in lines], ["Error"])
        report = self.double.ledger.report()
        self.assertEqual(len(report["not_posted"]), 2)
        self.assertEqual(list(report["import_errors"]), [str(uuid.UUID(int=3))])

    def test_a_double_posting_shows(self):
        self.with_project()
        self.post("/data/" + SET, self.actual(1))
        path = "/data/ProjCDSIntegrationJournalEntity/Microsoft.Dynamics.DataEntities."
        for _ in range(2):
            journal, = self.post(path + "importFromStaging", {}, 200, Company="usmf")["value"]
            self.post(path + "post", {"JOURNALID": journal}, 200, Company="usmf")
            key = f"/data/{SET}(dataAreaId='usmf',ACTUALID={uuid.UUID(int=1)})"
            self.assertEqual(self.ask("PATCH", key, '{"ISJOURNALIZED": "No"}')[0], 204)
        self.assertEqual(self.double.ledger.report()["double_posted"], [str(uuid.UUID(int=1))])

    def test_faults_come_as_often_as_asked(self):
        self.ask("POST", "/admin/faults", json.dumps([
            {"path": "LegalEntities", "after": 1, "times": 2, "status": 429, "retry_after": 3},
            {"path": "LegalEntities", "html": 200}]))
        path = "/data/LegalEntities"
        first = self.ask("GET", path)
        self.assertEqual(first[1]["Content-Type"], "text/html")
        self.assertEqual([self.ask("GET", path)[0] for _ in range(3)], [429, 429, 200])
        self.ask("POST", "/admin/faults", '[{"truncate": 5}, {"drop": "after"}]')
        for _ in range(2):
            with self.assertRaises((http.client.HTTPException, ConnectionError)):
                self.ask("GET", path)
        self.assertEqual(self.ask("GET", path)[0], 200)

    def test_moments_compare_whatever_places_they_have(self):
        self.with_project()
        self.post("/data/" + SET, self.actual(1, STARTDATE="2026-03-05T00:00:00.5Z"))
        for text, found in (("00:00:00Z", 1), ("00:00:00.4999Z", 1), ("00:00:00.500Z", 1),
                            ("00:00:00.5001Z", 0), ("00:00:01Z", 0)):
            page = json.loads(self.ask("GET", f"/data/{SET}?cross-company=true&$filter=STARTDATE"
                                       f"%20ge%202026-03-05T{text}")[2])
            self.assertEqual(len(page["value"]), found, text)

    def test_the_metadata_is_xml_with_every_set(self):
        import xml.etree.ElementTree as tree
        status, headers, body = self.ask("GET", "/data/$metadata")
        self.assertEqual((status, headers["Content-Type"]), (200, "application/xml"))
        names = {one.get("Name") for one in tree.fromstring(body).iter()
                 if one.tag.endswith("}EntitySet")}
        self.assertEqual(names, set(double.ENTITIES))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
