import { Prefs } from '@metalwright/sdk/models'
import { type Command, InvalidArgumentError } from 'commander'
import { readNetworks } from '../bmc/address.ts'
import { IMAGE_SOURCES } from '../images/import/address-policy.ts'
import type { Settings } from '../settings.ts'
import { builtInContent } from './built-in-content.ts'
import { BASE_ROOT, option } from './option.ts'
import { packSource } from './pack-source.ts'

/** Adds `serve` to the program. */
export function addServeCommand(program: Command): void {
  program
    .command('serve')
    .description('Run the server until SIGTERM or SIGINT.')
    .addOption(option('--base-root <folder>', 'folder of everything the server keeps').default(BASE_ROOT))
    .addOption(
      option('--store <kind>', 'where objects are kept').choices(['sqlite', 'memory']).default('sqlite'),
    )
    .addOption(
      option(
        '--database <url>',
        'keep objects in PostgreSQL: postgres://user:password@host:5432/database; several servers may share it',
      ).default('', 'none'),
    )
    .addOption(
      option(
        '--local-content <path>',
        'content pack of this site above all uploaded ones: a YAML or JSON file, or a folder',
      ).default('', 'none'),
    )
    .addOption(
      option(
        '--default-content <path>',
        'content pack below all uploaded ones: a YAML or JSON file, or a folder',
      ).default('', 'none'),
    )
    .addOption(option('--listen <address>', 'address of the API').default('0.0.0.0'))
    .addOption(option('--api-port <port>', 'port of the API (HTTPS)').argParser(port).default(8092))
    .addOption(
      option('--static-port <port>', 'port of the files that machines load (HTTP)')
        .argParser(port)
        .default(8091),
    )
    .addOption(
      option(
        '--secure-static-port <port>',
        'port of the same files by HTTPS, with the certificate of the API, such as 8090',
      )
        .argParser(port)
        .default(0, 'off'),
    )
    .addOption(option('--tftp-port <port>', 'port of TFTP').argParser(port).default(69))
    .addOption(
      option(
        '--tftp-single-port',
        'send TFTP files from that port, too, for firewalls and NAT that let pass no others',
      ).default(false),
    )
    .addOption(option('--dhcp-port <port>', 'port of DHCP').argParser(port).default(67))
    .addOption(option('--binl-port <port>', 'port of BINL (PXE boot server)').argParser(port).default(4011))
    .addOption(
      option('--metrics-port <port>', 'port of the metrics for Prometheus (HTTP)')
        .argParser(port)
        .default(8080),
    )
    .addOption(
      option('--static-ip <address>', 'address told to machines instead of the one they reached').default(''),
    )
    .addOption(
      option(
        '--force-static',
        'name --static-ip in DHCP even to clients on a network of this server, which get its address there',
      ).default(false),
    )
    .addOption(
      option('--provision-address <address>', 'bind DHCP, TFTP and files to this address only').default(''),
    )
    .addOption(option('--disable-dhcp', 'serve no DHCP').default(false))
    .addOption(
      option('--fake-pinger', 'offer addresses without probing first whether somebody uses them').default(
        false,
      ),
    )
    .addOption(
      option(
        '--dhcp-new-clients <number>',
        'clients without a lease that get one, a second and link, after the first 4096',
      )
        .argParser(perSecond)
        .default(200),
    )
    .addOption(
      option(
        '--image-sources <which>',
        "where images may be imported from: public addresses, private networks too, any (this host's own too)",
      )
        .choices(IMAGE_SOURCES)
        .default('private'),
    )
    .addOption(option('--disable-tftp', 'serve no TFTP').default(false))
    .addOption(option('--disable-provisioner', 'serve no files to machines').default(false))
    .addOption(option('--disable-pxe', 'serve no BINL').default(false))
    .addOption(option('--drp-id <name>', 'name of this server; the host name when not given').default(''))
    .addOption(
      option('--tls-cert <file>', 'certificate of the API, PEM; self-signed when not given').default(''),
    )
    .addOption(option('--tls-key <file>', 'key of the certificate, PEM').default(''))
    .addOption(
      option(
        '--bmc-networks <networks>',
        'networks with BMCs, such as 10.1.0.0/16,fd00::/8: the server connects to no others; all but its own addresses when not given',
      )
        .argParser(networks)
        .default([], 'any'),
    )
    .addOption(option('--prefs <json>', 'preferences of the first start').argParser(prefs).default({}, '{}'))
    .addOption(
      option('--dev', 'user rocketskates with the password r0cketsk8ts; the API on loopback only').default(
        false,
      ),
    )
    .addOption(option('--format <format>', 'of the start line').choices(['text', 'json']).default('text'))
    .addOption(
      option('--log-level <level>', 'least level that is logged')
        .choices(['debug', 'info', 'warn', 'error'])
        .default('info'),
    )
    .action(async (flags) => serve(flags))
}

