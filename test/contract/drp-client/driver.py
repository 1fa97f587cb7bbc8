"""Drives drppy-client, the Python client of DRP's API, by orders that arrive as JSON lines on standard input.

Each order is {"id", "session", "op", ...}; each answer is one JSON line {"id", ...} on standard output:

  status, headers   of the last exchange on the wire
  value             what the client decoded, as JSON with the field names of the wire
  decoded           the type the client decoded it to
  mismatches        where the JSON on the wire is not what the client's types declare
  unknown           fields on the wire that the client's types do not have
  refused           in place of value: the client raised ApiException; the body as text
  raised            in place of value: the client raised something else, which no answer of a server should bring about

Ops: open, call (a generated operation by method and path), raw (the client's transport with any path), object (the
client's generic API), filter, secure_param, seal, watch, selector, events.
"""

import argparse
import base64
import datetime
import inspect
import json
import re
import ssl
import sys

import drppy_client.models
import urllib3
import websocket
from drppy_client import api as api_package
from drppy_client.api import custom_overrides
from drppy_client.api.custom_overrides import SecureData
from drppy_client.api.raw_model_api import RawModelApi
from drppy_client.api_client import ApiClient
from drppy_client.configuration import Configuration
from drppy_client.rest import ApiException

CALL = re.compile(r"self\.api_client\.call_api\(\s*'([^']+)', '([A-Z]+)'")
QUERY = re.compile(r"query_params\.append\(\('([^']+)', params\['([^']+)'\]\)\)")
RESPONSE = re.compile(r"response_type='([^']+)'")


def generated_operations():
    """Every generated operation by "METHOD /path": its class, its function, its query names and its answer's type."""
    found = {}
    for name in dir(api_package):
        kind = getattr(api_package, name)
        if not isinstance(kind, type) or not name.endswith("Api"):
            continue
        for function, body in vars(kind).items():
            if not function.endswith("_with_http_info"):
                continue
            source = inspect.getsource(body)
            call = CALL.search(source)
            if call is None:
                continue
            response = RESPONSE.search(source)
            found["%s %s" % (call.group(2), call.group(1))] = {
                "class": kind,
                "function": function[: -len("_with_http_info")],
                "query": dict(QUERY.findall(source)),
                "response": response.group(1) if response else None,
            }
    return found


def model_of(name):
    return getattr(drppy_client.models, name)


def to_model(name, data):
    """An instance of one of the client's classes from JSON with the field names of the wire."""
    kind = model_of(name)
    attributes = {wire: attribute for attribute, wire in kind.attribute_map.items()}
    return kind(**{attributes[wire]: value for wire, value in data.items()})


def to_json(value):
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [to_json(one) for one in value]
    if isinstance(value, dict):
        return {key: to_json(one) for key, one in value.items()}
    if hasattr(value, "attribute_map"):
        return {wire: to_json(getattr(value, name)) for name, wire in value.attribute_map.items()}
    return value


class Wire:
    """Compares JSON with the types the client declares."""

    PRIMITIVES = {"str": str, "int": int, "bool": bool, "float": (int, float)}

    def __init__(self):
        self.mismatches = []
        self.unknown = set()

    def compare(self, data, kind, place):
        if kind is None or kind == "object":
            return
        if data is None:
            self.mismatches.append("%s: null, declared %s" % (place, kind))
        elif kind.startswith("list["):
            self.elements(data, kind, kind[5:-1], place)
        elif kind.startswith("dict("):
            self.entries(data, kind, kind[len("dict(str, "):-1], place)
        elif kind in self.PRIMITIVES:
            is_bool = isinstance(data, bool)
            if not isinstance(data, self.PRIMITIVES[kind]) or is_bool != (kind == "bool"):
                self.mismatches.append("%s: %s, declared %s" % (place, json.dumps(data)[:60], kind))
        elif kind == "datetime":
            try:
                from dateutil.parser import isoparse
                isoparse(data)
            except (ValueError, TypeError):
                self.mismatches.append("%s: %s, declared datetime" % (place, json.dumps(data)[:60]))
        else:
            self.fields(data, kind, place)

    def elements(self, data, kind, inner, place):
        if not isinstance(data, list):
            self.mismatches.append("%s: %s, declared %s" % (place, type(data).__name__, kind))
            return
        for one in data:
            self.compare(one, inner, place + "[]")

    def entries(self, data, kind, inner, place):
        if not isinstance(data, dict):
            self.mismatches.append("%s: %s, declared %s" % (place, type(data).__name__, kind))
            return
        for one in data.values():
            self.compare(one, inner, place + "{}")

    def fields(self, data, kind, place):
        declared = model_of(kind)
        # Maps and texts the description gives a name of their own.
        if not declared.swagger_types:
            return
        if not isinstance(data, dict):
            self.mismatches.append("%s: %s, declared %s" % (place, type(data).__name__, kind))
            return
        types = {declared.attribute_map[name]: inner for name, inner in declared.swagger_types.items()}
        for field, inner in types.items():
            if field in data:
                self.compare(data[field], inner, "%s.%s" % (kind, field))
        self.unknown.update("%s.%s" % (kind, field) for field in data if field not in types)


