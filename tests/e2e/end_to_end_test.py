#!/usr/bin/env python3
"""The real programs over real sockets and files: what no test within one process can show.

    end_to_end_test.py BIN_DIR [TEST…]
"""

import contextlib
import http.server
import json
import os
import pathlib
import queue
import socket
import stat
import struct
import sys
import threading
import unittest
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import naive_view
from support import SAMPLE, SOURCE, Device, Site, end, key_of, scratch, wait_until

BIN = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path("build/release/bin")
CBOR = "application/vnd.fieldbook.frames+cbor"
JSON = "application/vnd.fieldbook.frames+json"
PROBLEM = "urn:fieldbook:problem:"

CUSTOMER_APPROVER = "arjun.mehta.4@acct0.example"
FIELD_SERVICE_REVIEWER = "fatima.alzahrani.2@acct0.example"
PARTNER = "renee.stclair.18@acct70.example"
PARTNER_RESOURCES = "fang.li.22@acct70.example"
TECHNICIAN = "amina.diallo.21@acct70.example"
STAFF = "beatrice.rossi@organisation.example"


def setUpModule():
    global scratch_folder, folder, site, passwords
    scratch_folder = scratch("e2e")
    folder = scratch_folder.__enter__()
    site = Site(BIN, folder, '\n[distribution]\nmode = "off"\n\n[mail]\nmode = "on"\n'
                'url = "smtp://127.0.0.1:9"\nfrom = "fieldbook@example.com"\n'
                'site = "https://fieldbook.example.com"\n')
    site.import_sample()
    site.start()
    passwords = site.passwords()


def tearDownModule():
    code = site.stop()
    scratch_folder.__exit__(None, None, None)
    assert code == 0, f"syncd ended with {code}"


def signed_in(signin, name):
    device = Device(BIN, folder / "profiles", site, signin, name)
    device.sign_in(passwords[signin])
    return device


def sign_in_body(signin, password):
    return json.dumps({"signin": signin, "password": password, "device": str(uuid.uuid4()),
                       "device_name": "a test", "device_public_key": os.urandom(32).hex()})


def post(path, body, kind="application/json", **headers):
    return site.request("POST", path, body, {"Content-Type": kind, **headers})


class Files(unittest.TestCase):
    def test_first_passwords_are_readable_by_the_owner_alone(self):
        self.assertEqual(stat.S_IMODE(site.password_file().stat().st_mode), 0o600)
        self.assertEqual(stat.S_IMODE(site.data.stat().st_mode) & 0o077, 0)

    def test_everybody_of_the_sample_who_may_sign_in_has_a_first_password(self):
        users = json.loads((SAMPLE / "users.json").read_text())
        expected = {user["signin"] for user in users["users"] + users["staff"]}
        self.assertLessEqual(set(passwords), expected)
        for signin in (CUSTOMER_APPROVER, FIELD_SERVICE_REVIEWER, PARTNER, TECHNICIAN, STAFF):
            self.assertIn(signin, passwords)

    def test_importing_again_changes_nothing(self):
        before = site.digests()
        report = json.loads(site.import_sample("--json").stdout)
        self.assertEqual((report["changed"], report["bad"], report["users_added"]), (0, 0, 0))
        self.assertEqual(report["findings"], [])
        self.assertEqual(site.digests(), before)

    def test_the_export_is_the_import_key_by_key(self):
        exported = site.export(folder / "export")
        for path in sorted(SAMPLE.glob("*.json")):
            source = json.loads(path.read_text())
            if "value" not in source:
                continue
            rows = exported[path.name]
            self.assertEqual(set(rows), {key_of(row) for row in source["value"]}, path.name)
            for row in source["value"]:
                copy = rows[key_of(row)]
                for name, value in row.items():
                    self.assertTrue(naive_view.same(value, copy.get(name)),
                                    f"{path.name} {key_of(row)} {name}: {value!r} became "
                                    f"{copy.get(name)!r}")

    def test_a_second_daemon_does_not_open_the_same_data(self):
        second = site.run(check=False)
        self.assertNotEqual(second.returncode, 0)
        self.assertEqual(site.request("GET", "/livez")[0], 200)


