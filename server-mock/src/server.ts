import { randomBytes, randomUUID } from 'node:crypto'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { arch, hostname } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fingerprintOf, publicKeyPin } from '@metalwright/sdk/certificate'
import type { Info, Machine } from '@metalwright/sdk/models'
import { makeApp } from './api/app.ts'
import { apiCertificate } from './api/certificate.ts'
import { fileRoutes } from './api/files.ts'
import { FEATURES, type InfoSource } from './api/info.ts'
import { JobActions } from './api/job-actions.ts'
import { jobRoutes } from './api/jobs.ts'
import { machineRoutes } from './api/machines.ts'
import { objectRoutes } from './api/objects.ts'
import { poolRoutes } from './api/pools.ts'
import type { Route } from './api/route.ts'
import { systemRoutes } from './api/system.ts'
import { userRoutes } from './api/users.ts'
import { serveEvents } from './api/websocket.ts'
import { Authentication } from './auth/authentication.ts'
import { startAddressServices } from './boot/address-services.ts'
import { BootSigns } from './boot/boot-signs.ts'
import { consoleRoutes } from './boot/console.ts'
import { makeFileServer, type Served } from './boot/file-server.ts'
import { FileTree } from './boot/file-tree.ts'
import { jobLogFiles } from './boot/job-log-files.ts'
import { startLoaderService } from './boot/loader-service.ts'
import { EventBus } from './events/bus.ts'
import { ObjectChanges } from './events/changes.ts'
import type { Log } from './log.ts'
import { Contents } from './objects/contents.ts'
import { EffectiveParams } from './objects/effective-params.ts'
import { FIRST_USER, firstStart } from './objects/first-start.ts'
import { indexValues } from './objects/index-values.ts'
import { Leases } from './objects/leases.ts'
import { Objects } from './objects/objects.ts'
import { Pools } from './objects/pools.ts'
import type { Ports } from './objects/ports.ts'
import { Runs } from './objects/runs.ts'
import { type DeferredFor, RenderedFiles } from './render/files.ts'
import { Renderer } from './render/renderer.ts'
import type { Addresses } from './render/source.ts'
import { sprigFunctions } from './render/template/index.ts'
import { type Settings, SettingsError } from './settings.ts'
import type { Store } from './store/port.ts'
import { openSqlite } from './store/sqlite.ts'

const CONSOLE_FILES = fileURLToPath(new URL('../ui/dist/', import.meta.url))

/** Version of the server, as `/info` tells it. */
export const VERSION = 'v3.11.0-metalwright-0.1.0'

/** A server that serves. */
export interface RunningServer {
  /** Ports really listened on; 0 for services that are off. */
  readonly ports: Readonly<Record<'api' | 'static' | 'tftp' | 'dhcp' | 'binl', number>>
  /** SHA-256 fingerprint of the API's certificate, hex. */
  readonly fingerprint: string
  /** Every route of the API, for whoever walks them all. */
  readonly routes: readonly Pick<Route, 'method' | 'path'>[]
  /** File with the first user's password, when this start has made it. */
  readonly passwordFile: string | undefined
  /** Lets go of everything; answers under way are finished first. */
  close(): Promise<void>
}

/**
 * Builds the server from its rooms and starts it. This is the only place that knows all of them.
 *
 * @throws SettingsError, StorageError, or the error of a port that cannot be bound; nothing keeps running then
 */
export async function startServer(settings: Settings, log: Log): Promise<RunningServer> {
  const started: (() => unknown)[] = []
  const close = async () => {
    for (const stop of started.reverse()) await stop()
  }
  try {
    return await build(settings, log, started, close)
  } catch (error) {
    await close()
    throw error
  }
}

