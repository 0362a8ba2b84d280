#!/usr/bin/env python3
"""A double of Finance and Operations for the tests and the demo: the target entities of the
integration over OData 4, a token endpoint, the integration journal, and faults on demand.

    double.py [--port N] [--sample FOLDER] [--ready FILE] [--certificate FILE --key FILE]

Everything is in memory. `/admin/...` is for tests: faults, seeds, state, report.

Faults (POST /admin/faults, a list): {"path": "$batch", "method": "POST", "body": "text in it",
"after": 0, "times": 1, "level": "http" or "item", and one of
  "status": 429 (with "retry_after": "2", "message": "…"), "html": 200, "truncate": 300 (bytes of
  the answer), "drop": "before" or "after" (the work is done, the answer never comes), "body_is": "…"}
"""

import argparse
import base64
import json
import pathlib
import secrets
import ssl
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, quote, unquote, urlsplit

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import double_odata as odata  # noqa: E402
from double_journal import Ledger, now_text  # noqa: E402
from double_model import (ACTIONS, ACTUALS, ENTITIES, JOURNALS, LINES, Refused, check,  # noqa: E402
                          normal)

PAGE_ROWS = 1000
BATCH_ITEMS_MAX = 5000
CLIENT_ID, CLIENT_SECRET = "fieldbook", "double-secret"
JSON = {"Content-Type": "application/json; odata.metadata=minimal", "OData-Version": "4.0"}
HTML = "<!DOCTYPE html><html><body>Sign in to your account</body></html>"


class Store:
    """Rows by entity set and key, and an index of what other rows refer to."""

    def __init__(self):
        self.tables = {name: {} for name in ENTITIES}
        self.values = {}  # (set, column, company) -> {value: count}
        self.etags = {}
        self.version = 0
        self.lines = {}  # (company, journal) -> line numbers

    def key(self, name, row):
        return tuple(row.get(column) for column in ENTITIES[name].key)

    def rows(self, name):
        return list(self.tables[name].values())

    def get(self, name, key):
        return self.tables[name].get(key)

    def lines_of(self, company, journal):
        return [self.tables[LINES][(company, journal, number)]
                for number in sorted(self.lines.get((company, journal), ()))]

    def index(self, name, row, by):
        company = row.get("dataAreaId")
        for column in INDEXED.get(name, ()):
            counts = self.values.setdefault((name, column, company), {})
            counts[row.get(column)] = counts.get(row.get(column), 0) + by
        if name == LINES:
            numbers = self.lines.setdefault((company, row["JOURNALID"]), set())
            numbers.add(row["LINENUMBER"]) if by > 0 else numbers.discard(row["LINENUMBER"])

    def exists(self, name, column, value, company):
        company = company if ENTITIES[name].of_company else None
        return self.values.get((name, column, company), {}).get(value, 0) > 0

    def put(self, name, row):
        key = self.key(name, row)
        before = self.tables[name].get(key)
        if before is not None:
            self.index(name, before, -1)
        if ENTITIES[name].stamped:
            row = {**row, "MODIFIEDDATETIME": now_text()}
        self.tables[name][key] = row
        self.index(name, row, 1)
        self.version += 1
        self.etags[(name, key)] = f'W/"{self.version}"'

    def remove(self, name, key):
        row = self.tables[name].pop(key, None)
        if row is not None:
            self.index(name, row, -1)
            self.version += 1


INDEXED = {}
for _entity in ENTITIES.values():
    for _column in _entity.columns.values():
        if _column.refers:
            INDEXED.setdefault(_column.refers[0], set()).add(_column.refers[1])
INDEXED.setdefault("LegalEntities", set()).add("LEGALENTITYID")


def error_body(message, code=""):
    """As Finance and Operations writes it: what happened stands inside, with a stack trace."""
    return json.dumps({"error": {"code": code, "message": "An error has occurred.", "innererror": {
        "message": message, "type": "System.InvalidOperationException",
        "stacktrace": "   at Microsoft.Dynamics.Platform.Integration.Services.OData.Update"}}})


