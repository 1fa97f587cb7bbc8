import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  clientEnvironment,
  findTerraform,
  type Site,
  TerraformWorkspace,
} from '@metalwright/server/rehearsal'

/** The block by which a module says that it uses the provider. */
export const REQUIRED =
  'terraform {\n  required_providers {\n    drp = { source = "metalwright/drp" }\n  }\n}\n'
/** Arguments of an apply that asks nothing. */
export const APPLY = ['apply', '-no-color', '-auto-approve']
/** Arguments of a destroy that asks nothing. */
export const DESTROY = ['destroy', '-no-color', '-auto-approve']
/** Arguments of a plan whose status tells: 0 no changes, 1 failure, 2 changes. */
export const PLAN = ['plan', '-no-color', '-detailed-exitcode']

/** Folder of the examples of the provider's documentation. */
export const EXAMPLES = join(import.meta.dirname, '..', '..', 'provider-terraform', 'examples')

/** What Terraform prints, in one line: it wraps its messages, but the words stay in order. */
export function words(text: string): string {
  return text.replaceAll(/[\s│╷╵]+/g, ' ')
}

/** The example of a resource. */
export function example(typeName: string): Promise<string> {
  return readFile(join(EXAMPLES, 'resources', typeName, 'resource.tf'), 'utf8')
}

/** The resources that a plan changes. */
export function changedBy(output: string): string[] {
  return [...output.matchAll(/^ +# (\S+) (?:will|must) be/gm)].map(([, address = '']) => address)
}

/** Edits a file. @throws Error when nothing changes */
export async function edit(path: string, what: string | RegExp, by: string): Promise<void> {
  const text = await readFile(path, 'utf8')
  const edited = text.replace(what, by)
  if (edited === text) throw new Error(`${path} has no ${what}`)
  await writeFile(path, edited)
}

/** A root module of one file over a site, with the real CLI and the executable. */
export class Module {
  readonly workspace: TerraformWorkspace

  private constructor(workspace: TerraformWorkspace) {
    this.workspace = workspace
  }

  /** @param files other files that the module needs, by name */
  static async open(
    site: Site,
    configuration: string,
    files: Readonly<Record<string, string>> = {},
  ): Promise<Module> {
    const folder = await mkdtemp(join(tmpdir(), 'metalwright-module-'))
    try {
      await writeFile(join(folder, 'main.tf'), `${REQUIRED}${configuration}`)
      for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
      const cli = findTerraform() ?? 'terraform'
      const options = { cli, example: folder, env: clientEnvironment(site), onLine: () => {} }
      return new Module(await TerraformWorkspace.create(options))
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  /** Path of a file of the module. */
  file(name = 'main.tf'): string {
    return join(this.workspace.folder, name)
  }

  /** Puts another configuration in the place of the one there is. */
  async write(configuration: string): Promise<void> {
    await writeFile(this.file(), `${REQUIRED}${configuration}`)
  }

  /** Applies, and gives what was printed, in one line. */
  async apply(): Promise<string> {
    return words((await this.workspace.run(APPLY)).output)
  }

  /** Applies what must be refused, and gives what was printed, in one line. */
  async refusedApply(): Promise<string> {
    const { status, output } = await this.workspace.run(APPLY, [0, 1])
    if (status === 0) throw new Error(`this should have been refused:\n${output}`)
    return words(output)
  }

  /** Plans; `status` is 0 when there is nothing to change, 1 when it is refused, 2 when there is. */
  async plan(): Promise<{ readonly status: number; readonly text: string; readonly changed: string[] }> {
    const { status, output } = await this.workspace.run(PLAN, [0, 1, 2])
    return { status, text: words(output), changed: changedBy(output) }
  }

  /** Forgets a resource and imports it again. */
  async reimport(address: string, id: string): Promise<void> {
    await this.workspace.run(['state', 'rm', '-no-color', address])
    await this.workspace.run(['import', '-no-color', address, id])
  }

  /** The values of a resource in the state. */
  async values(address: string): Promise<Readonly<Record<string, unknown>>> {
    const { output } = await this.workspace.run(['show', '-json'])
    const shown: {
      values?: { root_module?: { resources?: { address: string; values: Record<string, unknown> }[] } }
    } = JSON.parse(output)
    const found = shown.values?.root_module?.resources?.find((resource) => resource.address === address)
    if (found === undefined) throw new Error(`${address} is not in the state`)
    return found.values
  }

  /** Everything that is stored. */
  async state(): Promise<string> {
    return (await this.workspace.run(['state', 'pull'])).output
  }

  /** Destroys what there is and removes the folder. */
  async destroy(): Promise<void> {
    await this.workspace.run(DESTROY)
    await this.workspace.remove()
  }
}
