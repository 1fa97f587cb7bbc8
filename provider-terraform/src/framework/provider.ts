import type { Diagnostic } from './diagnostic.ts'
import type { ObjectView } from './object-view.ts'
import type { DataSource, Resource, ValidateContext } from './resource.ts'
import { type Schema, schemaProblems } from './schema.ts'

/** What `configure` gets. */
export interface ConfigureContext {
  /** May hold unknown values while planning: then fail only when a call really needs the value. */
  readonly config: ObjectView
  readonly terraformVersion: string
  /** Makes a text known as secret, such as a token from the environment. */
  secret(text: string | null | undefined): void
  warn(summary: string, detail: string): void
}

/** A provider: its configuration and what it offers. */
export interface Provider<Connection> {
  /** Source address, such as `registry.terraform.io/metalwright/drp`. */
  readonly address: string
  readonly version: string
  readonly schema: Schema
  readonly resources: readonly Resource<Connection>[]
  readonly dataSources: readonly DataSource<Connection>[]
  validate?(context: ValidateContext): void
  /** Makes the connection that all resources share. Does not dial. */
  configure(context: ConfigureContext): Connection
  /** Turns an error of the provider's own libraries into a message for the user; undefined for strange ones. */
  explain?(error: unknown): Diagnostic | undefined | Promise<Diagnostic | undefined>
}

/** @throws TypeError listing every breach of the schema rules. */
export function checkProvider<Connection>(provider: Provider<Connection>): void {
  const offered = [...provider.resources, ...provider.dataSources]
  const problems = [
    ...schemaProblems('provider', 'provider', provider.schema),
    ...offered.flatMap((item) => schemaProblems('resource', item.typeName, item.schema)),
    ...provider.resources
      .filter((resource) => (resource.upgrades?.length ?? 0) !== (resource.schema.version ?? 0))
      .map(
        (resource) =>
          `${resource.typeName}: every schema version below the current one needs an upgrade step`,
      ),
  ]
  if (problems.length > 0) throw new TypeError(`The provider's schema is not sound:\n${problems.join('\n')}`)
}