function port(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0 || value > 65_535) {
    throw new InvalidArgumentError('A port is a number from 0 to 65535; 0 picks a free one.')
  }
  return value
}

function perSecond(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('Give a whole number above 0.')
  return value
}

function networks(text: string): readonly string[] {
  try {
    return readNetworks(text)
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error))
  }
}

function prefs(text: string): Prefs {
  try {
    return Prefs.parse(JSON.parse(text))
  } catch {
    throw new InvalidArgumentError(
      'Write preferences as a JSON object of texts, such as {"defaultWorkflow":"discover"}.',
    )
  }
}

/** Flags are the settings by the same names, but for the few that are not settings of the server. */
interface ServeFlags extends Omit<Settings, 'id' | 'content' | 'localContent' | 'defaultContent'> {
  readonly localContent: string
  readonly defaultContent: string
  readonly drpId: string
  readonly format: 'text' | 'json'
  readonly logLevel: string
}

async function serve(flags: ServeFlags): Promise<void> {
  // The other commands need none of it and start without.
  const [{ pino }, { startServer }, { compactHeap }, { StorageError }] = await Promise.all([
    import('pino'),
    import('../server.ts'),
    import('../heap.ts'),
    import('../store/port.ts'),
  ])
  const settings: Settings = {
    ...flags,
    id: flags.drpId,
    secureStaticPort: flags.secureStaticPort === 0 ? undefined : flags.secureStaticPort,
    listen: flags.dev ? '127.0.0.1' : flags.listen,
    content: await builtInContent(),
    localContent: await packSource('--local-content', flags.localContent),
    defaultContent: await packSource('--default-content', flags.defaultContent),
  }
  const log = pino({ level: flags.logLevel }, pino.destination(2))
  const server = await startServer(settings, log)
  compactHeap()
  const facts = {
    api: `https://${settings.listen}:${server.ports.api}`,
    ports: server.ports,
    fingerprint: server.fingerprint,
    ...(server.passwordFile === undefined ? {} : { initialPassword: server.passwordFile }),
  }
  process.stdout.write(flags.format === 'json' ? `${JSON.stringify(facts)}\n` : startText(facts))
  const stop = (signal: string) => {
    log.info({ signal }, 'stopping')
    server.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  process.on('uncaughtException', (error) => {
    log.error({ error: error instanceof StorageError ? error.message : error.stack }, 'ending by a fault')
    process.exit(1)
  })
}

function startText(facts: {
  api: string
  ports: object
  fingerprint: string
  initialPassword?: string
}): string {
  const lines = [
    `Metalwright serves the API at ${facts.api}`,
    `  ports        ${Object.entries(facts.ports)
      .map(([name, value]) => `${name} ${value === 0 ? 'off' : value}`)
      .join(', ')}`,
    `  fingerprint  ${facts.fingerprint}  (RS_FINGERPRINT for clients)`,
    ...(facts.initialPassword === undefined
      ? []
      : [`  first start: user and password are in ${facts.initialPassword}`]),
  ]
  return `${lines.join('\n')}\n`
}
