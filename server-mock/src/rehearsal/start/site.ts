import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { Client } from '@metalwright/sdk'
import type { Pace } from '../simulated/index.ts'
import type { ServerProcess } from './server-process.ts'

/** A disk image that is deployed in the rehearsal. */
export interface RehearsalImage {
  /** Name below `files/images/`. */
  readonly file: string
  readonly sha256: string
}

/** One rehearsed machine. */
export interface RehearsalMachine {
  readonly mac: string
  /** Switches it on; resolves when it is. */
  powerOn(): Promise<void>
  /** How often its firmware has started. */
  readonly firmwareStarts: () => number
  /** Waits until the deployed system has offered a login. */
  readonly reachesLogin: (timeoutMs: number) => Promise<void>
  /** Where its console is kept, when it has one. */
  readonly console: string | undefined
}

/** A server with machines on its network, all of it rehearsed. */
export interface Site {
  readonly kind: 'simulated' | 'qemu'
  /** API as seen from here. */
  readonly endpoint: string
  /** `user:password` of the server's first user. */
  readonly key: string
  readonly server: ServerProcess
  readonly client: Client
  readonly machines: readonly RehearsalMachine[]
  readonly image: RehearsalImage
  /** Switches everything off and removes what was made. */
  close(): Promise<void>
}

/** How a site is set up. */
export interface SiteOptions {
  readonly machines: number
  /** Folder of everything the site keeps; a new one that goes with it by default. */
  readonly folder?: string
  /** Bytes of each machine's disk. */
  readonly diskBytes?: number
  /** Milliseconds that what is not simulated takes; of simulated machines only. */
  readonly pace?: Partial<Pace>
  /** Told each step, one line. */
  readonly log: (line: string) => void
}

/** User and password of a server started with `--dev` or, inside a lab, with its initial password. */
export const DEV_KEY = 'rocketskates:r0cketsk8ts'

/** Preferences under which machines nobody knows discover themselves. */
export const DISCOVERY_PREFS = JSON.stringify({
  unknownBootEnv: 'unknown-discovery',
  defaultBootEnv: 'discovery',
  defaultWorkflow: 'discover',
})

/** Environment by which any client (terraform, scripts) reaches the site and trusts its certificate. */
export function clientEnvironment({ endpoint, key, server }: Site): Record<string, string> {
  return { RS_ENDPOINT: endpoint, RS_KEY: key, RS_FINGERPRINT: server.facts.fingerprint }
}

/** The same with the variables of the claim example: what to claim with. */
export function exampleEnvironment(site: Site): Record<string, string> {
  const { file, sha256 } = site.image
  return { ...clientEnvironment(site), TF_VAR_image_file: file, TF_VAR_image_sha256: sha256 }
}

/** Client of a rehearsed server; it trusts that server's certificate and no other. */
export function siteClient(endpoint: string, key: string, fingerprint: string): Client {
  return new Client({ endpoint, key, fingerprint })
}

/** Gives the server the network of the rehearsal. */
export async function addSubnet(client: Client): Promise<void> {
  await client.subnets.create({
    Name: 'rehearsal',
    Description: 'Network of the rehearsed machines',
    Enabled: true,
    Subnet: '10.77.0.0/24',
    ActiveStart: '10.77.0.20',
    ActiveEnd: '10.77.0.250',
    ActiveLeaseTime: 3600,
    Options: [{ Code: 15, Value: 'rehearsal.example' }],
  })
}

/** Uploads a disk image. */
export async function uploadImage(client: Client, source: string, file: string): Promise<RehearsalImage> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(source), hash)
  await client.files.upload(`images/${file}`, () => createReadStream(source))
  return { file, sha256: hash.digest('hex') }
}
