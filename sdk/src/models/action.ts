import { z } from 'zod'
import { params, strings, text } from './fields.ts'
import { Json } from './json.ts'

/** Kinds of objects that have `…/actions`, as DRP 3.11 has them. Jobs have `…/plugin_actions` instead. */
export const ACTION_PREFIXES = [
  'bootenvs',
  'leases',
  'machines',
  'plugins',
  'profiles',
  'reservations',
  'roles',
  'stages',
  'subnets',
  'tasks',
  'templates',
  'tenants',
  'users',
  'workflows',
] as const

/** A kind of object that has `…/actions`. */
export type ActionPrefix = (typeof ACTION_PREFIXES)[number]

/** An action that a plugin offers on a kind of object. */
export const AvailableAction = z.object({
  Provider: text,
  /** Prefix the action is for, `system`, or empty for one on the plugin itself. */
  Model: text,
  Command: text,
  RequiredParams: strings,
  OptionalParams: strings,
})
export type AvailableAction = z.infer<typeof AvailableAction>

/** An action as a plugin is told to run it. */
export const Action = z.object({
  /** The object it is run on. */
  Model: Json.optional(),
  /** Name of the plugin. */
  Plugin: text,
  Command: text,
  CommandSet: text,
  Params: params,
})
export type Action = z.infer<typeof Action>
