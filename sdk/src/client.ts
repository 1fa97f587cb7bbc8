import {
  Api,
  type CallOptions,
  Collection,
  Contents,
  EditableCollection,
  FileStore,
  Jobs,
  Machines,
  Pools,
  Preferences,
  Profiles,
  ReadCollection,
  Users,
} from './collections/index.ts'
import { EventStream } from './events/index.ts'
import { Info } from './models/info.ts'
import {
  apiPath,
  type Settings,
  settingsFromEnvironment,
  Transport,
  type TransportPorts,
} from './transport/index.ts'

/** How a client works, besides where it connects to. */
export interface ClientOptions extends TransportPorts {
  /** Check every answer against its model and fill in defaults, instead of trusting the server; false by default. */
  readonly validate?: boolean | undefined
}

/** Leases come from DHCP: they can be read and deleted, nothing else. */
type Leases = Pick<EditableCollection<'leases'>, keyof ReadCollection<'leases'> | 'delete'>

/**
 * A DRP server. Making a client dials nothing; the first call connects and logs in. Close it when done, so that
 * the process can end.
 */
export class Client {
  readonly transport: Transport
  /** Live events; connected while there are subscriptions. */
  readonly events: EventStream
  readonly bootenvs: Collection<'bootenvs'>
  readonly contents: Contents
  readonly files: FileStore
  readonly isos: FileStore
  readonly jobs: Jobs
  readonly leases: Leases
  readonly machines: Machines
  readonly params: Collection<'params'>
  readonly pools: Pools
  readonly prefs: Preferences
  readonly profiles: Profiles
  readonly reservations: Collection<'reservations'>
  readonly roles: Collection<'roles'>
  readonly runs: ReadCollection<'runs'>
  readonly stages: Collection<'stages'>
  readonly subnets: Collection<'subnets'>
  readonly tasks: Collection<'tasks'>
  readonly templates: Collection<'templates'>
  readonly users: Users
  readonly workflows: Collection<'workflows'>
  readonly #api: Api

  /** @throws SettingsError when the endpoint or the credentials are malformed */
  constructor(settings: Settings = {}, options: ClientOptions = {}) {
    this.transport = new Transport(settings, options)
    const api = new Api(this.transport, options.validate ?? false)
    this.#api = api
    this.events = new EventStream(this.transport)
    this.bootenvs = new Collection(api, 'bootenvs')
    this.contents = new Contents(api)
    this.files = new FileStore(api, 'files')
    this.isos = new FileStore(api, 'isos')
    this.jobs = new Jobs(api)
    this.leases = new EditableCollection(api, 'leases')
    this.machines = new Machines(api)
    this.params = new Collection(api, 'params')
    this.pools = new Pools(api)
    this.prefs = new Preferences(api)
    this.profiles = new Profiles(api)
    this.reservations = new Collection(api, 'reservations')
    this.roles = new Collection(api, 'roles')
    this.runs = new ReadCollection(api, 'runs')
    this.stages = new Collection(api, 'stages')
    this.subnets = new Collection(api, 'subnets')
    this.tasks = new Collection(api, 'tasks')
    this.templates = new Collection(api, 'templates')
    this.users = new Users(api)
    this.workflows = new Collection(api, 'workflows')
  }

  /** A client with the settings of the environment: `RS_ENDPOINT`, `RS_KEY` and so on. */
  static fromEnvironment(
    environment: Readonly<Record<string, string | undefined>> = process.env,
    options: ClientOptions = {},
  ): Client {
    return new Client(settingsFromEnvironment(environment), options)
  }

  /** What the server is and can do; also a test whether it is there and knows us. */
  info(options: CallOptions = {}): Promise<Info> {
    return this.#api.one(Info, { method: 'GET', path: apiPath('info'), ...options })
  }

  /** Ends all calls and subscriptions and closes the connections. */
  async close(): Promise<void> {
    await Promise.all([this.events.close(), this.transport.close()])
  }
}
