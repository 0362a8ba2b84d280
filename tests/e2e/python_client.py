#!/usr/bin/env python3
"""A whole Fieldbook client on one page: the JSON form of shared/protocol/README.md.

    python_client.py URL SIGN-IN PASSWORD    signs in, pulls, proves, approves a quote, pulls again

The daemon must allow devices without a signing key (sessions.allow_unsigned_devices): this one has
none. Everything else is what any device does: pages, removals, grants, digests, verdicts. Standard
library only; rows are kept in memory, in the shape of the frames.
"""

import calendar, datetime, hashlib, json, os, sys, time, urllib.error, urllib.request, uuid

FRAMES = "application/vnd.fieldbook.frames+json"


def cbor(value):
    """Canonical CBOR of what a quote's hash covers: integers, texts, byte strings, floats."""
    import struct
    def head(major, n):
        for code, size, form in ((24, 1, ">B"), (25, 2, ">H"), (26, 4, ">I"), (27, 8, ">Q")):
            if n < 24: return bytes([major << 5 | n])
            if n < 1 << 8 * size: return bytes([major << 5 | code]) + struct.pack(form, n)
    if isinstance(value, int): return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, float): return b"\xfb" + struct.pack(">d", value)
    if isinstance(value, str): return head(3, len(value.encode())) + value.encode()
    if isinstance(value, bytes): return head(2, len(value)) + value
    return head(5, len(value)) + b"".join(cbor(k) + cbor(v) for k, v in value)  # pairs: a map


def stored(column, value):
    """A value as rows hold it: scaled amounts, milliseconds, days, raw ids."""
    kind = column["type"]
    if kind == "bool": return int(value)
    if kind in ("money", "decimal"): return round(float(value) * 10000)
    if kind in ("lookup", "uuid"): return uuid.UUID(value).bytes
    if kind == "float": return float(value)
    if kind == "date": return datetime.date.fromisoformat(value).toordinal() - 719163
    if kind == "datetime":
        whole, _, part = value.rstrip("Z").partition(".")
        seconds = calendar.timegm(time.strptime(whole, "%Y-%m-%dT%H:%M:%S"))
        return seconds * 1000 + int((part + "000")[:3])
    return value


