"""OData as the double of Finance and Operations speaks it: filters, keys, batches, metadata."""

import re
import uuid
from urllib.parse import unquote

TOKEN = re.compile(r"""\s*(?:(?P<open>\()|(?P<close>\))|
    (?P<enum>Microsoft\.Dynamics\.DataEntities\.\w+'(?:[^']|'')*')|
    (?P<text>'(?:[^']|'')*')|
    (?P<guid>[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})|
    (?P<instant>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)|
    (?P<number>-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)|
    (?P<word>\w+))""", re.X)

OPERATORS = {
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "gt": lambda a, b: a is not None and b is not None and a > b,
    "ge": lambda a, b: a is not None and b is not None and a >= b,
    "lt": lambda a, b: a is not None and b is not None and a < b,
    "le": lambda a, b: a is not None and b is not None and a <= b,
}


class BadRequest(Exception):
    """What a client wrote does not read; the answer is 400."""


def unquoted(text):
    return text[text.index("'") + 1:-1].replace("''", "'")


def literal(kind, text):
    if kind in ("text", "enum"):
        return unquoted(text)
    if kind == "guid":
        return str(uuid.UUID(text))
    if kind == "number":
        return float(text) if re.search(r"[.eE]", text) else int(text)
    if kind == "instant":
        return text
    if kind == "word" and text in ("null", "true", "false"):
        return {"null": None, "true": True, "false": False}[text]
    raise BadRequest(f"'{text}' is no value")


def tokens_of(text):
    out, at = [], 0
    while text[at:].strip():
        found = TOKEN.match(text, at)
        if not found:
            raise BadRequest(f"syntax error at position {at} in '{text}'")
        out.append((found.lastgroup, found.group(found.lastgroup)))
        at = found.end()
    return out


def comparable(value):
    return value.lower() if isinstance(value, str) else value


def moment(value):
    """A moment whose text sorts as it does: with seven places of the second."""
    if not isinstance(value, str):
        return value
    whole, _, part = value.removesuffix("Z").partition(".")
    return f"{whole}.{part:0<7}"


def filter_of(text, columns):
    """A predicate over rows. Texts compare without case, as the collation over there does."""
    if not text:
        return lambda row: True
    tokens = tokens_of(text)

    def take(*kinds):
        if not tokens or tokens[0][0] not in kinds:
            raise BadRequest(f"syntax error in '{text}'")
        return tokens.pop(0)

    def either():
        parts = [both()]
        while tokens and tokens[0] == ("word", "or"):
            tokens.pop(0)
            parts.append(both())
        return parts[0] if len(parts) == 1 else lambda row: any(part(row) for part in parts)

    def both():
        parts = [one()]
        while tokens and tokens[0] == ("word", "and"):
            tokens.pop(0)
            parts.append(one())
        return parts[0] if len(parts) == 1 else lambda row: all(part(row) for part in parts)

    def one():
        if tokens and tokens[0][0] == "open":
            tokens.pop(0)
            inner = either()
            take("close")
            return inner
        column = take("word")[1]
        name = take("word")[1]
        if name not in OPERATORS:
            raise BadRequest(f"'{name}' is not supported")
        kind, value = take("text", "enum", "guid", "number", "instant", "word")
        if column not in columns:
            raise BadRequest(f"Could not find a property named '{column}'.")
        if kind == "text" and columns[column].kind.startswith("Microsoft."):
            raise BadRequest(f"A binary operator with incompatible types was detected at {column}.")
        shape = moment if columns[column].kind == "Edm.DateTimeOffset" else comparable
        wanted, compare = shape(literal(kind, value)), OPERATORS[name]
        return lambda row: compare(shape(row.get(column)), wanted)

    predicate = either()
    if tokens:
        raise BadRequest(f"syntax error in '{text}'")
    return predicate


def key_of(text):
    """{column: value} of "dataAreaId='usmf',ACTUALID=…"."""
    out = {}
    for part in re.finditer(r"(\w+)=('(?:[^']|'')*'|[^,]+)(?:,|$)", text):
        value = part.group(2)
        found = TOKEN.fullmatch(value)
        if not found:
            raise BadRequest(f"'{value}' is no key")
        out[part.group(1)] = literal(found.lastgroup, found.group(found.lastgroup))
    return out


PATH = re.compile(r"^/data/(?P<set>\w+)(?:\((?P<key>.*)\))?"
                  r"(?:/Microsoft\.Dynamics\.DataEntities\.(?P<action>\w+))?$")


def read_path(path):
    """(entity set, key or None, action or None)."""
    found = PATH.match(unquote(path))
    if not found:
        return None
    key = found.group("key")
    return found.group("set"), None if key is None else key_of(key), found.group("action")


class Item:
    """One request of a batch, and one answer."""

    def __init__(self, method, target, headers, body):
        self.method, self.target, self.headers, self.body = method, target, headers, body