class Malformed(unittest.TestCase):
    """Whatever comes in, a problem with a stable type comes out and the daemon stays healthy."""

    @classmethod
    def setUpClass(cls):
        status, _, body = post("/v1/sign-in", sign_in_body(PARTNER, passwords[PARTNER]))
        assert status == 200, body
        cls.tokens = json.loads(body)
        cls.bearer = {"Authorization": "Bearer " + cls.tokens["access_token"]}

    def tearDown(self):
        self.assertEqual(site.request("GET", "/livez")[0], 200)
        self.assertEqual(site.request("GET", "/readyz")[0], 200)

    def assert_problem(self, answer, status, *names):
        self.assertEqual(answer[0], status, answer)
        self.assertEqual(answer[1]["content-type"], "application/problem+json")
        problem = json.loads(answer[2])
        self.assertIn(problem["type"], {PROBLEM + name for name in names})
        self.assertEqual(problem["status"], status)
        self.assertTrue(problem["title"])

    def sync(self, body, kind=JSON, **headers):
        return post("/v1/sync", body, kind, **self.bearer, **headers)

    def test_bodies_that_are_not_json(self):
        for path in ("/v1/sign-in", "/v1/token"):
            for body in ("", "{", "[]", "\x00\xff", '{"a":1,"a":2}', "nul", '"text"'):
                self.assert_problem(post(path, body.encode("latin-1")), 400, "malformed")
        for body in ("", "{", "[]", "{}", '{"frame":1}'):
            self.assert_problem(self.sync(body), 400, "malformed")

    def test_deep_nesting_is_refused_before_it_is_built(self):
        for path, headers in (("/v1/sign-in", {}), ("/v1/token", {}), ("/v1/sync", self.bearer)):
            kind = JSON if path == "/v1/sync" else "application/json"
            deep = '{"a":' * 2000 + "1" + "}" * 2000
            answer = post(path, deep, kind, **headers)
            self.assertIn(answer[0], (400, 413))
            self.assert_problem(answer, answer[0], "malformed", "too_large")

    def whole_bodies(self):
        """Each endpoint that takes a JSON object: path, headers, a body with every member."""
        _, _, body = post("/v1/sign-in", sign_in_body(STAFF, passwords[STAFF]))
        staff = {"Authorization": "Bearer " + json.loads(body)["access_token"]}
        return [
            ("/v1/sign-in", {}, {"signin": "x", "password": "x", "device": str(uuid.uuid4()),
                                 "audience": "staff", "device_name": "x",
                                 "device_public_key": "00" * 32}),
            ("/v1/token", {}, {"refresh_token": "x"}),
            ("/v1/redeem", {}, {"code": "x", "signin": "x", "password": "x"}),
            ("/v1/password-reset", {}, {"signin": "x"}),
            ("/v1/password-reset/confirm", {}, {"signin": "x", "code": "x", "password": "x"}),
            ("/v1/search", staff, {"entity": "account", "view": "All", "zone_offset": 60,
                                   "text": "x", "limit": 10}),
            ("/v1/distribution/preview", staff, {"opportunity": str(uuid.uuid4())}),
            ("/v1/integration", staff, {"ask": "check", "arguments": {}}),
            ("/v1/distribution/weights", staff, {"weights": {"winrate": 3, "distance": None}}),
            ("/v1/distribution/alerts", staff, {}),
            ("/v1/devices", staff, {"person": str(uuid.uuid4()), "revoke": str(uuid.uuid4()),
                                    "wipe": False}),
        ]

    def test_every_endpoint_refuses_what_is_no_object_of_its_members(self):
        for path, headers, whole in self.whole_bodies():
            bodies = ["", "{", "[]", "null", "\x00\xff", '{"a":1,"a":2}', '"text"', "{}",
                      '{"a":' * 2000 + "1" + "}" * 2000, "x" * 200_000]
            for member in whole:
                for value in (None, 1.5, -1, 2**70, True, [], [[]], {"a": {}}, "", "x" * 70_000,
                              "\u0000", "\ud800", "'; DROP TABLE account; --"):
                    bodies.append(json.dumps(whole | {member: value}))
            for body in bodies:
                with self.subTest(path=path, body=body[:200]):
                    status, answer_headers, answer = post(path, body.encode("latin-1"), **headers)
                    self.assertLess(status, 500, answer)
                    if status >= 400:
                        self.assertEqual(answer_headers["content-type"],
                                         "application/problem+json")
                        self.assertTrue(json.loads(answer)["type"].startswith(PROBLEM))
                    else:  # a member that may be left out or holds any text
                        self.assertIsInstance(json.loads(answer), dict)
                        # Three of them may be asked without any member.
                        self.assertTrue(len(body) > 2 or (
                            body == "{}" and path in ("/v1/distribution/weights", "/v1/devices",
                                                      "/v1/distribution/alerts")), body)

    def test_a_body_over_its_bound(self):
        self.assert_problem(post("/v1/sign-in", "x" * 200_000), 413, "too_large")
        self.assert_problem(post("/v1/token", "x" * 200_000), 413, "too_large")

    def test_a_length_over_the_bound_is_refused_before_the_body_comes(self):
        with socket.create_connection(("127.0.0.1", site.port), timeout=10) as raw:
            raw.sendall(b"POST /v1/sync HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n"
                        b"Authorization: " + self.bearer["Authorization"].encode() + b"\r\n\r\n")
            self.assertIn(b" 413 ", raw.recv(4096).split(b"\r\n")[0])

    def test_other_media_types_and_encodings(self):
        self.assert_problem(self.sync("{}", "text/plain"), 415, "unsupported_media")
        self.assert_problem(self.sync("{}", JSON, **{"Content-Encoding": "gzip"}), 415,
                            "unsupported_media")

    def test_frames_that_do_not_decode(self):
        frames = {"short length": b"\x00\x00", "empty": struct.pack(">I", 0),
                  "cut": struct.pack(">I", 100) + b"\xa1",
                  "not a map": struct.pack(">I", 1) + b"\x01",
                  "indefinite": struct.pack(">I", 2) + b"\xbf\xff",
                  "endless nesting": struct.pack(">I", 3000) + b"\x81" * 3000,
                  "a huge array": struct.pack(">I", 9) + b"\x9b" + b"\xff" * 8,
                  "two frames": (struct.pack(">I", 12) + b"\xa1\x65frame\x64beat") * 2}
        for what, body in frames.items():
            with self.subTest(what):
                answer = self.sync(body, CBOR)
                self.assertIn(answer[0], (400, 413, 415, 426))
                self.assert_problem(answer, answer[0], "malformed", "too_large",
                                    "unsupported_media", "unsupported_protocol")
        answer = self.sync(struct.pack(">I", 0xffffffff) + b"x", CBOR)
        self.assert_problem(answer, answer[0], "malformed", "too_large")

    def test_frames_of_the_wrong_kind(self):
        for frame in ("beat", "checkpoint", "rows", "wombat"):
            answer = self.sync(json.dumps({"frame": frame}))
            self.assertIn(answer[0], (400, 415))
            self.assert_problem(answer, answer[0], "malformed", "unsupported_media")

    def test_zstd_that_is_none_and_zstd_that_grows_without_end(self):
        answer = self.sync(b"not zstd at all", CBOR, **{"Content-Encoding": "zstd"})
        self.assert_problem(answer, answer[0], "malformed")

    def test_another_protocol_version(self):
        answer = self.sync(json.dumps({"frame": "sync", "protocol": 99}))
        self.assert_problem(answer, 426, "unsupported_protocol")

    def test_actions_that_are_none_or_that_nobody_signed(self):
        action = {"number": 1, "body": "a0", "signature": "00" * 64}
        answer = self.sync(json.dumps({"frame": "sync", "protocol": 1, "stream": str(uuid.uuid4()),
                                       "actions": [action]}), Accept=JSON)
        self.assertEqual(answer[0], 200)
        frames = [json.loads(line) for line in answer[2].decode().splitlines()]
        self.assertEqual([(receipt["number"], receipt["verdict"], receipt["reason"])
                          for receipt in frames[0]["receipts"]],
                         [(1, "refused", "bad_signature")])

    def test_tokens_that_are_none(self):
        for token in ("", "Bearer", "Bearer x", "Basic abc", "Bearer " + "A" * 64,
                      "Bearer " + "A" * 5000, "Bearer " + self.tokens["refresh_token"]):
            for method, path in (("POST", "/v1/sync"), ("GET", "/v1/live"),
                                 ("GET", "/v1/catalogue"), ("POST", "/v1/sign-out")):
                answer = site.request(method, path, b"{}" if method == "POST" else None,
                                      {"Authorization": token, "Content-Type": JSON})
                self.assert_problem(answer, 401, "sign_in_required")

    def test_a_token_of_another_organisation(self):
        with scratch("other") as other_folder:
            other = Site(BIN, other_folder)
            other.import_sample()
            other.start()
            try:
                _, _, body = other.request("POST", "/v1/sign-in", sign_in_body(
                    PARTNER, other.passwords()[PARTNER]), {"Content-Type": "application/json"})
                foreign = json.loads(body)["access_token"]
            finally:
                other.stop()
        answer = post("/v1/sync", "{}", JSON, Authorization="Bearer " + foreign)
        self.assert_problem(answer, 401, "sign_in_required")

    def test_staff_of_a_server_without_an_integration_are_told_so(self):
        def ask(person):
            _, _, body = post("/v1/sign-in", sign_in_body(person, passwords[person]))
            token = json.loads(body)["access_token"]
            status, _, body = post("/v1/integration", json.dumps({"ask": "list"}),
                                   Authorization="Bearer " + token)
            return status, json.loads(body)
        status, answer = ask(STAFF)
        self.assertEqual(status, 200)
        self.assertIn("not connected", answer["problem"])
        self.assertEqual(ask(TECHNICIAN)[0], 403)

    def test_a_refresh_token_that_comes_again_ends_the_sign_in(self):
        _, _, body = post("/v1/sign-in", sign_in_body(TECHNICIAN, passwords[TECHNICIAN]))
        first = json.loads(body)["refresh_token"]
        tokens = [first]
        for _ in range(3):
            status, _, body = post("/v1/token", json.dumps({"refresh_token": tokens[-1]}))
            self.assertEqual(status, 200, body)
            tokens.append(json.loads(body)["refresh_token"])
        self.assert_problem(post("/v1/token", json.dumps({"refresh_token": first})), 401,
                            "token_reused")
        answer = post("/v1/token", json.dumps({"refresh_token": tokens[-1]}))
        self.assert_problem(answer, 401, "sign_in_required", "token_reused")

    def test_a_wrong_password_and_an_unknown_name_are_told_alike(self):
        wrong = post("/v1/sign-in", sign_in_body(PARTNER, "not the password"))
        unknown = post("/v1/sign-in", sign_in_body("nobody@acct0.example", "not the password"))
        self.assert_problem(wrong, 401, "sign_in_failed")
        self.assertEqual(wrong[2], unknown[2])

    def test_paths_and_methods_that_do_not_exist(self):
        self.assert_problem(site.request("GET", "/v1/wombat"), 404, "not_found")
        answer = site.request("GET", "/v1/sync")
        self.assert_problem(answer, 405, "method_not_allowed")
        self.assertEqual(answer[1]["allow"], "POST")
        self.assert_problem(site.request("DELETE", "/v1/catalogue"), 405, "method_not_allowed")

    def test_a_body_that_breaks_off(self):
        with socket.create_connection(("127.0.0.1", site.port), timeout=10) as raw:
            raw.sendall(b"POST /v1/sign-in HTTP/1.1\r\nHost: x\r\n"
                        b"Content-Length: 100\r\n\r\n{\"a\"")
            raw.shutdown(socket.SHUT_WR)
            answer = raw.recv(4096)
        self.assertNotIn(b" 200 ", answer.split(b"\r\n")[0])

    def test_bytes_that_are_not_http(self):
        for noise in (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 20, b"GET\r\n\r\n",
                      b"GET / HTTP/9.9\r\n\r\n", b"X" * 100_000):
            with socket.create_connection(("127.0.0.1", site.port), timeout=10) as raw:
                try:
                    raw.sendall(noise)
                    raw.shutdown(socket.SHUT_WR)
                    answer = raw.recv(4096)
                except ConnectionError:
                    answer = b""
            self.assertNotIn(b" 200 ", answer.split(b"\r\n")[0])


