import type {
  BootEnv,
  ContentSummary,
  Info,
  Lease,
  NetworkInterface,
  Prefix,
  Prefs,
  Reservation,
  Stage,
  StalledRun,
  Subnet,
  Workflow,
} from '@metalwright/sdk/models'

/** Why the API could not be asked. */
export type ConnectionFault = 'unreachable' | 'untrusted' | 'credentials' | 'rights' | 'settings' | 'answer'

/** How asking the API went. */
export type Connection =
  | {
      readonly kind: 'reached'
      /** How far the server's clock is ahead of ours, milliseconds; undefined when it does not tell the time. */
      readonly skewMs: number | undefined
    }
  | { readonly kind: 'failed'; readonly fault: ConnectionFault; readonly message: string }

/** The certificate of the API. */
export interface CertificateFacts {
  readonly notBefore: number
  readonly notAfter: number
  /** SHA-256, lower case hex. */
  readonly fingerprint: string
}

/** An object that is stored but cannot be used. */
export interface UnavailableObject {
  readonly prefix: Prefix
  /** Name for people: a machine's name instead of its key. */
  readonly name: string
  readonly errors: readonly string[]
}

/** A machine that does not go on. */
export interface StuckMachine {
  readonly name: string
  readonly reason: 'held' | 'failed' | 'waiting'
  /** Pool status, or task that failed, or stage it waits in. */
  readonly detail: string
}

/** What the API said. */
export interface ServerFacts {
  readonly info: Info
  readonly prefs: Prefs
  readonly interfaces: readonly NetworkInterface[]
  readonly subnets: readonly Subnet[]
  readonly leases: readonly Lease[]
  readonly reservations: readonly Reservation[]
  readonly bootEnvs: readonly BootEnv[]
  readonly stages: readonly Stage[]
  readonly workflows: readonly Workflow[]
  readonly contents: readonly ContentSummary[]
  /** Names of uploaded ISO files; undefined when the server does not list them. */
  readonly isos: readonly string[] | undefined
  readonly unavailable: readonly UnavailableObject[]
  readonly machines: number
  readonly stuck: readonly StuckMachine[]
  /** Machines on their way that do not go on. */
  readonly stalled: readonly StalledRun[]
  /** Bootenvs that machines are in. */
  readonly bootEnvsInUse: readonly string[]
}

/** What came back when a service was spoken to. */
export type Answering = 'answers' | 'silent' | 'refused'

/** A file that machines load, looked for over HTTP. */
export interface BootFile {
  /** Path below the file server's root. */
  readonly path: string
  readonly there: boolean
}

/** What machines see of the server. */
export interface ServiceFacts {
  /** The file server; undefined when it is off. */
  readonly files: Answering | undefined
  /** TFTP; undefined when it is off. */
  readonly tftp: Answering | undefined
  readonly bootFiles: readonly BootFile[]
}

/** A port this host listens on. */
export interface Socket {
  readonly protocol: 'tcp' | 'udp'
  readonly port: number
  /** Dotted decimal; `0.0.0.0` for all. */
  readonly address: string
  /** Name and id of the process, such as `dnsmasq (812)`; undefined when it is not ours to see. */
  readonly holder: string | undefined
}

/** The host that the server runs, or is to run, on. */
export interface HostFacts {
  readonly sockets: readonly Socket[]
  /** First port that anybody may bind. */
  readonly firstFreePort: number
  /** Whether this user may bind ports below it. */
  readonly mayBindLowPorts: boolean
}

/** A file of the base root that holds a secret. */
export interface SecretFile {
  /** Below the base root. */
  readonly path: string
  /** Permission bits. */
  readonly mode: number
}

/** The folder of everything the server keeps. */
export type BaseRootFacts =
  | { readonly kind: 'absent'; readonly path: string }
  | { readonly kind: 'closed'; readonly path: string; readonly reason: string }
  | {
      readonly kind: 'open'
      readonly path: string
      readonly mode: number
      readonly writable: boolean
      readonly bytesFree: number
      readonly bytesTotal: number
      readonly secrets: readonly SecretFile[]
      /** Whether the password of the first start is still in its file. */
      readonly initialPassword: boolean
    }

/** All that the checks judge, gathered once. */
export interface Facts {
  readonly endpoint: string
  /** Milliseconds since 1970. */
  readonly now: number
  readonly connection: Connection
  readonly certificate: CertificateFacts | undefined
  readonly server: ServerFacts | undefined
  readonly services: ServiceFacts | undefined
  /** Undefined when the server is on another host. */
  readonly host: HostFacts | undefined
  /** Undefined when none was named. */
  readonly baseRoot: BaseRootFacts | undefined
}
