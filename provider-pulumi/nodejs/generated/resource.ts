// Made from schema.json by scripts/generate.ts; changes here are lost.
import * as pulumi from '@pulumi/pulumi'

/** Version of the package and of the plugin that it needs. */
export const version = '0.1.0'

/** Properties of a resource. */
export interface Shape {
  readonly inputs: readonly string[]
  /** Inputs that travel as the text of their JSON. */
  readonly json?: readonly string[]
  /** What only comes out. */
  readonly outputs: readonly string[]
  /** Inputs that must be given. */
  readonly required: readonly string[]
  /** What inputs are when they are not given. */
  readonly presets: Readonly<Record<string, unknown>>
  /** What is always a secret. */
  readonly secrets: readonly string[]
}

/** Stands for the arguments of a resource that is only looked up. */
export const absent = undefined as never

/**
 * What Pulumi's engine is told of a resource. One that is looked up by its id has nothing but names.
 *
 * @throws Error when something is missing that must be given
 */
export function propertiesOf(
  shape: Shape,
  args: object | undefined,
  opts: pulumi.CustomResourceOptions | undefined,
): pulumi.Inputs {
  const { inputs, json = [], outputs, required, presets, secrets } = shape
  const given = new Map<string, unknown>(opts?.id === undefined ? Object.entries(args ?? {}) : [])
  const value = (name: string): unknown => {
    const own = given.get(name) ?? (opts?.id === undefined ? presets[name] : undefined)
    return own !== undefined && secrets.includes(name) ? pulumi.secret(own) : own
  }
  const missing = required.find((name) => given.get(name) === undefined)
  if (missing !== undefined && opts?.id === undefined && opts?.urn === undefined) {
    throw new Error(`Missing required property '${missing}'`)
  }
  return Object.fromEntries([
    ...inputs.map((name) => [name, value(name)]),
    ...json.map((name) => [name, textOf(value(name))]),
    ...outputs.map((name) => [name, undefined]),
  ])
}

function textOf(value: unknown): pulumi.Output<string> | undefined {
  return value === undefined ? undefined : pulumi.output(value).apply((plain) => JSON.stringify(plain))
}

/** Options of a resource, with the version of the plugin and what is always a secret. */
export function optionsOf(
  { secrets }: Shape,
  opts: pulumi.CustomResourceOptions | undefined,
): pulumi.CustomResourceOptions {
  const always = secrets.length === 0 ? {} : { additionalSecretOutputs: [...secrets] }
  return pulumi.mergeOptions(pulumi.mergeOptions({ version }, opts), always)
}

/** Options of a call, with the version of the plugin. */
export function withVersion(opts: pulumi.InvokeOptions | undefined): pulumi.InvokeOptions {
  return pulumi.mergeOptions({ version }, opts)
}

/** Whether a value is a resource of a type. */
export function isOf(value: unknown, type: string): boolean {
  return typeof value === 'object' && value !== null && '__pulumiType' in value && value.__pulumiType === type
}