class Double:
    def __init__(self):
        self.lock = threading.RLock()
        self.tokens = set()
        self.needs_token = True
        self.reset()

    def reset(self):
        self.store = Store()
        self.ledger = Ledger(self.store)
        self.faults = []
        self.counts = {"requests": 0, "batches": 0, "items": 0, "tokens": 0, "inserted": 0,
                       "updated": 0, "duplicates": 0, "changed_after_journal": 0}
        self.sorted = {}

    # --- Faults ---------------------------------------------------------------------------------

    def fault(self, level, method, path, body):
        """The fault that this request meets, or None."""
        for fault in self.faults:
            if (fault.get("level", "http") != level or fault.get("method", method) != method
                    or fault.get("path", "") not in unquote(path)
                    or fault.get("body", "") not in body):
                continue
            if fault.get("after", 0) > 0:
                fault["after"] -= 1
                continue
            if fault.get("times", 1) <= 0:
                continue
            fault["times"] = fault.get("times", 1) - 1
            fault["met"] = fault.get("met", 0) + 1
            return fault
        return None

    # --- OData ----------------------------------------------------------------------------------

    def answer(self, method, target, headers, body):
        """(status, headers, body) of one OData request outside of or in a batch."""
        parts = urlsplit(target)
        try:
            if parts.path == "/data/$metadata":
                return 200, {"Content-Type": "application/xml"}, odata.metadata_of(ENTITIES, ACTIONS)
            found = odata.read_path(parts.path)
            if found is None or found[0] not in ENTITIES:
                return 404, JSON, error_body(f"No HTTP resource was found for '{parts.path}'.")
            name, key, action = found
            query = dict(parse_qsl(parts.query, keep_blank_values=True))
            if action is not None:
                return self.call(name, action, headers, json.loads(body or "{}"))
            if method == "GET":
                return self.read(name, key, query, headers, target)
            values = json.loads(body) if body else {}
            if method == "POST":
                return self.insert(name, values, "return=minimal" in headers.get("prefer", ""))
            if method == "PATCH" and key is not None:
                return self.update(name, key, values, headers)
            if method == "DELETE" and key is not None:
                return self.delete(name, key)
            return 405, JSON, error_body("The method is not allowed here.")
        except Refused as refused:
            return refused.status, JSON, error_body(
                f"Write failed for table row of type '{parts.path.split('/')[2].split('(')[0]}'. "
                f"Infolog: Warning: {refused}; Error: validateWrite failed.")
        except (odata.BadRequest, json.JSONDecodeError, UnicodeDecodeError) as bad:
            return 400, JSON, error_body(str(bad))

    def key_tuple(self, name, key):
        entity = ENTITIES[name]
        if set(key) != set(entity.key):
            raise odata.BadRequest(f"The key of {name} is {entity.key}, not {sorted(key)}.")
        return tuple(normal(entity.columns[column], key[column]) for column in entity.key)

    def shown(self, name, key, row, select):
        columns = select or ENTITIES[name].columns
        return {"@odata.etag": self.store.etags[(name, key)],
                **{column: row.get(column) for column in columns}}

    def read(self, name, key, query, headers, target):
        entity = ENTITIES[name]
        select = [one for one in query.get("$select", "").split(",") if one]
        for column in select:
            if column not in entity.columns:
                raise odata.BadRequest(f"Could not find a property named '{column}'.")
        if key is not None:
            at = self.key_tuple(name, key)
            row = self.store.get(name, at)
            if row is None:
                return 404, JSON, error_body("No record was found for the key.")
            return 200, {**JSON, "ETag": self.store.etags[(name, at)]}, json.dumps(
                self.shown(name, at, row, select))
        if query.get("cross-company", "").lower() != "true" and entity.of_company:
            # The user's own company, in silence.
            query["$filter"] = "dataAreaId eq 'dat'"
        keys = self.matching(name, query)
        start = 0
        if "$skiptoken" in query:
            start = int(base64.urlsafe_b64decode(query["$skiptoken"]))
        size = PAGE_ROWS
        for part in headers.get("prefer", "").split(","):
            if part.strip().startswith("odata.maxpagesize="):
                size = max(1, min(size, int(part.strip()[18:])))
        end = min(len(keys), int(query["$top"])) if "$top" in query else len(keys)
        out = {"@odata.context": f"/data/$metadata#{name}",
               "value": [self.shown(name, at, self.store.get(name, at), select)
                         for at in keys[start:min(start + size, end)]]}
        if "$count" in query:
            out["@odata.count"] = len(keys)
        if start + size < end:
            rest = {k: v for k, v in query.items() if k != "$skiptoken"}
            rest["$skiptoken"] = base64.urlsafe_b64encode(str(start + size).encode()).decode()
            origin = f"http://{headers.get('host', 'localhost')}"
            out["@odata.nextLink"] = origin + urlsplit(target).path + "?" + "&".join(
                f"{k}={quote(v)}" for k, v in rest.items())
        return 200, JSON, json.dumps(out)

    def matching(self, name, query):
        """The keys of the rows asked for, in their order; kept while a reader pages through them
        and nothing changes."""
        asked = (name, query.get("$filter"), query.get("$orderby"))
        if asked in self.sorted and self.sorted[asked][0] == self.store.version:
            return self.sorted[asked][1]
        entity = ENTITIES[name]
        wanted = odata.filter_of(query.get("$filter", ""), entity.columns)
        order = [one.split()[0] for one in query.get("$orderby", "").split(",") if one]
        keys = [at for at, row in self.store.tables[name].items() if wanted(row)]
        table = self.store.tables[name]
        keys.sort(key=lambda at: tuple(
            (table[at].get(column) is not None, table[at].get(column)) for column in order) + tuple(
            (value is not None, value) for value in at))
        self.sorted = {asked: (self.store.version, keys)}
        return keys

    def normalised(self, name, values):
        entity = ENTITIES[name]
        out = {}
        for column, value in values.items():
            if column.startswith("@"):
                continue
            if column not in entity.columns:
                raise odata.BadRequest(f"The property '{column}' does not exist on type '{name}'.")
            out[column] = normal(entity.columns[column], value)
        return out

    def insert(self, name, values, is_minimal):
        row = self.normalised(name, values)
        entity = ENTITIES[name]
        if entity.of_company:
            row.setdefault("dataAreaId", "dat")
        for column in entity.key:
            if row.get(column) in (None, ""):
                raise Refused(f"Field '{column}' must be filled in.")
        key = self.store.key(name, row)
        if self.store.get(name, key) is not None:
            self.counts["duplicates"] += 1
            raise Refused(f"Cannot create a record in {name}. The record already exists.")
        check(entity, row, self.store.exists)
        if name == ACTUALS:
            row.setdefault("ISJOURNALIZED", "No")
        self.store.put(name, row)
        self.counts["inserted"] += 1
        if is_minimal:
            return 204, {"ETag": self.store.etags[(name, key)]}, ""
        return 201, {**JSON, "ETag": self.store.etags[(name, key)]}, json.dumps(
            self.shown(name, key, row, None))

    def update(self, name, key, values, headers):
        at = self.key_tuple(name, key)
        before = self.store.get(name, at)
        if before is None:
            return 404, JSON, error_body("No record was found for the key.")
        wanted = headers.get("if-match")
        if wanted not in (None, "*", self.store.etags[(name, at)]):
            return 412, JSON, error_body("The record was changed by another user.")
        changed = self.normalised(name, values)
        for column in ENTITIES[name].key:
            if changed.get(column, before[column]) != before[column]:
                raise Refused(f"Field '{column}' is part of the key and cannot be changed.")
        row = {**before, **changed}
        check(ENTITIES[name], row, self.store.exists)
        if row != before and before.get("ISJOURNALIZED") == "Yes":
            self.counts["changed_after_journal"] += 1
        if row != before:
            self.store.put(name, row)
        self.counts["updated"] += 1
        return 204, {"ETag": self.store.etags[(name, at)]}, ""

    def delete(self, name, key):
        at = self.key_tuple(name, key)
        if self.store.get(name, at) is None:
            return 404, JSON, error_body("No record was found for the key.")
        self.store.remove(name, at)
        return 204, {}, ""

    def call(self, name, action, headers, parameters):
        company = headers.get("company", "").lower()
        if (name, action) not in ACTIONS:
            return 404, JSON, error_body(f"There is no action '{action}'.")
        if not self.store.exists("LegalEntities", "LEGALENTITYID", company, None):
            raise Refused(f"The legal entity '{company}' does not exist.")
        if action == "importFromStaging":
            made = self.ledger.import_from_staging(company, parameters.get("PERIODUNIT", "Months"))
            return 200, JSON, json.dumps({"value": made})
        return 200, JSON, json.dumps(self.ledger.post(company, parameters.get("JOURNALID")))

    def batch(self, content_type, body):
        self.counts["batches"] += 1
        try:
            groups = odata.read_batch(content_type, body.decode())
        except (odata.BadRequest, UnicodeDecodeError) as bad:
            return 400, JSON, error_body(str(bad))
        items = sum(len(group) for _, group in groups)
        if items > BATCH_ITEMS_MAX:
            return 400, JSON, error_body(f"A batch has at most {BATCH_ITEMS_MAX} operations.")
        self.counts["items"] += items
        answers = []
        for is_change_set, group in groups:
            if len(group) > 1:
                return 501, JSON, error_body("The double takes change sets of one.")
            item = group[0]
            fault = self.fault("item", item.method, item.target, item.body)
            if fault and "status" in fault:
                answers.append((is_change_set, [fault_answer(fault)]))
            else:
                answers.append((is_change_set, [
                    self.answer(item.method, item.target, item.headers, item.body)]))
        kind, text = odata.write_batch(answers)
        return 200, {"Content-Type": kind, "OData-Version": "4.0"}, text

    # --- Tokens and administration --------------------------------------------------------------

    def token(self, body):
        form = dict(parse_qsl(body.decode()))
        if (form.get("grant_type"), form.get("client_id"), form.get("client_secret")) != (
                "client_credentials", CLIENT_ID, CLIENT_SECRET):
            return 401, {"Content-Type": "application/json"}, json.dumps(
                {"error": "invalid_client", "error_description": "AADSTS7000215: Invalid secret."})
        token = secrets.token_urlsafe(24)
        self.tokens.add(token)
        self.counts["tokens"] += 1
        return 200, {"Content-Type": "application/json"}, json.dumps(
            {"token_type": "Bearer", "expires_in": 3599, "access_token": token})

    def admin(self, method, path, body):
        data = json.loads(body) if body else None
        if path == "/admin/faults":
            if method == "POST":
                self.faults = data
            return self.faults
        if path == "/admin/load":
            for name, rows in data.items():
                for row in rows:
                    self.store.put(name, self.normalised(name, row))
        elif path == "/admin/delete":
            self.store.remove(data["set"], tuple(data["key"]))
        elif path == "/admin/tokens":
            return sorted(self.tokens)
        elif path == "/admin/revoke":
            self.tokens.clear()
        elif path == "/admin/settings":
            for name, value in data.items():
                setattr(self.ledger, name, value)
        elif path == "/admin/state":
            return {name: self.store.rows(name) for name in ENTITIES}
        elif path == "/admin/report":
            return {**self.ledger.report(), "counts": self.counts, "faults": self.faults}
        elif path != "/admin/ready":
            return None
        return {}


