import type { BootEnv, Info, JsonValue } from '@metalwright/sdk/models'
import type { Call, HostObject } from './template/index.ts'

/** Answers of the host that a template's context is built on; each may stop the rendering to be fetched first. */
export interface Lookups {
  /** Effective value of a param, `undefined` when it has none. */
  param(name: string): JsonValue | undefined
  /** All values of a param, nearest first, the default of its schema last. */
  levels(name: string): readonly JsonValue[]
  token(kind: 'known' | 'infinite' | 'unknown'): string
  /** `undefined` when there is no such profile. */
  profileToken(profile: string, seconds: number): string | undefined
  info(): Info
  /** Bootenvs with a line for boot menus in their Meta, by name. */
  menuBootEnvs(): readonly BootEnv[]
  /** Whether the rendering was stopped by something that has to be fetched first. */
  waits(): boolean
  /** Renders another text with the context it is given, within the limits of the call. */
  expand(text: string, root: HostObject, call: Call): string
  /** Base64 SHA-256 of the API certificate's public key. */
  readonly apiPin: string
}

/** Renders a text with the context of the rendering it is part of. */
export type Expand = (text: string, call: Call) => string
