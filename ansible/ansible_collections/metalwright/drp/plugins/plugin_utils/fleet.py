# Apache License 2.0 (see LICENSE or https://www.apache.org/licenses/LICENSE-2.0)
"""Machines of a DRP server as hosts and groups, the same as the program metalwright-inventory makes."""

from __future__ import annotations

import re

from ansible.errors import AnsibleParserError
from ansible_collections.metalwright.drp.plugins.plugin_utils.params import Params
from ansible_collections.metalwright.drp.plugins.plugin_utils.server import Server
from ansible_collections.metalwright.drp.plugins.plugin_utils.values import (
    ADDRESS,
    CONNECTION,
    FIELDS,
    HOST_NAME,
    RESERVED,
    USER,
    plain,
    safe_name,
    text_of,
    texts_of,
)


class Fleet:
    """Makes hosts and groups under the options of the plugin."""

    def __init__(self, option, display):
        self.option = option
        self.display = display

    def make(self):
        """Hosts with their variables, groups, and variables of all; plain data, which can be kept."""
        option = self.option
        server = Server(option)
        filters = [tuple(one.split("=", 1)) for one in option("filters")]
        if any(len(one) != 2 for one in filters):
            raise AnsibleParserError("filters have the form Name=Eq(value)")
        secure = {one["Name"] for one in server.list("params") if one.get("Secure")}
        stages = {one["Name"]: one for one in server.list("stages")}
        self.profiles = {one["Name"]: one for one in server.list("profiles")}
        self.params = Params(option, secure, stages, self.profiles)
        machines = sorted(server.list("machines", filters), key=lambda one: (one.get("Name", ""), one["Uuid"]))
        groups = self._groups(machines)
        main = safe_name(option("group_prefix").rstrip("_") or "drp")
        lost = safe_name(option("group_prefix") + "no_address")
        names = self._names(machines, set(groups) | {main, lost})
        hosts, homeless = {}, []
        for machine in machines:
            variables = self._host(machine)
            if "ansible_host" not in variables:
                if option("require_address"):
                    continue
                homeless.append(names[machine["Uuid"]])
            hosts[names[machine["Uuid"]]] = variables
        if self.params.refused:
            self.display.warning(
                "Params that machines have of their own and that change what this computer does are left out: %s. Put "
                "them into a profile, or set allow_connection" % ", ".join(sorted(self.params.refused)[:5])
            )
        made = {name: dict(group, hosts=[]) for name, group in groups.items()}
        for name, group in groups.items():
            made[name]["hosts"] = sorted(names[one] for one in group["hosts"] if names[one] in hosts)
        made[main] = {"hosts": sorted(hosts), "vars": {"drp_endpoint": server.origin}, "children": []}
        if homeless:
            made[lost] = {"hosts": sorted(homeless), "vars": {}, "children": []}
        everywhere = self.params.flat(self.params.profile_params("global")) if option("group_vars") else {}
        return {"hosts": hosts, "groups": made, "all": everywhere}

    def _groups(self, machines):
        groups = {}
        prefix = self.option("group_prefix")
        self.raw = {}
        for dimension in self.option("group_by"):
            if dimension not in FIELDS and not re.match(r"(param|meta):.", dimension):
                raise AnsibleParserError("group_by knows no %s" % dimension)
            for machine in machines:
                for value in texts_of(self.params.value(machine, dimension)):
                    name = safe_name("%s%s_%s" % (prefix, dimension.replace(":", "_", 1), value))
                    self._group(groups, name, dimension, value)["hosts"].append(machine["Uuid"])
        if self.option("parents"):
            self._children(groups)
        ranks = self._ranks(machines) if self.option("group_vars") else {}
        for name, group in groups.items():
            profile = group.pop("profile")
            if profile is None:
                continue
            if self.option("group_vars"):
                group["vars"].update(self.params.flat(self.params.profile_params(profile)))
            if group["hosts"] and profile in ranks:
                group["vars"]["ansible_group_priority"] = ranks[profile]
        return groups

    def _group(self, groups, name, dimension, value):
        raw = "%s %s" % (dimension, value)
        if self.raw.setdefault(name, raw) != raw:
            self.display.warning("Group %s holds both %s and %s." % (name, self.raw[name], raw))
        profile = value if dimension == "profile" else None
        variables = {} if name.endswith(value) else {"drp_group": value}
        return groups.setdefault(name, {"hosts": [], "vars": variables, "children": [], "profile": profile})

    def _children(self, groups):
        prefix = self.option("group_prefix")
        waiting = [group["profile"] for group in groups.values() if group["profile"] is not None]
        while waiting:
            name = waiting.pop(0)
            own = safe_name("%sprofile_%s" % (prefix, name))
            for child in self._children_of(self.profiles.get(name, {})):
                inner = safe_name("%sprofile_%s" % (prefix, child))
                if self._reaches(groups, inner, own):
                    self.display.warning("Profile %s is inside itself by way of %s." % (child, name))
                    continue
                if inner not in groups:
                    waiting.append(child)
                self._group(groups, inner, "profile", child)
                if inner not in groups[own]["children"]:
                    groups[own]["children"].append(inner)

    def _children_of(self, profile):
        more = (profile.get("Params") or {}).get(self.option("children_param"))
        named = [one for one in more if isinstance(one, str) and one] if isinstance(more, list) else []
        return list(dict.fromkeys((profile.get("Profiles") or []) + named))

    @staticmethod
    def _reaches(groups, start, end):
        seen, waiting = set(), [start]
        while waiting:
            name = waiting.pop()
            if name == end:
                return True
            if name not in seen:
                seen.add(name)
                waiting.extend(groups.get(name, {}).get("children", []))
        return False

    def _ranks(self, machines):
        """Profiles by the order in which they stand on machines, the strongest last."""
        weaker = {}
        for machine in machines:
            profiles = machine.get("Profiles") or []
            for at, name in enumerate(profiles):
                weaker.setdefault(name, set()).update(profiles[at + 1:at + 2])
        ranks = {}
        waiting = sorted(weaker, reverse=True)
        while waiting:
            ready = [name for name in waiting if all(one in ranks for one in weaker[name])]
            if not ready:
                self.display.warning("Machines have profiles in different orders; use params: aggregate where that matters.")
                return {}
            waiting = [name for name in waiting if name not in ready]
            for name in ready:
                ranks[name] = len(ranks) + 1
        return ranks

    def _names(self, machines, groups):
        names, taken = {}, set()
        for machine in machines:
            uuid = machine["Uuid"]
            found = (self.params.source(machine, one) for one in self.option("hostname"))
            wanted = next((one for one in found if isinstance(one, str) and HOST_NAME.match(one)), uuid)
            name = wanted
            if wanted in RESERVED or wanted in groups:
                name = uuid
                self.display.warning("Host %s would have a name that Ansible uses otherwise; it is %s instead." % (wanted, name))
            elif wanted in taken:
                name = "%s-%s" % (wanted, uuid[:8])
                self.display.warning("More than one host would be called %s; one is %s instead." % (wanted, name))
            if name in taken:
                name = uuid
            taken.add(name)
            names[uuid] = name
        return names

    def _host(self, machine):
        found = (self.params.source(machine, one) for one in self.option("address"))
        address = next((one for one in found if isinstance(one, str) and ADDRESS.match(one)), None)
        user = self.params.effective(machine, "ansible_user")
        user = text_of(user) if isinstance(user, (str, int)) and not isinstance(user, bool) else ""
        own = self.params.believed(machine)
        levels = [own] + self.params.inherited(machine)
        variables = {}
        shown = self.option("params")
        if shown != "none":
            values = self.params.shown([own] if shown == "own" else levels)
            variables["drp_params"] = values
        for name, value in self.params.merged(levels).items():
            if not CONNECTION.match(name) or name in ("ansible_user", "ansible_host"):
                continue
            variables[name] = value
        if address is not None:
            variables["ansible_host"] = address
        variables["ansible_user"] = user if USER.match(user) else self.option("user")
        variables["drp_uuid"] = variables["rebar_uuid"] = machine["Uuid"]
        variables["drp_name"] = machine.get("Name", "")
        variables["drp"] = {
            "pool": machine.get("Pool") or "default",
            "pool_status": machine.get("PoolStatus") or "Free",
            "pool_allocated": machine.get("PoolAllocated") is True,
            "stage": machine.get("Stage", ""),
            "bootenv": machine.get("BootEnv", ""),
            "workflow": machine.get("Workflow", ""),
            "workflow_complete": machine.get("WorkflowComplete") is True,
            "runnable": machine.get("Runnable") is True,
            "locked": machine.get("Locked") is True,
            "os": machine.get("OS", ""),
            "arch": machine.get("Arch") or "amd64",
            "context": machine.get("Context", ""),
            "address": machine.get("Address", ""),
            "hardware_addrs": machine.get("HardwareAddrs") or [],
            "profiles": machine.get("Profiles") or [],
            "tasks": len(machine.get("Tasks") or []),
            "current_task": machine.get("CurrentTask", -1),
            "meta": machine.get("Meta") or {},
        }
        return {name: plain(value) for name, value in variables.items()}
