/**
 * A text as a name that Ansible takes for groups and variables: letters, digits and underscores, no digit in front.
 * Different texts may give the same name.
 */
export function safeName(text: string): string {
  const name = text.replaceAll(/[^A-Za-z0-9_]/g, '_')
  return /^\d/.test(name) ? `_${name}` : name
}
