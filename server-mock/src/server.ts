import { mkdir } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fingerprintOf, publicKeyPin } from '@metalwright/sdk/certificate'
import { actionRoutes } from './api/actions.ts'
import { makeApp } from './api/app.ts'
import { apiCertificate } from './api/certificate.ts'
import { contentRoutes } from './api/contents.ts'
import { fileRoutes } from './api/files.ts'
import { imageRoutes } from './api/images.ts'
import { FEATURES, infoSource } from './api/info.ts'
import { interfaceRoutes } from './api/interfaces.ts'
import { inventoryRoutes } from './api/inventory.ts'
import { isoRoutes } from './api/isos.ts'
import { JobActions } from './api/job-actions.ts'
import { jobRoutes } from './api/jobs.ts'
import { kexecRoutes } from './api/kexec.ts'
import { logRoutes, publishLog } from './api/logs.ts'
import { machineRoutes } from './api/machines.ts'
import { metaRoutes } from './api/meta.ts'
import { objectRoutes } from './api/objects.ts'
import { paramRoutes } from './api/params.ts'
import { pluginRoutes } from './api/plugins.ts'
import { poolRoutes } from './api/pools.ts'
import { rolloutRoutes } from './api/rollouts.ts'
import type { Route } from './api/route.ts'
import { withSettledLeases } from './api/settled-leases.ts'
import { severalListsRoute } from './api/several-lists.ts'
import { stalledRunRoutes } from './api/stalled-runs.ts'
import { systemRoutes } from './api/system.ts'
import { userRoutes } from './api/users.ts'
import { serveEvents } from './api/websocket.ts'
import { Authentication } from './auth/authentication.ts'
import { bmcProvider } from './bmc/index.ts'
import { startAddressServices } from './boot/address-services.ts'
import { BootSigns } from './boot/boot-signs.ts'
import { consoleRoutes } from './boot/console.ts'
import type { Served } from './boot/file-server.ts'
import { FileTree } from './boot/file-tree.ts'
import { IsoExploder } from './boot/iso-exploder.ts'
import { IsoState } from './boot/iso-state.ts'
import { jobLogFiles } from './boot/job-log-files.ts'
import { startLoaderService } from './boot/loader-service.ts'
import { MirrorFiles } from './boot/mirror-files.ts'
import { Uploads } from './boot/uploads.ts'
import { deferredFrom } from './composition/deferred.ts'
import { startFileServers } from './composition/file-servers.ts'
import { prepareFirstStart } from './composition/first-password.ts'
import { openImageStore } from './composition/image-store.ts'
import { openLeases } from './composition/leases.ts'
import { listen, portOf, stopServer, taken } from './composition/listening.ts'
import { machineFence } from './composition/machine-fence.ts'
import { openObjectStore } from './composition/object-store.ts'
import { startOwnWork } from './composition/own-work.ts'
import { pluginEndpoint } from './composition/plugin-endpoint.ts'
import { systemPorts } from './composition/system-ports.ts'
import { EventBus } from './events/bus.ts'
import { ObjectChanges } from './events/changes.ts'
import { ListVersions } from './events/list-versions.ts'
import { type Log, RecentLog } from './log.ts'
import { type AnsweredRequest, Metrics } from './metrics/metrics.ts'
import { makeMetricsServer } from './metrics/metrics-server.ts'
import { Availability } from './objects/availability/availability.ts'
import { contentEvent } from './objects/content/content-event.ts'
import { Contents } from './objects/content/contents.ts'
import { Boots } from './objects/machines/boots.ts'
import { Runs } from './objects/machines/runs.ts'
import { Objects } from './objects/objects.ts'
import { ParamSchemas } from './objects/params/param-schemas.ts'
import { SecureNames } from './objects/params/secure-names.ts'
import { sealStored } from './objects/params/secure-upgrade.ts'
import { PLUGIN_LIMITS } from './plugins/limits.ts'
import { openPluginRoom } from './plugins/plugin-room.ts'
import { PLUGIN_SERVICE } from './plugins/plugins.ts'
import { TaskActions } from './plugins/task-actions.ts'
import { RenderedFiles } from './render/files.ts'
import { Renderer } from './render/renderer.ts'
import type { Addresses } from './render/source.ts'
import { sprigFunctions } from './render/template/index.ts'
import type { Settings } from './settings.ts'
import { VERSION } from './version.ts'

const CONSOLE_FILES = fileURLToPath(new URL('../ui/dist/', import.meta.url))