def fault_answer(fault):
    if "html" in fault:
        return fault["html"], {"Content-Type": "text/html"}, HTML
    headers = dict(JSON)
    if "retry_after" in fault:
        headers["Retry-After"] = str(fault["retry_after"])
    return fault["status"], headers, error_body(fault.get("message", "as asked for"))


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def log_message(self, *arguments):
        pass

    def handle_one(self):
        double = self.server.double
        size = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(size)
        with double.lock:
            path = urlsplit(self.path).path
            if path.startswith("/admin/"):
                out = double.admin(self.command, path, body)
                known = out is not None
                return self.send(200 if known else 404, JSON, json.dumps(out))
            double.counts["requests"] += 1
            fault = double.fault("http", self.command, self.path, body.decode(errors="replace"))
            if fault and fault.get("drop") == "before":
                self.close_connection = True
                return None
            if fault and ("status" in fault or "html" in fault):
                return self.send(*fault_answer(fault))
            status, headers, text = self.answered(double, path, body)
            if fault and fault.get("drop") == "after":
                self.close_connection = True
                return None
            if fault and "body_is" in fault:
                text = fault["body_is"]
            return self.send(status, headers, text, fault and fault.get("truncate"))

    def answered(self, double, path, body):
        if path == "/oauth2/token":
            return double.token(body)
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        if double.needs_token and token not in double.tokens:
            return 401, JSON, error_body("The token is not valid.")
        if path == "/data/$batch":
            return double.batch(self.headers.get("Content-Type"), body)
        headers = {name.lower(): value for name, value in self.headers.items()}
        return double.answer(self.command, self.path, headers, body.decode())

    def send(self, status, headers, text, truncate=None):
        data = text.encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if status != 204:
            self.wfile.write(data if truncate is None else data[:truncate])
        self.wfile.flush()
        if truncate is not None:
            self.close_connection = True

    do_GET = do_POST = do_PATCH = do_DELETE = handle_one