async function build(
  settings: Settings,
  log: Log,
  started: (() => unknown)[],
  close: () => Promise<void>,
): Promise<RunningServer> {
  const ports = systemPorts()
  await mkdir(settings.baseRoot, { recursive: true, mode: 0o700 })
  const certificate = await apiCertificate(settings, new Date(ports.now()))
  const store = await openStore(settings, ports)
  started.push(() => store.close())
  const fault = (what: string) => (error: unknown) => log.error({ error: text(error) }, what)

  const contents = new Contents(store, settings.content, FEATURES)
  await contents.load()
  const renderer = new Renderer(sprigFunctions, publicKeyPin(certificate.cert))
  const layers = () => contents.layers()
  const templateProblem = (name: string, source: string) => renderer.problem(name, source)
  const objects = new Objects({ store, ports, layers, templateProblem })
  const authentication = new Authentication(objects)
  const passwordFile = await prepareFirstStart(settings, objects, contents)
  await renderer.load(objects.session())

  const deferred = deferredFrom(objects, authentication)
  const files = new RenderedFiles(
    objects,
    renderer,
    deferred,
    fault('files of machines could not be registered'),
  )
  const runs = new Runs(objects, fault('a phase could not be stored'))
  started.push(() => runs.settled())
  const leases = new Leases(objects)
  await leases.load()
  await files.load()
  contents.listen(() => files.reload())
  for (const follower of [files, runs, leases]) store.subscribe((changes) => follower.follow(changes))
  const bus = new EventBus(store, ports.now)
  const changes = new ObjectChanges(store)
  const tree = await FileTree.at(join(settings.baseRoot, 'tftpboot'))
  const logs = await jobLogFiles(join(settings.baseRoot, 'job-logs'))

  const bound = { api: 0, static: 0, tftp: 0, dhcp: 0, binl: 0 }
  const addresses = (server: string): Addresses => ({
    server: settings.staticIp === '' ? server : settings.staticIp,
    apiPort: bound.api,
    filePort: bound.static,
  })
  const info = infoSource(settings, objects, bound, addresses)
  const routes: Route[] = [
    ...jobRoutes(objects, logs, new JobActions({ objects, renderer, files, deferred, addresses })),
    ...machineRoutes(objects, runs, authentication),
    ...poolRoutes(new Pools(objects)),
    ...userRoutes(authentication, info),
    ...systemRoutes(objects, contents, bus, info),
    ...fileRoutes(tree),
    ...objectRoutes(objects, changes),
  ]
  const onFault = (error: unknown, method: string, path: string) =>
    log.error({ error: text(error), method, path }, 'a call failed by a fault of the server')
  const app = makeApp({ routes, authentication, tls: certificate, onFault })
  started.push(
    () => app.close(),
    () => changes.close(),
    serveEvents(app.server, authentication, bus),
  )

  await consoleRoutes(app, CONSOLE_FILES)
  const signs = new BootSigns(objects, runs)
  const noteServed = (served: Served) =>
    void signs.served(served).catch(fault('a boot sign could not be noted'))
  if (!settings.disableProvisioner) {
    const server = makeFileServer({
      rendered: files,
      tree,
      addresses,
      onServed: noteServed,
      onError: (error, path) => log.warn({ error: text(error), path }, 'a file could not be served'),
    })
    bound.static = await listen(server, settings.staticPort, settings.provisionAddress).catch(
      taken('--static-port', settings.staticPort),
    )
    started.push(() => stopServer(server))
  }
  await app
    .listen({ port: settings.apiPort, host: settings.listen })
    .catch(taken('--api-port', settings.apiPort))
  bound.api = portOf(app.server)
  if (!settings.disableDhcp) {
    const services = await startAddressServices({ settings, objects, leases, runs, addresses, log })
    started.push(() => services.stop())
    bound.dhcp = services.dhcpPort
    bound.binl = services.binlPort
  }
  if (!settings.disableTftp) {
    const tftp = await startLoaderService({ settings, files, tree, addresses, onServed: noteServed })
    started.push(() => tftp.stop())
    bound.tftp = tftp.listening()[0]?.port ?? settings.tftpPort
  }
  return { ports: bound, fingerprint: fingerprintOf(certificate.cert), routes, passwordFile, close }
}

/** The process' clock (steady from its start on) and randomness. */
function systemPorts(): Ports {
  const epoch = Date.now() - performance.now()
  return {
    now: () => epoch + performance.now(),
    uuid: randomUUID,
    secret: () => randomBytes(12).toString('base64url'),
  }
}

async function openStore(settings: Settings, ports: Ports): Promise<Store> {
  const memory = settings.store === 'memory'
  const folder = join(settings.baseRoot, 'digitalrebar')
  if (!memory) await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = memory ? ':memory:' : join(folder, 'objects.sqlite')
  const store = openSqlite({ file, indexer: indexValues, now: ports.now })
  // The database holds password hashes and the key that signs tokens.
  if (!memory) await chmod(file, 0o600)
  return store
}

async function prepareFirstStart(
  settings: Settings,
  objects: Objects,
  contents: Contents,
): Promise<string | undefined> {
  const file = join(settings.baseRoot, 'initial-password')
  const password = async () => {
    if (settings.dev) return 'r0cketsk8ts'
    const made = randomBytes(18).toString('base64url')
    await writeFile(file, `${FIRST_USER}:${made}\n`, { mode: 0o600 })
    return made
  }
  const isFirst = await firstStart(objects, contents, password, settings.prefs)
  return isFirst && !settings.dev ? file : undefined
}

function deferredFrom(objects: Objects, authentication: Authentication): DeferredFor {
  return (machine: Machine | undefined) => {
    const params = new EffectiveParams(objects.session(), machine)
    return {
      param: (name) => params.get(name),
      token: async (kind) =>
        machine === undefined || kind === 'unknown'
          ? authentication.unknownMachineToken()
          : authentication.machineToken(machine.Uuid, machine.Secret, kind === 'infinite'),
      profileToken: (profile, seconds) => authentication.profileToken(profile, seconds),
    }
  }
}

function infoSource(
  settings: Settings,
  objects: Objects,
  bound: RunningServer['ports'],
  addresses: (server: string) => Addresses,
): InfoSource {
  const id = settings.id === '' ? hostname() : settings.id
  return async (address: string): Promise<Info> => {
    const session = objects.session()
    const count = async (prefix: 'machines' | 'subnets') => ({
      name: `${prefix}.count`,
      count: (await session.bodies(prefix)).length,
    })
    return {
      arch: arch() === 'x64' ? 'amd64' : arch(),
      os: process.platform,
      version: VERSION,
      id,
      local_id: id,
      ha_id: id,
      address: addresses(address).server,
      api_port: bound.api,
      file_port: bound.static,
      dhcp_port: bound.dhcp,
      binl_port: bound.binl,
      tftp_port: bound.tftp,
      tftp_enabled: bound.tftp !== 0,
      dhcp_enabled: bound.dhcp !== 0,
      binl_enabled: bound.binl !== 0,
      prov_enabled: bound.static !== 0,
      stats: [await count('machines'), await count('subnets')],
      features: [...FEATURES],
      scopes: {},
    }
  }
}

function listen(server: Server, port: number, address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, address === '' ? '0.0.0.0' : address, () => resolve(portOf(server)))
  })
}

/** What a port that cannot be had means to whoever started the server. */
function taken(flag: string, port: number): (error: unknown) => never {
  return (error) => {
    const reason = error instanceof Error ? error.message : String(error)
    throw new SettingsError(
      flag,
      String(port),
      `${reason}; choose another port, or end what holds this one`,
      error,
    )
  }
}

function portOf(server: { address(): AddressInfo | string | null }): number {
  const address = server.address()
  return address !== null && typeof address === 'object' ? address.port : 0
}

function stopServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

function text(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
