import { catalogue, type JsonObject, type Prefix } from '@metalwright/sdk/models'
import { fieldValue } from '../index-values.ts'

/** A field that names objects, and the word DRP has for it. */
interface NameField {
  readonly field: string
  readonly word: string
  /** Kind that is named: its key's pattern counts. */
  readonly kind: Prefix
}

const name = (field: string, word: string, kind: Prefix): NameField => ({ field, word, kind })

const REQUIRED = name('RequiredParams', 'Required Param', 'params')
const OPTIONAL = name('OptionalParams', 'Optional Param', 'params')

/** Fields with names of other objects. A blank single name means none; a blank one in a list is wrong. */
const NAME_FIELDS: { readonly [P in Prefix]?: readonly NameField[] } = {
  bootenvs: [REQUIRED, OPTIONAL],
  machines: [
    name('Workflow', 'Workflow', 'workflows'),
    name('Stage', 'Stage', 'stages'),
    name('BootEnv', 'BootEnv', 'bootenvs'),
    name('Profiles', 'Profile', 'profiles'),
    name('Tasks', 'Task', 'tasks'),
  ],
  plugins: [name('Provider', 'Provider', 'plugin_providers')],
  pools: [name('ParentPool', 'ParentPool', 'pools')],
  profiles: [name('Profiles', 'Profile', 'profiles')],
  rollouts: [name('Workflow', 'Workflow', 'workflows'), name('Pool', 'Pool', 'pools')],
  stages: [
    name('BootEnv', 'BootEnv', 'bootenvs'),
    name('Tasks', 'Task', 'tasks'),
    name('Profiles', 'Profile', 'profiles'),
    REQUIRED,
    OPTIONAL,
  ],
  tasks: [name('Prerequisites', 'Task', 'tasks'), REQUIRED, OPTIONAL],
  tenants: [name('Users', 'User', 'users')],
  users: [name('Roles', 'Role', 'roles')],
  workflows: [name('Stages', 'Stage', 'stages')],
}

/** Names that no object can have, each worded as DRP does: ``Invalid Stage `x y!` ``. */
export function nameProblems(prefix: Prefix, body: JsonObject): string[] {
  return (NAME_FIELDS[prefix] ?? []).flatMap(({ field, word, kind }) => {
    const value = fieldValue(body, field)
    const names = Array.isArray(value) ? value : value === '' || value === undefined ? [] : [value]
    return names
      .filter((one) => !isTaskCommand(kind, one) && !isName(kind, one))
      .map((one) => `Invalid ${word} \`${String(one)}\``)
  })
}

/** An entry of a task list that is no task: `stage:x`, `bootenv:x`, `action:x`, … */
function isTaskCommand(kind: Prefix, value: unknown): boolean {
  return kind === 'tasks' && typeof value === 'string' && value.includes(':')
}

function isName(kind: Prefix, value: unknown): boolean {
  const { schema, key } = catalogue[kind]
  const shape: Readonly<Record<string, { safeParse(value: unknown): { success: boolean } } | undefined>> =
    schema.shape
  return shape[key]?.safeParse(value).success ?? true
}