class Session:
    """One user of one server."""

    def __init__(self, endpoint, key=None, token=None):
        self.endpoint = endpoint
        self.configuration = Configuration()
        self.configuration.host = endpoint + "/api/v3"
        self.configuration.verify_ssl = False
        if key is not None:
            self.configuration.username, self.configuration.password = key.split(":", 1)
        if token is not None:
            self.configuration.api_key = {"Authorization": token}
            self.configuration.api_key_prefix = {"Authorization": "Bearer"}
        self.client = ApiClient(self.configuration)
        self.socket = None
        self.waiting = []

    def authorization(self):
        settings = self.configuration.auth_settings()
        return settings["Bearer"]["value"] or settings["basicAuth"]["value"]

    def watch(self):
        url = self.endpoint.replace("https:", "wss:") + "/api/v3/ws"
        self.socket = websocket.create_connection(
            url,
            header=["Authorization: " + self.authorization()],
            sslopt={"cert_reqs": ssl.CERT_NONE, "check_hostname": False},
            timeout=10,
        )

    def selector(self, word, selector):
        """Registers or deregisters and waits for the server's confirmation; events that come first are kept."""
        self.socket.settimeout(10)
        self.socket.send("%s %s" % (word, selector))
        while True:
            event = json.loads(self.socket.recv())
            if event["Type"] == "websocket" and event["Key"] == selector:
                return event
            self.waiting.append(event)

    def events(self, count, seconds):
        """The next `count` events, or those that came within `seconds`."""
        self.socket.settimeout(seconds)
        try:
            while len(self.waiting) < count:
                self.waiting.append(json.loads(self.socket.recv()))
        except websocket.WebSocketTimeoutException:
            pass
        taken, self.waiting = self.waiting[:count], self.waiting[count:]
        return taken


class Driver:
    def __init__(self):
        self.operations = generated_operations()
        self.sessions = {}

    def open(self, order):
        self.sessions[order["session"]] = Session(order["endpoint"], order.get("key"), order.get("token"))

    def call(self, order):
        operation = self.operations[order["operation"]]
        given = dict(order.get("path", {}))
        for wire, value in order.get("query", {}).items():
            given[operation["query"][wire]] = value
        if "body" in order:
            given["body"] = self.body(order)
        self.expected = operation["response"]
        return getattr(operation["class"](self.session.client), operation["function"])(**given)

    def body(self, order):
        return to_model(order["model"], order["body"]) if "model" in order else order["body"]

    def raw(self, order):
        self.expected = order.get("response")
        return self.session.client.call_api(
            order["path"], order["method"], {}, list(order.get("query", {}).items()),
            {"Accept": "application/json", "Content-Type": order.get("type", "application/json")},
            body=order.get("body"), response_type=self.expected,
            auth_settings=["Bearer", "basicAuth"], _return_http_data_only=True)

    def object(self, order):
        self.expected = order.get("response")
        return getattr(RawModelApi(self.session.client), order["function"])(*order["arguments"])

    def filter(self, order):
        operation = self.operations["GET /" + order["prefix"]]
        self.expected = operation["response"]
        return operation["class"](self.session.client).filter(*order["arguments"])

    def secure_param(self, order):
        api = api_package.MachinesApi(self.session.client)
        custom_overrides.custom_post_machine_param(None, api, order["body"], order["uuid"], order["key"])

    def seal(self, order):
        sealed = SecureData()
        sealed.seal(base64.b64decode(order["pubkey"]), order["body"])
        return {"Key": sealed.Key, "Nonce": sealed.Nonce, "Payload": sealed.Payload}

    def watch(self, _order):
        self.session.watch()

    def selector(self, order):
        return self.session.selector(order["word"], order["selector"])

    def events(self, order):
        return self.session.events(order["count"], order["seconds"])

    def answer(self, order):
        self.session = self.sessions.get(order.get("session"))
        self.expected = None
        client = self.session.client if self.session else None
        if client is not None:
            client.last_response = None
        try:
            value = getattr(self, order["op"])(order)
        except ApiException as refusal:
            return {
                "status": refusal.status,
                "headers": headers_of(refusal.headers),
                "refused": refusal.body if refusal.body is not None else refusal.reason or "",
            }
        except Exception as error:  # what a caller of the client would see as a crash
            return {"raised": "%s: %s" % (type(error).__name__, error)}
        reply = {"value": to_json(value), "decoded": self.expected}
        last = client.last_response if client is not None else None
        if last is not None:
            reply["status"] = last.status
            reply["headers"] = headers_of(last.getheaders())
            if self.expected is not None:
                wire = Wire()
                try:
                    data = json.loads(last.data)
                except ValueError:
                    data = last.data
                # An answer without a body (204) says that there is no such object.
                if last.data != "":
                    wire.compare(data, self.expected, self.expected)
                reply["mismatches"] = sorted(set(wire.mismatches))
                reply["unknown"] = sorted(wire.unknown)
        return reply


def headers_of(headers):
    return {name.lower(): value for name, value in (headers or {}).items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--operations", action="store_true", help="print the client's operations and end")
    options = parser.parse_args()
    urllib3.disable_warnings()
    driver = Driver()
    if options.operations:
        print(json.dumps({name: it["response"] for name, it in sorted(driver.operations.items())}))
        return
    for line in sys.stdin:
        order = json.loads(line)
        print(json.dumps({"id": order["id"], **driver.answer(order)}), flush=True)


if __name__ == "__main__":
    main()