class ExitCodes(unittest.TestCase):
    """What scripts rely on; `fieldbookctl --help` prints the table."""

    @classmethod
    def setUpClass(cls):
        cls.reviewer = signed_in("elena.petrova.5@acct0.example", "exit-codes")

    def code(self, *arguments):
        return self.reviewer.run(*arguments)[0]

    def test_done(self):
        self.assertEqual(self.code("status"), 0)
        self.assertEqual(self.code("doctor"), 0)

    def test_wrong_usage(self):
        self.assertEqual(self.code("wombat"), 2)
        self.assertEqual(self.code("approve", "account", "x"), 2)
        self.assertEqual(self.code("list"), 2)

    def test_sign_in_first(self):
        stranger = Device(BIN, folder / "profiles", site, "nobody", "stranger")
        self.assertEqual(stranger.run("status")[0], 3)
        code, _ = stranger.run("sign-in", "--server", site.url, "--user", PARTNER,
                               env={"FIELDBOOK_PASSWORD": "not the password"})
        self.assertEqual(code, 3)

    def test_nothing_of_that_name(self):
        self.assertEqual(self.code("list", "wombat"), 4)
        self.assertEqual(self.code("show", "quote", "no quote has this name"), 4)
        self.assertEqual(self.code("outbox", "withdraw", str(uuid.uuid4())), 4)
        self.assertEqual(self.code("list", "quote", "--view", "wombat"), 4)

    def test_not_accepted_by_the_rules(self):
        quote = self.reviewer.list("quote", "pending")[0]["quoteid"]
        code, printed = self.reviewer.run("approve", "quote", quote)
        self.assertEqual(code, 5)
        self.assertFalse(printed["saved"])
        self.assertEqual(self.reviewer.must("outbox"), [])

    def test_a_column_that_is_not_editable_or_a_value_that_does_not_fit(self):
        me = self.reviewer.must("status")["user"]
        self.assertEqual(self.code("set", "contact", me, "statecode=1"), 5)
        self.assertEqual(self.code("set", "contact", me, "wombat=1"), 2)