/** A server that serves. */
export interface RunningServer {
  /** Ports really listened on; 0 for services that are off. */
  readonly ports: Readonly<
    Record<'api' | 'static' | 'secureStatic' | 'tftp' | 'dhcp' | 'binl' | 'metrics', number>
  >
  /** SHA-256 fingerprint of the API's certificate, hex. */
  readonly fingerprint: string
  /** Every route of the API, for whoever walks them all. */
  readonly routes: readonly Pick<Route, 'method' | 'path' | 'access'>[]
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
  output: Log,
  started: (() => unknown)[],
  close: () => Promise<void>,
): Promise<RunningServer> {
  const ports = systemPorts()
  const recent = new RecentLog(output, ports.now)
  const log = recent.of('server')
  await mkdir(settings.baseRoot, { recursive: true, mode: 0o700 })
  const certificate = await apiCertificate(settings, new Date(ports.now()))
  const store = await openObjectStore(settings, ports)
  started.push(() => store.close())
  const fault = (what: string) => (error: unknown) => log.error({ error: text(error) }, what)

  const renderer = new Renderer(sprigFunctions, publicKeyPin(certificate.cert))
  const tree = await FileTree.at(join(settings.baseRoot, 'tftpboot'))
  const isoState = new IsoState(tree)
  const rules = {
    ports,
    schemas: new ParamSchemas(),
    templateProblem: (name: string, source: string) => renderer.problem(name, source),
    isoState,
  }
  const contents = new Contents({
    store,
    builtin: settings.content,
    local: settings.localContent,
    default: settings.defaultContent,
    features: FEATURES,
    rules,
    onWarning: (warning) => log.warn({}, warning),
  })
  await contents.load()
  const layers = () => contents.layers()
  const { templateProblem } = rules
  const objects = new Objects({
    store,
    ports,
    layers,
    layersIn: (transaction) => contents.layersIn(transaction),
    templateProblem,
    isoState,
  })
  const authentication = new Authentication(objects)
  const passwordFile = await prepareFirstStart(settings, objects, contents)
  const broken = await renderer.load(objects.session())
  for (const error of broken) fault('a stored template does not parse')(error)

  const bound = { api: 0, static: 0, secureStatic: 0, tftp: 0, dhcp: 0, binl: 0, metrics: 0 }
  const addresses = (server: string): Addresses => ({
    server: settings.staticIp === '' ? server : settings.staticIp,
    apiPort: bound.api,
    filePort: bound.static,
  })
  let routes: readonly Route[] = []
  const info = infoSource({
    version: VERSION,
    id: settings.id === '' ? hostname() : settings.id,
    objects,
    ports: bound,
    address: (reached) => addresses(reached).server,
    routes: () => routes,
  })
  const deferred = deferredFrom(objects, authentication, info)
  const files = new RenderedFiles(
    objects,
    renderer,
    deferred,
    fault('files of machines could not be registered'),
  )
  const runs = new Runs(objects, fault('a phase could not be stored'))
  started.push(() => runs.settled())
  const leases = await openLeases(settings, objects)
  started.push(() => leases.close())
  await leases.load()
  await files.load()
  contents.subscribe((changes) => files.follow(changes))
  contents.subscribe((changes) => leases.follow(changes))
  for (const follower of [files, runs, leases]) store.subscribe((changes) => follower.follow(changes))
  const secure = new SecureNames(objects)
  await secure.load()
  store.subscribe((changes) => secure.follow(changes))
  contents.listen(() => secure.load())
  contents.listen(() => sealStored(objects))
  await sealStored(objects)
  const bus = new EventBus(store, ports.now, (change) => secure.shown(change))
  contents.subscribe((changes) => {
    for (const change of changes) bus.post(contentEvent(secure.shown(change)))
  })
  started.push(publishLog(recent, bus))
  const plugins = await openPluginRoom({
    store,
    objects,
    contents,
    bus,
    folder: join(settings.baseRoot, 'plugins'),
    builtin: [
      bmcProvider({
        objects,
        networks: settings.bmcNetworks ?? [],
        path: process.env['PATH'] ?? '',
        onFault: fault('the power of a machine could not be noted'),
      }),
    ],
    limits: settings.pluginLimits ?? PLUGIN_LIMITS,
    path: process.env['PATH'] ?? '',
    log: recent.of(PLUGIN_SERVICE),
    endpoint: () => pluginEndpoint(settings, bound, fingerprintOf(certificate.cert)),
    token: (plugin) => authentication.pluginToken(plugin),
  })
  const availability = new Availability({
    objects,
    contents,
    rules,
    onError: fault('what cannot be used could not be found out'),
  })
  started.push(() => availability.settled())
  for (const source of [store, contents]) source.subscribe((changes) => availability.follow(changes))
  objects.waitFor(() => availability.settled())
  contents.listen(() => availability.settled())
  isoState.onChange(() => availability.reconsider('bootenvs'))
  await availability.start()
  const metrics = new Metrics(() => objects.session().pieces('machines'))
  store.subscribe((changes) => metrics.follow(changes))
  const { agentless, rollouts } = await startOwnWork({
    ...{ store, objects, runs, actions: plugins.actions, fault, started },
  })
  const changes = new ObjectChanges(store)
  const uploads = new Uploads(tree)
  const exploder = new IsoExploder({ tree, state: isoState, objects, log: recent.of('bootenv') })
  started.push(() => exploder.stop())
  store.subscribe((changes) => exploder.follow(changes))
  contents.listen(async () => exploder.look())
  exploder.look()
  const images = openImageStore({
    ...{ settings, tree, uploads, objects, store, contents, bus, ports, log: recent.of('images') },
  })
  started.push(() => images.stop())
  const logs = await jobLogFiles(join(settings.baseRoot, 'job-logs'))
  store.subscribe((changes) => {
    for (const { prefix, key, action } of changes) {
      if (prefix === 'jobs' && action === 'delete')
        logs.remove(key).catch(fault('a log could not be removed'))
    }
  })

  const versions = new ListVersions(store)
  routes = [
    ...jobRoutes(
      objects,
      logs,
      new JobActions({ objects, renderer, files, deferred, addresses }),
      new TaskActions({ objects, actions: plugins.actions, logs }),
      runs,
    ),
    ...machineRoutes(objects, runs, authentication),
    ...kexecRoutes({ objects, files, tree, addresses }),
    ...inventoryRoutes(objects, bus),
    ...paramRoutes(objects),
    ...stalledRunRoutes(objects, logs),
    ...poolRoutes(objects, changes),
    ...rolloutRoutes(objects, rollouts),
    ...userRoutes(authentication, info),
    ...systemRoutes(objects, contents, bus, info),
    ...contentRoutes(contents),
    ...interfaceRoutes(),
    ...logRoutes(recent),
    ...metaRoutes(objects),
    ...fileRoutes(tree, uploads),
    ...isoRoutes(tree, uploads, (name) => exploder.isoChanged(name)),
    ...imageRoutes({ store: images, uploads, objects, now: ports.now, addresses }),
    ...actionRoutes(objects, plugins.actions),
    ...pluginRoutes(objects, plugins),
    ...withSettledLeases(
      [severalListsRoute(objects, versions), ...objectRoutes(objects, changes, versions)],
      (address) => leases.settled(address),
    ),
  ]
  const onFault = (error: unknown, method: string, path: string) =>
    recent
      .of('frontend')
      .error({ error: text(error), method, path }, 'a call failed by a fault of the server')
  const onAnswered = (answered: AnsweredRequest) => metrics.request(answered)
  const fence = machineFence(new Boots(objects))
  const app = makeApp({
    fence,
    routes,
    version: VERSION,
    authentication,
    tls: certificate,
    onAnswered,
    onFault,
  })
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
    const served = {
      rendered: files,
      tree,
      mirrors: new MirrorFiles(objects),
      addresses,
      onServed: (file: Served) => {
        metrics.served()
        noteServed(file)
        void agentless
          .served(file.path, file.machine)
          .catch(fault('a machine without an agent could not go on'))
      },
      onRefused: (status: number) => metrics.refused(status),
      onError: (error: unknown, path: string) =>
        recent.of('static').warn({ error: text(error), path }, 'a file could not be served'),
    }
    Object.assign(bound, await startFileServers(settings, certificate, served, started))
  }
  await app
    .listen({ port: settings.apiPort, host: settings.listen })
    .catch(taken('--api-port', settings.apiPort))
  bound.api = portOf(app.server)
  if (!settings.disableDhcp) {
    const services = await startAddressServices({
      settings,
      objects,
      leases,
      runs,
      addresses,
      log: recent.of('dhcp'),
      onEvent: (event) => metrics.dhcp(event),
    })
    started.push(() => services.stop())
    bound.dhcp = services.dhcpPort
    bound.binl = services.binlPort
  }
  if (!settings.disableTftp) {
    const tftp = await startLoaderService({
      settings,
      files,
      tree,
      addresses,
      onServed: noteServed,
      onEvent: (event) => metrics.tftp(event),
    })
    started.push(() => tftp.stop())
    bound.tftp = tftp.listening()[0]?.port ?? settings.tftpPort
  }
  if (settings.metricsPort !== undefined) {
    const server = makeMetricsServer(metrics, fault('metrics could not be collected'))
    // A machine full of services often has one on this port, and nothing here depends on the metrics.
    bound.metrics = await listen(server, settings.metricsPort, settings.listen).catch((error: unknown) => {
      log.warn({ error: String(error) }, 'no metrics are served; choose another --metrics-port')
      return 0
    })
    started.push(() => stopServer(server))
  }
  void images.resume().catch(fault('images could not be looked at'))
  started.push(() => plugins.close())
  void plugins.start().catch(fault('plugins could not be started'))
  return { ports: bound, fingerprint: fingerprintOf(certificate.cert), routes, passwordFile, close }
}

function text(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
