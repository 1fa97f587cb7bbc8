# Apache License 2.0 (see LICENSE or https://www.apache.org/licenses/LICENSE-2.0)
from __future__ import annotations

DOCUMENTATION = """
name: drp
short_description: Machines of a DRP server
description:
  - Machines of a server with the API of Digital Rebar Provision become hosts, grouped by pool, profile, stage and more.
  - The source is a YAML file whose name ends in C(drp.yml) or C(drp.yaml).
  - Gives the same hosts, groups and variables as the program C(metalwright-inventory), and needs nothing but Python.
  - Secure params, sealed values and passwords are left out, and no text of the server is taken for a template.
author: The Metalwright authors
extends_documentation_fragment:
  - constructed
  - inventory_cache
options:
  plugin:
    description: Marks the file as a source of this plugin.
    required: true
    choices: [metalwright.drp.drp]
  endpoint:
    description: URL of the server.
    default: https://127.0.0.1:8092
    env: [{name: RS_ENDPOINT}]
  key:
    description: C(user:password), split at the first colon.
    default: ''
    env: [{name: RS_KEY}]
  token:
    description: A token; wins over the key.
    default: ''
    env: [{name: RS_TOKEN}]
  cacert:
    description: Certificate authorities to trust, PEM or the path of a file.
    default: ''
    env: [{name: RS_CACERT}]
  fingerprint:
    description: SHA-256 of the server's certificate in hex; it alone is trusted then.
    default: ''
    env: [{name: RS_FINGERPRINT}]
  insecure:
    description: Trust any certificate.
    type: bool
    default: false
    env: [{name: RS_INSECURE}]
  timeout:
    description: Seconds that an answer may take.
    type: int
    default: 30
    env: [{name: DRP_INVENTORY_TIMEOUT}]
  filters:
    description: DRP filters that machines must all meet, such as C(Pool=Eq(gpu)).
    type: list
    elements: str
    default: []
  hostname:
    description: Where names of hosts come from, C(name), C(short), C(uuid), C(address) or C(param:X); the first that gives one.
    type: list
    elements: str
    default: [name]
  address:
    description: Where addresses come from, C(address), C(name) or C(param:X); the first that gives one.
    type: list
    elements: str
    default: [address]
  require_address:
    description: Leave out machines without an address.
    type: bool
    default: false
  user:
    description: User where param C(ansible_user) says nothing.
    default: root
  group_by:
    description: Any of pool, profile, stage, bootenv, workflow, status, os, arch, context, locked, runnable, C(param:X), C(meta:X).
    type: list
    elements: str
    default: [pool, profile, stage, bootenv, workflow, status, os, arch]
  group_prefix:
    description: Stands before the name of every group.
    default: drp_
  params:
    description: Params to show, those of the machine or those it has from profiles, stage and C(global) too.
    choices: [none, own, aggregate]
    default: own
  exclude_params:
    description: Patterns of params left out.
    type: list
    elements: str
    default: [gohai-inventory, inventory/*, change-stage/map]
  parents:
    description: Profiles inside profiles become children of their groups.
    type: bool
    default: true
  children_param:
    description: Param of a profile that lists more children.
    default: ansible/children
  group_vars:
    description: Params of profiles become variables of their groups.
    type: bool
    default: true
  allow_connection:
    description:
      - Believe C(ansible_connection) and the like where machines have them of their own.
      - Whoever may set a param of a machine, the machine too, can then run code where Ansible runs.
    type: bool
    default: false
"""

EXAMPLES = """
# site.drp.yml
plugin: metalwright.drp.drp
filters: [PoolStatus=Eq(InUse)]
group_by: [pool, profile, "param:rack"]
keyed_groups:
  - key: drp.arch
    prefix: arch
compose:
  ansible_port: drp_params['ssh/port'] | default(22)
cache: true
cache_plugin: ansible.builtin.jsonfile
cache_connection: ~/.cache/drp-inventory
"""

from ansible.plugins.inventory import BaseInventoryPlugin, Cacheable, Constructable
from ansible_collections.metalwright.drp.plugins.plugin_utils.fleet import Fleet

try:
    # Ansible 2.19 and later trusts no text that is not marked; before, such texts had to be marked.
    from ansible.template import trust_as_template as _trust  # noqa: F401

    def unsafe(value):
        return value
except ImportError:
    from ansible.utils.unsafe_proxy import wrap_var as unsafe


class InventoryModule(BaseInventoryPlugin, Constructable, Cacheable):
    NAME = "metalwright.drp.drp"

    def verify_file(self, path):
        return super().verify_file(path) and path.endswith(("drp.yml", "drp.yaml"))

    def parse(self, inventory, loader, path, cache=True):
        super().parse(inventory, loader, path, cache)
        self._read_config_data(path)
        self.load_cache_plugin()
        key = self.get_cache_key(path)
        wanted = cache and self.get_option("cache")
        made = None
        if wanted:
            try:
                made = self._cache[key]
            except KeyError:
                pass
        if made is None:
            made = Fleet(self.get_option, self.display).make()
            if self.get_option("cache"):
                self._cache[key] = made
        self._populate(made)

    def _populate(self, made):
        for name, value in made["all"].items():
            self.inventory.set_variable("all", name, unsafe(value))
        for name in sorted(made["groups"]):
            self.inventory.add_group(name)
        for name, variables in made["hosts"].items():
            self.inventory.add_host(name)
            for key, value in variables.items():
                self.inventory.set_variable(name, key, unsafe(value))
        for name in sorted(made["groups"]):
            group = made["groups"][name]
            for key, value in group["vars"].items():
                self.inventory.set_variable(name, key, unsafe(value))
            for host in group["hosts"]:
                self.inventory.add_host(host, group=name)
            for child in sorted(group["children"]):
                self.inventory.add_child(name, child)
        strict = self.get_option("strict")
        for name in made["hosts"]:
            variables = self.inventory.get_host(name).get_vars()
            self._set_composite_vars(self.get_option("compose"), variables, name, strict=strict)
            variables = self.inventory.get_host(name).get_vars()
            self._add_host_to_composed_groups(self.get_option("groups"), variables, name, strict=strict)
            self._add_host_to_keyed_groups(self.get_option("keyed_groups"), variables, name, strict=strict)