class Client:
    def __init__(self, url):
        self.url, self.token, self.rows, self.scope = url, None, {}, set()
        self.at, self.progress, self.page, self.verdicts = {}, [], None, {}
        self.stream, self.number, self.acknowledged = str(uuid.uuid4()), 0, 0

    def call(self, path, body=None, kind="application/json"):
        request = urllib.request.Request(self.url + path, headers={"Accept": kind})
        if body is not None:
            request.data, request.headers["Content-type"] = json.dumps(body).encode(), kind
        if self.token: request.headers["Authorization"] = "Bearer " + self.token
        with urllib.request.urlopen(request, timeout=30) as answer:
            self.etag = (answer.headers["ETag"] or "").strip('"')
            return answer.read().decode()

    def sign_in(self, name, password):
        self.device = str(uuid.uuid4())
        self.me = json.loads(self.call("/v1/sign-in", {
            "signin": name, "password": password, "device": self.device, "device_name": "python"}))
        self.token = self.me["access_token"]
        document = json.loads(self.call("/v1/catalogue"))
        self.catalogue = {entity["name"]: entity for entity in document["entities"]}
        self.catalogue_hash = self.etag
        return self.me

    def sync(self, actions=()):
        """One exchange after the other until a checkpoint; true when the digest proved the rows."""
        proven = None
        while proven is None:
            request = {"frame": "sync", "protocol": 1, "catalogue": self.catalogue_hash, **self.at,
                       "stream": self.stream, "acknowledged": self.acknowledged,
                       "actions": list(actions), "progress": self.progress}
            if self.page: request["page"] = self.page
            actions = ()
            for line in self.call("/v1/sync", request, FRAMES).splitlines():
                frame = json.loads(line)
                done = getattr(self, "on_" + frame["frame"])(frame)
                proven = done if done is not None else proven
        return proven

    # Frames are applied as they come: this client reads its rows only between two checkpoints.

    def on_receipts(self, frame): pass  # they arrived; the checkpoint settles them
    def on_more(self, frame): pass
    def on_problem(self, frame): raise RuntimeError(frame)

    def on_scope(self, frame):
        names = [name for name, *_ in frame.get("buckets", [])]
        for lost in (self.scope - set(names)) | set(frame.get("fresh", [])): self.drop(lost)
        self.scope = set(names)

    def drop(self, bucket, keys=None):
        for key in [key for key in (keys or self.rows) if key in self.rows]:
            self.rows[key]["buckets"] = [b for b in self.rows[key]["buckets"] if b != bucket]
            if not self.rows[key]["buckets"]: del self.rows[key]

    def on_rows(self, frame):
        for row in frame["rows"]:
            row["epoch"] = frame["head"]["epochs"][row["epoch"]]
            self.rows[frame["head"]["entity"], row["id"]] = row  # its set of buckets replaces

    def on_removals(self, frame):
        for bucket, entity, row_id in frame["removals"]: self.drop(bucket, [(entity, row_id)])

    def on_page(self, frame):
        self.progress, self.page = frame.get("progress", []), frame["position"]

    def on_checkpoint(self, frame):
        for receipt in frame.get("verdicts", []): self.verdicts[receipt["action"]] = receipt
        self.progress, self.page, self.acknowledged = [], None, self.number
        self.at = {name: frame[name] for name in ("epoch", "chain", "seal") if name in frame}
        self.at.update(cursor=frame["to"], view=self.view_digest())
        return self.at["view"] == frame["view"]

    def view_digest(self):
        """BLAKE2b-128 over each bucket's name, count and sum of keyed row stamps."""
        key, buckets = bytes.fromhex(self.me["digest_key"]), {name: [0, 0] for name in self.scope}
        for (entity, row_id), row in self.rows.items():
            stamp = hashlib.blake2b(
                entity.to_bytes(4, "little") + uuid.UUID(row_id).bytes + bytes.fromhex(row["epoch"])
                + row["commit"].to_bytes(8, "little"), digest_size=16, key=key).digest()
            for name in row["buckets"]:
                buckets[name][0] += 1
                buckets[name][1] += int.from_bytes(stamp, "little")
        image = b"".join(len(name.encode()).to_bytes(4, "little") + name.encode()
                         + count.to_bytes(8, "little") + (total % (1 << 128)).to_bytes(16, "little")
                         for name, (count, total) in sorted(buckets.items()))
        return hashlib.blake2b(image, digest_size=16).hexdigest()

    # --- deciding ---------------------------------------------------------------------------

    def table(self, name):
        number = self.catalogue[name]["number"]
        return {key[1]: row["values"] for key, row in self.rows.items() if key[0] == number}

    def material_hash(self, quote):
        """What a decision signs: the material columns of the quote and of its lines."""
        image = b""
        lines = sorted(i for i, line in self.table("quotedetail").items()
                       if line["quoteid"] == quote)
        for entity, row_id in [("quote", quote)] + [("quotedetail", line) for line in lines]:
            document, values = self.catalogue[entity], self.table(entity)[row_id]
            pairs = [(column["number"], stored(column, values[column["name"]]))
                     for column in document["columns"]
                     if column.get("material") and values.get(column["name"]) is not None]
            image += cbor(document["number"]) + cbor(uuid.UUID(row_id).bytes) + cbor(pairs)
        return hashlib.blake2b(image, digest_size=32).hexdigest()

    def approve(self, quote):
        millis = time.time_ns() // 1_000_000
        action = uuid.UUID(  # version 7: a time, then random
            int=millis << 80 | 7 << 76 | 2 << 62 | int.from_bytes(os.urandom(7), "big"))
        self.number += 1
        body = {"id": str(action), "kind": "quote.approve", "entity": "quote", "target": quote,
                "arguments": {"comment": "Approved by a client on one page"}, "version": 1,
                "basis": {"material_hash": self.material_hash(quote)}, "actor": self.me["user"],
                "audience": self.me["audience"], "time": {"wall_ms": millis}}
        return str(action), {"number": self.number, "action": body}


def main(url, name, password):
    client = Client(url)
    me = client.sign_in(name, password)
    print(f"signed in as {me['user_name']} ({me['audience']}: {', '.join(me['roles'])})")
    assert client.sync(), "the view digest does not agree"
    print(f"pulled {len(client.rows)} rows of {len(client.scope)} buckets, digest agrees")
    today = datetime.date.today().isoformat()
    decided = {row["quoteid"] for row in client.table("fieldbook_quotedecision").values()}
    pending = sorted(i for i, row in client.table("quote").items() if row["statecode"] in (0, 1)
                     and i not in decided and (row["effectiveto"] or "9999") > today)
    if not pending: return print("no quote waits for a decision")
    action, envelope = client.approve(pending[0])
    assert client.sync([envelope]), "the view digest does not agree after the decision"
    verdict = client.verdicts[action].get("verdict", "applied")  # the default is left out
    print(f"approve {client.table('quote')[pending[0]]['name']}: {verdict}")
    assert verdict == "applied", client.verdicts[action]
    decisions = client.table("fieldbook_quotedecision").values()
    assert pending[0] in {row["quoteid"] for row in decisions}, "its decision is no row"
    before = dict(client.rows)
    assert client.sync() and client.rows == before, "a pull of nothing new changed something"
    print(f"the decision came back as a row; {len(client.rows)} rows, digest agrees")


if __name__ == "__main__":
    main(*sys.argv[1:])
