# Apache License 2.0 (see LICENSE or https://www.apache.org/licenses/LICENSE-2.0)
"""What values, names and params of a DRP server mean to Ansible."""

from __future__ import annotations

import json
import re

RESERVED = {"all", "ungrouped", "localhost", "127.0.0.1", "::1", "_meta"}
FIELDS = {
    "pool": "Pool",
    "stage": "Stage",
    "bootenv": "BootEnv",
    "workflow": "Workflow",
    "status": "PoolStatus",
    "os": "OS",
    "arch": "Arch",
    "context": "Context",
    "locked": "Locked",
    "runnable": "Runnable",
    "profile": "Profiles",
}
CREDENTIAL = re.compile(r"ansible_\w*(?:pass|private_key|vault)")
CONNECTION = re.compile(r"ansible_\w+\Z", re.ASCII)
# What the machine itself may say: it changes only what happens on the machine.
OF_MACHINES = {
    "ansible_become",
    "ansible_become_method",
    "ansible_become_user",
    "ansible_port",
    "ansible_python_interpreter",
    "ansible_remote_tmp",
    "ansible_shell_type",
    "ansible_user",
}
ADDRESS = re.compile(r"[\w:][\w.:%-]*\Z")
USER = re.compile(r"\w[\w.@\\+$-]*\Z")
HOST_NAME = re.compile(r"\w[\w.:-]*\Z")


def safe_name(text):
    name = re.sub(r"[^A-Za-z0-9_]", "_", text)
    return "_" + name if re.match(r"[0-9]", name) else name


def text_of(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def texts_of(value):
    values = value if isinstance(value, list) else [value]
    return [text_of(one) for one in values if one not in (None, "") and not isinstance(one, (dict, list))]


def usable(name, value):
    if name == "ansible_port":
        return not isinstance(value, list) and bool(re.match(r"[1-9]\d{0,4}\Z", text_of(value)))
    return name != "ansible_user" or (not isinstance(value, bool) and bool(USER.match(text_of(value))))


def sealed(value):
    return isinstance(value, dict) and sorted(value) == ["Key", "Nonce", "Payload"]


def odd_name(name):
    return name.startswith("__ansible") or re.search(r"\{[{%#]", name) or name.startswith("#jinja2:")


def plain(value):
    """A value in which no map can be read as something else than a map."""
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        if any(odd_name(name) for name in value):
            return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
        return {name: plain(one) for name, one in value.items()}
    return value
