// Made from schema.json by scripts/generate.ts; changes here are lost.
import * as pulumi from '@pulumi/pulumi'
import type { Json } from './json.ts'
import { withVersion } from './resource.ts'

/** What the server is and can do. */
export function getInfo(opts?: pulumi.InvokeOptions): Promise<GetInfoResult> {
  return pulumi.runtime.invoke('drp:index:getInfo', {}, withVersion(opts))
}

/** What the server is and can do. */
export function getInfoOutput(opts?: pulumi.InvokeOutputOptions): pulumi.Output<GetInfoResult> {
  return pulumi.runtime.invokeOutput<GetInfoResult>('drp:index:getInfo', {}, withVersion(opts))
}

/** What `getInfo` finds. */
export interface GetInfoResult {
  /** Id of the server. */
  readonly serverId: string
  /** Version. */
  readonly version: string
  /** Architecture that it runs on. */
  readonly arch: string
  /** Operating system that it runs on. */
  readonly os: string
  /** Its address that faces this client. */
  readonly address: string
  /** Port of the API. */
  readonly apiPort: number
  /** Port of the files. */
  readonly filePort: number
  /** Features, such as `embedded-pool`. */
  readonly features: string[]
  /** Everything that the server says, by its own names. */
  readonly all: Json
}
