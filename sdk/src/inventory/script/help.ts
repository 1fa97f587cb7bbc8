import { SETTING_TABLE } from './setting-table.ts'

/** What `--help` prints. */
export function helpText(): string {
  const width = Math.max(...SETTING_TABLE.map(({ name }) => name.length))
  const rows = SETTING_TABLE.map(({ name, meaning }) => `  ${name.toUpperCase().padEnd(width)}  ${meaning}`)
  return `Machines of a DRP server as an inventory of Ansible.

  ansible-inventory -i metalwright-inventory --graph
  metalwright-inventory --list

  --list         the whole inventory, as Ansible asks for it
  --host NAME    the variables of one host
  --graph        groups and hosts as a tree
  --check        ask the server, and say what would come
  --pretty       JSON in many lines
  --refresh      make the inventory anew, whatever was kept
  --config FILE  settings as JSON or YAML; else DRP_INVENTORY_CONFIG, else drp-inventory.json or .yml beside this script
  --version      version of this program
  --help         this text

The server, from the environment:
  RS_ENDPOINT     URL [https://127.0.0.1:8092]
  RS_KEY          user:password, split at the first colon
  RS_TOKEN        a token; wins over the key
  RS_CACERT       certificate authorities to trust, PEM or a file
  RS_FINGERPRINT  SHA-256 of the server's certificate; it alone is trusted then
  RS_INSECURE     true trusts any certificate

Settings, as DRP_INVENTORY_<NAME> or, in small letters, in the configuration file; the environment wins:
${rows.join('\n')}

Only in the configuration file:
  keyed_groups    list of key (a source below), prefix, separator, default_value, parent_group
  compose         map of variables and their sources: name, uuid, pool, stage, …, param:X, meta:X

As DRP's own script: RS_ANSIBLE, RS_HOST_ADDRESS, RS_ANSIBLE_USER, RS_ANSIBLE_PARENT.

Exit codes: 0 done; 1 no inventory (server, rights, no such host); 2 a flag or a setting cannot be used.
`
}
