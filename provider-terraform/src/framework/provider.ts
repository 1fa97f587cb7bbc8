import type { Action } from './action.ts'
import type { Diagnostic } from './diagnostic.ts'
import type { EphemeralResource } from './ephemeral-resource.ts'
import type { ProviderFunction } from './function.ts'
import type { ListResource } from './list-resource.ts'
import type { ObjectView } from './object-view.ts'
import type { DataSource, Resource, ValidateContext } from './resource.ts'
import type { Schema } from './schema.ts'

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
  readonly functions?: readonly ProviderFunction[]
  readonly ephemeralResources?: readonly EphemeralResource<Connection>[]
  readonly listResources?: readonly ListResource<Connection>[]
  readonly actions?: readonly Action<Connection>[]
  validate?(context: ValidateContext): void
  /** Makes the connection that all resources share. Does not dial. */
  configure(context: ConfigureContext): Connection
  /** Turns an error of the provider's own libraries into a message for the user; undefined for strange ones. */
  explain?(error: unknown): Diagnostic | undefined | Promise<Diagnostic | undefined>
}
