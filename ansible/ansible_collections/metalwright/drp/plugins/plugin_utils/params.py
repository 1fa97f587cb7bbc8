# Apache License 2.0 (see LICENSE or https://www.apache.org/licenses/LICENSE-2.0)
"""Values of machines and their params as they may be shown."""

from __future__ import annotations

from fnmatch import fnmatchcase

from ansible.errors import AnsibleParserError
from ansible_collections.metalwright.drp.plugins.plugin_utils.values import (
    CONNECTION,
    CREDENTIAL,
    FIELDS,
    OF_MACHINES,
    odd_name,
    plain,
    safe_name,
    sealed,
    text_of,
    usable,
)


class Params:
    """Params of machines, profiles and stages: no secrets, and none that the options leave out."""

    def __init__(self, option, secure, stages, profiles):
        self.option = option
        self.secure = secure
        self.stages = stages
        self.profiles = profiles
        self.refused = set()

    def source(self, machine, source):
        if source == "name":
            return machine.get("Name", "")
        if source == "short":
            return machine.get("Name", "").split(".")[0]
        if source == "uuid":
            return machine["Uuid"]
        if source == "address":
            address = machine.get("Address", "")
            return "" if address == "0.0.0.0" else address
        if not source.startswith("param:"):
            raise AnsibleParserError("hostname and address know name, short, uuid, address and param:X, not %s" % source)
        value = self.effective(machine, source[len("param:"):])
        return text_of(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""

    def value(self, machine, dimension):
        if dimension in FIELDS:
            return machine.get(FIELDS[dimension])
        kind, name = dimension.split(":", 1)
        return self.effective(machine, name) if kind == "param" else (machine.get("Meta") or {}).get(name)

    def secret(self, name, value):
        return name in self.secure or sealed(value) or CREDENTIAL.match(name)

    def effective(self, machine, name):
        for params in [machine.get("Params") or {}] + self.inherited(machine):
            if name in params:
                return None if self.secret(name, params[name]) else params[name]
        return None

    def believed(self, machine):
        params = machine.get("Params") or {}
        if self.option("allow_connection"):
            return params
        risky = {
            name
            for name in params
            if name.startswith("ansible_") and name not in OF_MACHINES and not CREDENTIAL.match(name)
        }
        self.refused |= risky
        return {name: value for name, value in params.items() if name not in risky} if risky else params

    def inherited(self, machine):
        seen, found = set(), []
        stage = self.stages.get(machine.get("Stage", ""))
        self.collect(machine.get("Profiles") or [], seen, found)
        if stage is not None:
            found.append(stage.get("Params") or {})
            self.collect(stage.get("Profiles") or [], seen, found)
        self.collect(["global"], seen, found)
        return found

    def collect(self, names, seen, found):
        for name in names:
            profile = self.profiles.get(name)
            if profile is None or name in seen:
                continue
            seen.add(name)
            found.append(profile.get("Params") or {})
            self.collect(profile.get("Profiles") or [], seen, found)

    def merged(self, levels):
        merged, seen = {}, set()
        for params in levels:
            for name, value in params.items():
                # What Ansible cannot use hides nothing that lies behind it.
                if name in seen or not usable(name, value):
                    continue
                seen.add(name)
                if not self.secret(name, value) and not odd_name(name):
                    merged[name] = plain(value)
        return merged

    def shown(self, levels):
        patterns = self.option("exclude_params")
        merged = self.merged(levels)
        return {name: merged[name] for name in sorted(merged) if not any(fnmatchcase(name, one) for one in patterns)}

    def profile_params(self, name):
        return self.shown([self.profiles.get(name, {}).get("Params") or {}])

    @staticmethod
    def flat(values):
        flat = {name: value for name, value in values.items() if CONNECTION.match(name)}
        flat.update(("drp_param_" + safe_name(name), value) for name, value in values.items())
        return flat