def headers_and_rest(text):
    head, _, rest = text.partition("\r\n\r\n")
    headers = {}
    for line in head.split("\r\n"):
        name, colon, value = line.partition(":")
        if colon:
            headers[name.strip().lower()] = value.strip()
    return headers, rest


def boundary_of(content_type):
    found = re.match(r'multipart/mixed\s*;.*boundary="?([^";]+)"?', content_type or "")
    if not found:
        raise BadRequest("the content type of a batch is multipart/mixed")
    return found.group(1)


def parts_of(text, boundary):
    # A delimiter stands at the start of a line.
    parts = ("\r\n" + text).split("\r\n--" + boundary)
    if len(parts) < 3 or not parts[-1].startswith("--"):
        raise BadRequest("the batch has no end")
    return [part.removeprefix("\r\n") for part in parts[1:-1]]


def read_request(text):
    line, _, rest = text.partition("\r\n")
    words = line.split(" ")
    if len(words) != 3:
        raise BadRequest(f"'{line}' is no request")
    headers, body = headers_and_rest(rest)
    # Relative to the batch, or from the root of the host.
    target = words[1] if words[1].startswith("/") else "/data/" + words[1]
    return Item(words[0], target, headers, body.strip())


def read_batch(content_type, body):
    """[(is a change set, [Item])], as the batch has them."""
    out = []
    for part in parts_of(body, boundary_of(content_type)):
        headers, rest = headers_and_rest(part)
        if headers.get("content-type", "").startswith("multipart/mixed"):
            inner = parts_of(rest, boundary_of(headers["content-type"]))
            items = [read_request(headers_and_rest(one)[1]) for one in inner]
            if any(item.method == "GET" for item in items):
                raise BadRequest("a change set holds no reads")
            out.append((True, items))
        else:
            out.append((False, [read_request(rest)]))
    return out


REASONS = {200: "OK", 201: "Created", 204: "No Content", 400: "Bad Request", 401: "Unauthorized",
           403: "Forbidden", 404: "Not Found", 409: "Conflict", 412: "Precondition Failed",
           429: "Too Many Requests", 500: "Internal Server Error", 503: "Service Unavailable"}


def written_answer(answer):
    status, headers, body = answer
    lines = ["Content-Type: application/http", "Content-Transfer-Encoding: binary", "",
             f"HTTP/1.1 {status} {REASONS.get(status, 'Status')}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines) + "\r\n\r\n" + body


def write_batch(answers, boundary="batchresponse_double"):
    """`answers`: [(is a change set, [(status, headers, body)])]."""
    out = []
    for number, (is_change_set, parts) in enumerate(answers):
        out.append(f"--{boundary}\r\n")
        if is_change_set and all(status < 400 for status, _, _ in parts):
            inner = f"changesetresponse_{number}"
            out.append(f"Content-Type: multipart/mixed; boundary={inner}\r\n\r\n")
            out += [f"--{inner}\r\n{written_answer(part)}\r\n" for part in parts]
            out.append(f"--{inner}--\r\n")
        else:
            out.append(written_answer(parts[0]) + "\r\n")
    out.append(f"--{boundary}--\r\n")
    return f"multipart/mixed; boundary={boundary}", "".join(out)


def metadata_of(entities, actions):
    """CSDL 4.0 of {set: Entity} and {(set, action)}."""
    out = ['<?xml version="1.0" encoding="utf-8"?>',
           '<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">'
           '<edmx:DataServices><Schema Namespace="Microsoft.Dynamics.DataEntities" '
           'xmlns="http://docs.oasis-open.org/odata/ns/edm">']
    for name, entity in entities.items():
        out.append(f'<EntityType Name="{name}Row"><Key>')
        out += [f'<PropertyRef Name="{column}"/>' for column in entity.key]
        out.append("</Key>")
        for column in entity.columns.values():
            length = f' MaxLength="{column.length}"' if column.length else ""
            null = ' Nullable="false"' if column.required or column.name in entity.key else ""
            out.append(f'<Property Name="{column.name}" Type="{column.kind}"{length}{null}/>')
        out.append("</EntityType>")
    out.append('<EnumType Name="NoYes"><Member Name="No"/><Member Name="Yes"/></EnumType>')
    for set_name, action in actions:
        out.append(f'<Action Name="{action}" IsBound="true"><Parameter Name="{set_name}" Type='
                   f'"Collection(Microsoft.Dynamics.DataEntities.{set_name}Row)"/></Action>')
    out.append('<EntityContainer Name="Resources">')
    out += [f'<EntitySet Name="{name}" EntityType="Microsoft.Dynamics.DataEntities.{name}Row"/>'
            for name in entities]
    out.append("</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>")
    return "".join(out)
