import { type Item, ScanError, scan } from './hcl-scan.ts'

/** Full names of the provider, as Terraform and as OpenTofu look for it. */
const addresses = ['registry.terraform.io/metalwright/drp', 'registry.opentofu.org/metalwright/drp']
const begin = '# metalwright/drp: begin'
const end = '# metalwright/drp: end'
const names = addresses.map((address) => JSON.stringify(address)).join(', ')
/** Put into methods of others; removed by their very text. */
const insertions = {
  listed: `/* metalwright/drp */ ${names}, `,
  alone: `/* metalwright/drp */ ${names}`,
  excluded: `\n    exclude = [${names}] # metalwright/drp\n`,
}
/** Ways to get a provider, each of which could be asked for ours too. */
const methods = ['direct', 'filesystem_mirror', 'network_mirror', 'oci_mirror']

/** The configuration is not one that can be added to; the message says why. */
export class CliConfigError extends Error {
  readonly code = 'cli_config_not_changed'
}

/**
 * A CLI configuration that gets this provider from a filesystem mirror and everything else as before: with a
 * `provider_installation` of its own where there is none, else with one more method in the one that is there, and
 * the provider excluded from the others. What was added before is replaced; all else stays as it is, byte for byte.
 *
 * @param text content of the file, empty when there is none
 * @param path absolute path of the mirror
 * @throws CliConfigError when the text is not understood, or the result would not be sound.
 */
export function withMirror(text: string, path: string): string {
  const before = withoutMirror(text)
  const installations = read(before).filter(({ name }) => name === 'provider_installation')
  const [installation, second] = installations
  if (second) throw new CliConfigError('it has more than one provider_installation')
  if (installation === undefined) return `${before}\n${begin}\n${ownInstallation(path)}${end}\n`
  if (installation.kind !== 'block') throw new CliConfigError('its provider_installation is no block')
  const additions = [
    { at: installation.open, text: `\n  ${begin}\n${mirrorBlock(path)}  ${end}\n` },
    ...installation.items
      .filter(({ name }) => methods.includes(name))
      .map((method) => exclusion(before, method)),
  ]
  const after = additions
    .toSorted((a, b) => b.at - a.at)
    .reduce((whole, { at, text: added }) => whole.slice(0, at) + added + whole.slice(at), before)
  read(after)
  return after
}

/** The text as it was before {@link withMirror}. */
export function withoutMirror(text: string): string {
  const section = new RegExp(`\\n[ \\t]*${begin}\\n[\\s\\S]*?${end}\\n`, 'g')
  return [insertions.excluded, insertions.listed, insertions.alone].reduce(
    (rest, added) => rest.replaceAll(added, ''),
    text.replaceAll(section, ''),
  )
}

/** What to write by hand, for a configuration that cannot be added to. */
export function ownInstallation(path: string): string {
  return `provider_installation {\n${mirrorBlock(path)}  direct {\n    exclude = [${names}]\n  }\n}\n`
}

function mirrorBlock(path: string): string {
  return `  filesystem_mirror {\n    path    = ${JSON.stringify(path)}\n    include = [${names}]\n  }\n`
}

/** Where and how a method is told to leave the provider alone. */
function exclusion(text: string, method: Item): { readonly at: number; readonly text: string } {
  if (method.kind !== 'block') throw new CliConfigError(`its ${method.name} is no block`)
  const list = method.items.find(({ name }) => name === 'exclude')
  if (list === undefined) return { at: method.open, text: insertions.excluded }
  if (list.kind !== 'list') throw new CliConfigError(`the exclude of its ${method.name} is no list`)
  const empty = text.slice(list.open, list.close).trim() === ''
  return { at: list.open, text: empty ? insertions.alone : insertions.listed }
}

function read(text: string): readonly Item[] {
  if (text.trimStart().startsWith('{')) throw new CliConfigError('it is written as JSON')
  try {
    return scan(text)
  } catch (error) {
    if (error instanceof ScanError) throw new CliConfigError(error.message, { cause: error })
    throw error
  }
}