class Network(unittest.TestCase):
    def test_a_portal_that_answers_instead_is_named_and_takes_nothing(self):
        device = signed_in("siobhan.oconnor.1@acct0.example", "captive")
        me = device.must("status")["user"]
        device.must("set", "contact", me, "jobtitle=Works behind a portal")

        class Portal(http.server.BaseHTTPRequestHandler):
            def answer(self):
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                page = b"<html><body>Welcome to the hotel! Please log in.</body></html>"
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.send_header("Content-Length", str(len(page)))
                self.end_headers()
                with contextlib.suppress(ConnectionError):
                    self.wfile.write(page)

            do_GET = do_POST = answer

            def log_message(self, *_):
                pass

        portal = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Portal)
        threading.Thread(target=portal.serve_forever, daemon=True).start()
        settings = folder / "profiles" / "captive" / "settings.json"
        good = settings.read_text()
        waiting = device.must("outbox")
        self.assertEqual(len(waiting), 1)
        try:
            settings.write_text(good.replace(site.url, f"http://127.0.0.1:{portal.server_port}"))
            code, printed = device.run("sync")
        finally:
            settings.write_text(good)
            portal.shutdown()
            portal.server_close()
        self.assertEqual(code, 6)
        self.assertIn("This network answers instead of", printed["message"])
        self.assertEqual([action["id"] for action in device.must("outbox")],
                         [action["id"] for action in waiting])
        synced = device.sync()
        self.assertTrue(synced["in_step"] and synced["proven"])
        self.assertEqual(device.must("outbox"), [])
        self.assertEqual([a["verdict"] for a in device.must("history")], ["applied"])

    def test_watching_sees_what_another_device_changes(self):
        watcher = signed_in("jose.delacruz.19@acct70.example", "watcher")
        writer = signed_in(PARTNER, "writer")
        account = next(row["accountid"] for row in writer.list("account")
                       if row["_msa_managingpartnerid_value"])
        process = watcher.start("sync", "--watch")
        lines = queue.Queue()
        threading.Thread(target=lambda: [lines.put(line) for line in process.stdout],
                         daemon=True).start()
        notices = []

        def heard(fits):
            while not lines.empty():
                notices.append(json.loads(lines.get()))
            return any(fits(notice) for notice in notices)

        try:
            wait_until(lambda: heard(lambda notice: notice["connection"] == "live"),
                       "the live stream to open", 20)
            notices.clear()
            writer.must("set", "account", account, "address1_city=Watched City", "--sync")
            wait_until(lambda: heard(lambda notice: "Accounts" in notice["changed"]),
                       "the other device's change", 20)
        finally:
            code = end(process)
            process.stdout.close()
            process.stderr.close()
        self.assertEqual(code, 0)
        self.assertEqual(watcher.must("show", "account", account)["address1_city"], "Watched City")


