import type { BootEnv, Info, JsonValue, Machine, Stage, Task } from '@metalwright/sdk/models'

/** What a template is rendered for. */
export interface Source {
  /** Absent for the files of machines that nobody knows. */
  readonly machine?: Machine
  readonly bootEnv?: BootEnv
  readonly stage?: Stage
  readonly task?: Task
}

/** How the one who asks for a rendering reaches the server. */
export interface Addresses {
  /** IPv4 address of the server that faces the asker. */
  readonly server: string
  readonly apiPort: number
  readonly filePort: number
  /** Port of the file server with TLS, where there is one. */
  readonly secureFilePort?: number
  /** Path of the file that is rendered. */
  readonly file?: string
  /** MAC address of the boot, where a file is asked for by it. */
  readonly mac?: string
}

/** Values a rendering asks for while it runs, and which take time to get. */
export interface Deferred {
  /** Effective value of a param; undefined when it has none. */
  param(name: string): Promise<JsonValue | undefined>
  /** All values of a param, nearest first, the default of its schema last. */
  levels(name: string): Promise<readonly JsonValue[]>
  token(kind: 'known' | 'infinite' | 'unknown'): Promise<string>
  /** `undefined` when there is no such profile. */
  profileToken(profile: string, seconds: number): Promise<string | undefined>
  /** What the server is, as the one at this address of it sees it. */
  info(server: string): Promise<Info>
  /** Bootenvs with a line for boot menus in their Meta, by name. */
  menuBootEnvs(): Promise<readonly BootEnv[]>
}
