import { z } from 'zod'
import { common, flag, id, params, stringMap, strings, text } from './fields.ts'

/** A part of what an endpoint runs: a content pack, a plugin provider, the server itself. */
export const Element = z.object({ Type: text, Version: text, Name: text, ActualVersion: text })
export type Element = z.infer<typeof Element>

/** A plugin as a version set wants it. */
const WantedPlugin = z.looseObject({ Name: text })

/** A DRP server that a manager looks after. */
export const Endpoint = z.object({
  ...common,
  Id: id,
  Documentation: text,
  Params: params,
  ConnectionStatus: text,
  VersionSet: text,
  VersionSets: strings,
  /** Bring the endpoint to its version sets by itself. */
  Apply: flag,
  HaId: text,
  Arch: text,
  Os: text,
  DRPVersion: text,
  DRPUXVersion: text,
  Components: z.array(Element).default(() => []),
  Plugins: z.array(WantedPlugin).default(() => []),
  Prefs: stringMap,
  Global: params,
  /** What must be done to bring it to its version sets. */
  Actions: z.array(z.looseObject({ ...Element.shape, Action: text })).default(() => []),
})
export type Endpoint = z.infer<typeof Endpoint>

/** What endpoints should run. */
export const VersionSet = z.object({
  ...common,
  Id: id,
  Documentation: text,
  Apply: flag,
  DRPVersion: text,
  DRPUXVersion: text,
  Components: z.array(Element).default(() => []),
  Plugins: z.array(WantedPlugin).default(() => []),
  Prefs: stringMap,
  Files: z.array(z.object({ Path: text, Sha256Sum: text, Source: text, Explode: flag })).default(() => []),
  Global: params,
})
export type VersionSet = z.infer<typeof VersionSet>

/** Something a catalog offers for installation. */
export const CatalogItem = z.object({
  ...common,
  Id: id,
  Type: text,
  Name: text,
  ActualVersion: text,
  Version: text,
  ContentType: text,
  Source: text,
  /** SHA-256 digests by architecture. */
  Shasum256: stringMap,
  NOJQSource: text,
  Tip: flag,
  HotFix: flag,
})
export type CatalogItem = z.infer<typeof CatalogItem>
