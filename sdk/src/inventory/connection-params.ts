import type { JsonValue } from '../models/json.ts'

/** Names by which Ansible takes passwords: `ansible_password`, `ansible_become_pass`, `ansible_ssh_private_key_file`. */
const credential = /^ansible_\w*(?:pass|private_key|vault)/

/**
 * What the machine itself may say: it changes only what happens on the machine. Others, such as `ansible_connection` or
 * `ansible_ssh_common_args`, make the computer on which Ansible runs do something.
 */
const ofMachines = new Set([
  'ansible_become',
  'ansible_become_method',
  'ansible_become_user',
  'ansible_port',
  'ansible_python_interpreter',
  'ansible_remote_tmp',
  'ansible_shell_type',
  'ansible_user',
])

/** Whether a param is one of those that Ansible reads itself. */
export function isConnectionParam(name: string): boolean {
  return /^ansible_\w+$/.test(name)
}

/** Whether a param is a password or leads to one. */
export function isCredential(name: string): boolean {
  return credential.test(name)
}

/** Whether a param that a machine has of its own may only be believed when somebody says so. */
export function isRisky(name: string): boolean {
  return name.startsWith('ansible_') && !ofMachines.has(name)
}

/** An address that no program takes for an option; undefined when the value is none. */
export function addressIn(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && /^[\p{L}\p{N}_:][\p{L}\p{N}_.:%-]*$/u.test(value) ? value : undefined
}

/** A user that no program takes for an option; undefined when the value is none. */
export function userIn(value: JsonValue | undefined): string | undefined {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && /^[\p{L}\p{N}_][\p{L}\p{N}_.@\\+$-]*$/u.test(text) ? text : undefined
}

/** Whether the value of a param that Ansible reads itself has a form that it can have. */
export function isUsable(name: string, value: JsonValue): boolean {
  if (name === 'ansible_port') return !Array.isArray(value) && /^[1-9]\d{0,4}$/.test(String(value))
  if (name === 'ansible_user') return userIn(value) !== undefined
  return true
}
