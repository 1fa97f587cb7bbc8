import type { BootEnv } from '@metalwright/sdk/models'
import { architecture, bootFilesOf, bootsKernel } from './boot-file-paths.ts'
import { isMenuText, kernelLine, scriptLanguage } from './boot-script.ts'
import type { Lookups } from './lookups.ts'
import { record } from './record.ts'
import { type Call, CallError, type HostObject } from './template/index.ts'

/** Key in a bootenv's Meta under which it has the text of its line in boot menus. */
export const MENU_META = 'boot-menu'

/** What an entry of a boot menu does. */
type EntryKind = 'kernel' | 'disk' | 'shell'

interface Entry {
  readonly kind: EntryKind
  /** `discover`, `disk`, `shell` or the name of a bootenv: what the param `boot-menu/default` says. */
  readonly name: string
  readonly label: string
  /** Data of its templates. */
  readonly data: HostObject | null
}

/** What a boot menu takes from the rendering around it. */
export interface MenuSurroundings {
  /** The bootenv that has the menu. */
  readonly own: BootEnv | undefined
  /** Its data. */
  readonly root: HostObject
  readonly lookups: Lookups
  /** Data of templates for another bootenv. */
  readonly rootOf: (bootEnv: BootEnv) => HostObject
  /** Path of the file the menu is for. */
  readonly file: string
}

/**
 * The boot menu as templates see it: `.Title`, `.Seconds` (0: waits for ever), `.Default` (key of an entry),
 * `.Entries` with `.Key` (a number), `.Kind` (`kernel`, `disk`, `shell`), `.Label` and, for kernels, `.Data`, and
 * `.LeftOut`, one line for each bootenv that cannot be offered. It is built from the params `boot-menu/…` and from the
 * bootenvs with `boot-menu` in their Meta; all its texts may stand in any boot loader's script as they are.
 *
 * @throws CallError naming the param whose value does not fit
 */
export function bootMenu(surroundings: MenuSurroundings, call: Call): HostObject {
  const { lookups } = surroundings
  const text = (name: string): string => {
    const value = lookups.param(name)
    if (typeof value === 'string' && isMenuText(value)) return value
    throw misfit(name, value, 'a line of plain characters')
  }
  const title = text('boot-menu/title')
  const wanted = text('boot-menu/default')
  const seconds = lookups.param('boot-menu/timeout')
  if (typeof seconds !== 'number' || !Number.isInteger(seconds) || seconds < 0 || seconds > 3600) {
    throw misfit('boot-menu/timeout', seconds, 'a number of seconds up to 3600')
  }
  const kinds = lookups.param('boot-menu/entries')
  if (!Array.isArray(kinds)) throw misfit('boot-menu/entries', kinds, 'a list')

  const leftOut: string[] = []
  const entries = kinds.flatMap((kind): Entry[] => {
    switch (kind) {
      case 'discover':
        return discover(surroundings)
      case 'bootenvs':
        return marked(surroundings, call, leftOut)
      case 'disk':
        return [{ kind, name: kind, label: 'Boot from the disk', data: null }]
      case 'shell':
        // Only iPXE's can be left again.
        return scriptLanguage(surroundings.file) === 'ipxe'
          ? [{ kind, name: kind, label: 'Shell of the boot loader', data: null }]
          : []
      default:
        throw misfit('boot-menu/entries', kind, 'made of discover, bootenvs, disk and shell')
    }
  })
  const at = [wanted, 'disk']
    .map((one) => entries.findIndex(({ name }) => name === one))
    .find((one) => one >= 0)
  return record('BootMenu', {
    Title: title,
    Seconds: BigInt(seconds),
    Default: String((at ?? 0) + 1),
    Entries: entries.map(({ kind, label, data }, index) =>
      record('BootMenuEntry', { Key: String(index + 1), Kind: kind, Label: label, Data: data }),
    ),
    LeftOut: leftOut,
  })
}

function discover({ own, root }: MenuSurroundings): Entry[] {
  if (own === undefined || !bootsKernel(own)) return []
  return [{ kind: 'kernel', name: 'discover', label: 'Discover this machine', data: root }]
}

/** Bootenvs that say in their Meta that menus have them. One that cannot be offered must not take the others with it. */
function marked(surroundings: MenuSurroundings, call: Call, leftOut: string[]): Entry[] {
  const { lookups, rootOf, own } = surroundings
  return lookups.menuBootEnvs().flatMap((bootEnv): Entry[] => {
    if (bootEnv.Name === own?.Name) return []
    const label = bootEnv.Meta[MENU_META] ?? ''
    const data = rootOf(bootEnv)
    const problem = problemOf(bootEnv, label, data, surroundings, call)
    if (problem === undefined) return [{ kind: 'kernel', name: bootEnv.Name, label, data }]
    leftOut.push(`${bootEnv.Name} is left out: ${problem}`.replace(/[^ -~]+/g, ' ').slice(0, 300))
    return []
  })
}

function problemOf(
  bootEnv: BootEnv,
  label: string,
  data: HostObject,
  { lookups, file }: MenuSurroundings,
  call: Call,
): string | undefined {
  if (!bootEnv.Available) return 'it is not available'
  if (!isMenuText(label)) return `the ${MENU_META} of its Meta is not a line of plain characters`
  if (!bootsKernel(bootEnv)) return 'it has no kernel'
  const { depth } = call.budget
  try {
    const arches = ['amd64', ...Object.keys(bootEnv.OS.SupportedArchitectures)]
    for (const arch of new Set(arches.map(architecture))) {
      const { BootParams } = bootFilesOf(bootEnv, arch)
      kernelLine(lookups.expand(BootParams, data, call), BootParams, file)
    }
    return undefined
  } catch (error) {
    // What has to be fetched first is no fault of the bootenv.
    if (lookups.waits()) throw error
    call.budget.depth = depth
    return error instanceof Error ? error.message : String(error)
  }
}

function misfit(name: string, value: unknown, due: string): CallError {
  return new CallError(`the param ${name} is ${JSON.stringify(value)}, which is not ${due}`)
}