class Views(unittest.TestCase):
    """Each replica holds what the documents say, row by row and column by column: an export is
    compared with a slow reading of DOMAIN.md (naive_view.py)."""

    def check(self, signin):
        device = signed_in(signin, "view-" + signin.split("@")[0])
        exported = folder / ("views-" + signin)
        site.run("export", exported)
        device.sync()
        catalogue = naive_view.load_catalogue(SOURCE / "shared" / "schema" / "entities")
        users = json.loads((SAMPLE / "users.json").read_text())
        user = next({"kind": "staff", **one} for one in users["users"] + users["staff"]
                    if one["signin"] == signin)
        view = naive_view.View(naive_view.Organisation(exported, catalogue), user)
        self.assertEqual(device.must("status")["audience"], view.audience)
        found = []
        for entity in catalogue:
            if entity != "fieldbook_conflict":
                found += naive_view.differences(view, entity, device.list(entity))
        self.assertEqual(found, [], "\n".join(found[:30]))
        doctor = device.must("doctor")
        self.assertTrue(doctor["healthy"] and doctor["proven"], doctor["findings"])
        self.assertEqual(doctor["rows"], sum(len(ids) for ids in view.ids.values()))

    def test_customer_approver(self):
        self.check(CUSTOMER_APPROVER)

    def test_field_service_reviewer(self):
        self.check(FIELD_SERVICE_REVIEWER)

    def test_customer_with_two_roles(self):
        self.check("camille.lefevre.6@acct1.example")

    def test_customer_without_a_role(self):
        self.check("joao.goncalves.7@acct1.example")

    def test_partner(self):
        self.check(PARTNER)

    def test_partner_who_sees_resources(self):
        self.check(PARTNER_RESOURCES)

    def test_technician(self):
        self.check(TECHNICIAN)

    def test_staff(self):
        self.check(STAFF)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]], verbosity=1)
