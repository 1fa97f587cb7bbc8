#!/usr/bin/env python3
"""A plugin of DRP in another language than the server's: it greets machines. See plugins.test.ts."""

import json
import os
import socketserver
import sys
from http.server import BaseHTTPRequestHandler

DEFINITION = {
    "Name": "greeter",
    "Version": "v1.0.0",
    "PluginVersion": 2,
    "HasPublish": False,
    "RequiredParams": ["greeter/word"],
    "AvailableActions": [
        {"Model": "machines", "Command": "greet", "RequiredParams": ["greeter/who"], "OptionalParams": []},
        {"Model": "machines", "Command": "sulk", "RequiredParams": [], "OptionalParams": []},
    ],
    "Content": json.dumps({
        "meta": {"Name": "greeter", "Version": "v1.0.0", "Description": "params of the greeter"},
        "sections": {"params": {
            "greeter/word": {"Name": "greeter/word", "Schema": {"type": "string"}},
            "greeter/who": {"Name": "greeter/who", "Schema": {"type": "string"}},
        }},
    }),
}

config = {}


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or "null")
        if self.path.endswith("/config"):
            config.update(body)
            self.answer(200, {})
        elif self.path.endswith("/action") and body["Command"] == "greet":
            words = (config["greeter/word"], body["Params"]["greeter/who"], body["Model"]["Name"])
            self.answer(200, {"said": "%s %s, this is %s" % words})
        elif self.path.endswith("/action"):
            self.answer(418, {"Model": "plugins", "Key": "greeter", "Type": "ACTION", "Messages": ["no"], "Code": 418})
        else:
            self.answer(200, {})
        if self.path.endswith("/stop"):
            os._exit(0)

    def answer(self, status, value):
        text = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)
        self.wfile.flush()

    def address_string(self):
        return "the server"

    def log_message(self, *_):
        pass


if sys.argv[1] == "define":
    print(json.dumps(DEFINITION))
else:
    with socketserver.ThreadingUnixStreamServer(sys.argv[2], Handler) as server:
        print("READY!", flush=True)
        server.serve_forever()
