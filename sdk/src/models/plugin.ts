import { z } from 'zod'
import { AvailableAction } from './action.ts'
import { common, flag, integer, name, params, strings, text } from './fields.ts'

/** A running instance of a plugin provider, configured by its params. */
export const Plugin = z.object({
  ...common,
  Name: name,
  Documentation: text,
  /** Name of the plugin provider. */
  Provider: text,
  Params: params,
  /** What went wrong while it was configured or run; owned by the server. */
  PluginErrors: strings,
})
export type Plugin = z.infer<typeof Plugin>

/** A program that offers actions and hears events; what its `define` call printed. */
export const PluginProvider = z.object({
  ...common,
  Name: name,
  Documentation: text,
  Version: text,
  /** Version of the protocol; 2. */
  PluginVersion: integer,
  /** Whether it wants to be told of events. */
  HasPublish: flag,
  AvailableActions: z.array(AvailableAction).default(() => []),
  RequiredParams: strings,
  OptionalParams: strings,
  /** Make a plugin of the provider's name when the provider comes. */
  AutoStart: flag,
  /** Content pack of the provider, YAML. */
  Content: text,
})
export type PluginProvider = z.infer<typeof PluginProvider>

/** What an upload of a plugin provider has stored. */
export const PluginUpload = z.object({
  /** Name of the provider. */
  path: text,
  /** Bytes of the program. */
  size: integer,
})
export type PluginUpload = z.infer<typeof PluginUpload>