def seed(double, sample=None, company="usmf"):
    """What stands in Finance and Operations before anything flows."""
    load = {
        "LegalEntities": [{"LEGALENTITYID": company, "NAME": "Contoso Entertainment System USA"},
                          {"LEGALENTITYID": "ussi", "NAME": "Contoso Consulting USA"}],
        "ProjCDSParameters": [{"dataAreaId": company, "INTEGRATIONENABLED": "Yes",
                               "DEFAULTPROJECTTYPE": "TimeMaterial", "TIMECATEGORY": "Labour",
                               "FEECATEGORY": "Fee"}],
        "ProjCDSProjectGroupDefaults": [
            {"dataAreaId": company, "PROJECTTYPE": kind, "PROJECTGROUP": group}
            for kind, group in (("TimeMaterial", "TM"), ("FixedPrice", "FP"))],
        "ProjCDSBillingTypeDefaults": [
            {"dataAreaId": company, "BILLINGTYPE": kind, "LINEPROPERTY": line}
            for kind, line in (("Chargeable", "Billable"), ("NonChargeable", "NonBillable"),
                               ("Complimentary", "Free"), ("NotAvailable", "NonBillable"))],
        "ProjCDSLockingOptionTable": [
            {"dataAreaId": company, "LOCKINGOPTION": option, "ISLOCKED": "Yes"}
            for option in ("EditContract", "EditProject", "CreateWbs", "EnterTimesheets")],
    }
    if sample:
        def rows(name):
            return json.loads((pathlib.Path(sample) / f"{name}.json").read_text())["value"]
        load["Currencies"] = [{"CURRENCYCODE": row["isocurrencycode"], "NAME": row["currencyname"]}
                              for row in rows("transactioncurrencies")]
        load["CustomersV3"] = [{"dataAreaId": company, "CUSTOMERACCOUNT": row["accountnumber"],
                                "NAME": row["name"][:100]}
                               for row in rows("accounts") if row["accountnumber"]]
    for name, some in load.items():
        for row in some:
            double.store.put(name, double.normalised(name, row))


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, port=0, sample=None, certificate=None, key=None):
        super().__init__(("127.0.0.1", port), Handler)
        self.double = Double()
        self.tls = None
        if certificate:
            self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.tls.load_cert_chain(certificate, key)
        seed(self.double, sample)

    def finish_request(self, request, client_address):
        if self.tls:
            request = self.tls.wrap_socket(request, server_side=True)
        super().finish_request(request, client_address)

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], (ConnectionError, ssl.SSLError)):
            super().handle_error(request, client_address)

    @property
    def url(self):
        return f"http{'s' if self.tls else ''}://127.0.0.1:{self.server_address[1]}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--sample", help="export whose currencies and customers are known here")
    parser.add_argument("--ready", help="file that gets the address once it answers")
    parser.add_argument("--certificate", help="speaks TLS with it")
    parser.add_argument("--key", help="of the certificate")
    options = parser.parse_args()
    server = Server(options.port, options.sample, options.certificate, options.key)
    if options.ready:
        pathlib.Path(options.ready).write_text(server.url)
    print(server.url, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
