import type { z } from 'zod'
import {
  ActingCollection,
  ActingParamCollection,
  Api,
  type CallOptions,
  Collection,
  Contents,
  FileStore,
  Images,
  Interfaces,
  Jobs,
  Machines,
  Meta,
  ParamCollection,
  PluginProviders,
  Pools,
  Preferences,
  ReadCollection,
  Rollouts,
  ServerIndexes,
  ServerLog,
  SystemActions,
  Users,
} from './collections/index.ts'
import { EventStream } from './events/index.ts'
import type { Prefix } from './models/catalogue.ts'
import { Info } from './models/info.ts'
import { Whoami } from './models/whoami.ts'
import {
  apiPath,
  type Settings,
  settingsFromEnvironment,
  Transport,
  type TransportPorts,
  unlessAborted,
} from './transport/index.ts'

/** How a client works, besides where it connects to. */
export interface ClientOptions extends TransportPorts {
  /** Check every answer against its model and fill in defaults, instead of trusting the server; false by default. */
  readonly validate?: boolean | undefined
}

/** What all faces of a client share; made before they are. */
class Connection {
  readonly transport: Transport
  /** Live events; connected while there are subscriptions. */
  readonly events: EventStream
  protected readonly api: Api

  constructor(settings: Settings, options: ClientOptions) {
    this.transport = new Transport(settings, options)
    this.events = new EventStream(this.transport)
    this.api = new Api(this.transport, this.events, options.validate ?? false)
  }
}

/**
 * A DRP server: its objects by kind, its events, and what else it can do. Making a client dials nothing; the first
 * call connects and logs in. Close it when done, so that the process can end.
 */
export class Client extends Connection {
  readonly bootenvs = new ActingCollection(this.api, 'bootenvs')
  readonly catalogItems = new Collection(this.api, 'catalog_items')
  readonly contexts = new Collection(this.api, 'contexts')
  readonly endpoints = new ParamCollection(this.api, 'endpoints')
  readonly jobs = new Jobs(this.api)
  /** Leases come from DHCP: they can be read and deleted, nothing else. */
  readonly leases: Leases = new ActingCollection(this.api, 'leases')
  readonly machines = new Machines(this.api)
  readonly params = new Collection(this.api, 'params')
  readonly pluginProviders = new PluginProviders(this.api)
  readonly plugins = new ActingParamCollection(this.api, 'plugins')
  readonly pools = new Pools(this.api)
  readonly profiles = new ActingParamCollection(this.api, 'profiles')
  readonly reservations = new ActingCollection(this.api, 'reservations')
  readonly roles = new ActingCollection(this.api, 'roles')
  readonly rollouts = new Rollouts(this.api)
  readonly runs = new ReadCollection(this.api, 'runs')
  readonly stages = new ActingParamCollection(this.api, 'stages')
  readonly subnets = new ActingCollection(this.api, 'subnets')
  readonly tasks = new ActingCollection(this.api, 'tasks')
  readonly templates = new ActingCollection(this.api, 'templates')
  readonly tenants = new ActingCollection(this.api, 'tenants')
  readonly users = new Users(this.api)
  readonly versionSets = new Collection(this.api, 'version_sets')
  readonly workflows = new ActingCollection(this.api, 'workflows')

  /** Content packs. */
  readonly contents = new Contents(this.api)
  readonly files = new FileStore(this.api, 'files')
  /** Disk images that machines write (extension of this project's server). */
  readonly images = new Images(this.api)
  readonly indexes = new ServerIndexes(this.api)
  readonly interfaces = new Interfaces(this.api)
  readonly isos = new FileStore(this.api, 'isos')
  readonly logs = new ServerLog(this.api)
  /** Annotations of objects, apart from the objects. */
  readonly meta = new Meta(this.api)
  readonly prefs = new Preferences(this.api)
  /** The server as a whole: what plugins can do to it. */
  readonly system = new SystemActions(this.api)

  #features: Promise<ReadonlySet<string>> | undefined

  /** @throws SettingsError when the endpoint or the credentials are malformed */
  constructor(settings: Settings = {}, options: ClientOptions = {}) {
    super(settings, options)
  }

  /** A client with the settings of the environment: `RS_ENDPOINT`, `RS_KEY` and so on. */
  static fromEnvironment(
    environment: Readonly<Record<string, string | undefined>> = process.env,
    options: ClientOptions = {},
  ): Client {
    return new Client(settingsFromEnvironment(environment), options)
  }

  /** The objects of any kind by its prefix, for programs that learn the kind when they run. */
  collection<P extends Prefix>(prefix: P): Collection<P> {
    return new Collection(this.api, prefix)
  }

  /** What the server is and can do; also a test whether it is there and knows us. */
  info(options: CallOptions = {}): Promise<Info> {
    return this.api.one(Info, { method: 'GET', path: apiPath('info'), ...options })
  }

  /**
   * Whether the server has a feature, such as `embedded-pool` (pools, DRP v4) or `claim-key` (this project's
   * server). It is asked once; what it can do does not change while it runs.
   */
  async supports(feature: string, options: CallOptions = {}): Promise<boolean> {
    this.#features ??= this.info().then(
      ({ features }) => new Set(features),
      (error: unknown) => {
        this.#features = undefined
        throw error
      },
    )
    return (await unlessAborted(this.#features, options.signal)).has(feature)
  }

  /**
   * Finds out which machine a computer is by its marks (DRP v4), as the boot image does: `Result.Uuid` is empty when
   * it is none that is known.
   *
   * @throws UnsupportedError with an older server
   */
  whoami(marks: z.input<typeof Whoami>, options: CallOptions = {}): Promise<Whoami> {
    const request = { method: 'POST', path: apiPath('whoami'), json: marks, idempotent: true } as const
    return this.api.one(Whoami, { ...request, ...options })
  }

  /** Ends all calls and subscriptions and closes the connections. */
  async close(): Promise<void> {
    await Promise.all([this.events.close(), this.transport.close()])
  }
}

/** Leases as they may be used. */
type Leases = Pick<
  ActingCollection<'leases'>,
  keyof ReadCollection<'leases'> | 'delete' | 'actions' | 'action' | 'run'
>
