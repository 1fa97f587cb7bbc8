/** Names that mean something else to Ansible. */
export const RESERVED: ReadonlySet<string> = new Set([
  'all',
  'ungrouped',
  'localhost',
  '127.0.0.1',
  '::1',
  '_meta',
])
