#!/usr/bin/env node
import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type JsonValue, Prefs } from '@metalwright/sdk/models'
import { Argument, Command, InvalidArgumentError, Option } from 'commander'
import { pino } from 'pino'
import { parse } from 'yaml'
import { buildDiscovery, buildTestOs, defaultImageCache } from '../discovery/build.ts'
import { installBootFiles } from './boot/boot-files.ts'
import { startServer, VERSION } from './server.ts'
import { type Settings, SettingsError } from './settings.ts'

const CONTENT = fileURLToPath(new URL('../content/', import.meta.url))

const program = new Command('metalwright')
  .description('Provisions physical servers: DRP API, DHCP, TFTP and HTTP boot, workflows, pools.')
  .version(VERSION)

/** An option with its variable in the environment: `--api-port` is also METALWRIGHT_API_PORT. */
function option(flags: string, description: string): Option {
  const made = new Option(flags, description)
  return made.env(`METALWRIGHT_${made.long?.slice(2).replaceAll('-', '_').toUpperCase()}`)
}

function port(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0 || value > 65_535) {
    throw new InvalidArgumentError('A port is a number from 0 to 65535; 0 picks a free one.')
  }
  return value
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

program
  .command('serve')
  .description('Run the server until SIGTERM or SIGINT.')
  .addOption(
    option('--base-root <folder>', 'folder of everything the server keeps').default(
      join(homedir(), '.metalwright'),
    ),
  )
  .addOption(
    option('--store <kind>', 'where objects are kept').choices(['sqlite', 'memory']).default('sqlite'),
  )
  .addOption(option('--listen <address>', 'address of the API').default('0.0.0.0'))
  .addOption(option('--api-port <port>', 'port of the API (HTTPS)').argParser(port).default(8092))
  .addOption(
    option('--static-port <port>', 'port of the files that machines load (HTTP)')
      .argParser(port)
      .default(8091),
  )
  .addOption(option('--tftp-port <port>', 'port of TFTP').argParser(port).default(69))
  .addOption(option('--dhcp-port <port>', 'port of DHCP').argParser(port).default(67))
  .addOption(option('--binl-port <port>', 'port of BINL (PXE boot server)').argParser(port).default(4011))
  .addOption(
    option('--static-ip <address>', 'address told to machines instead of the one they reached').default(''),
  )
  .addOption(
    option('--provision-address <address>', 'bind DHCP, TFTP and files to this address only').default(''),
  )
  .addOption(option('--disable-dhcp', 'serve no DHCP').default(false))
  .addOption(option('--disable-tftp', 'serve no TFTP').default(false))
  .addOption(option('--disable-provisioner', 'serve no files to machines').default(false))
  .addOption(option('--disable-pxe', 'serve no BINL').default(false))
  .addOption(option('--drp-id <name>', 'name of this server; the host name when not given').default(''))
  .addOption(
    option('--tls-cert <file>', 'certificate of the API, PEM; self-signed when not given').default(''),
  )
  .addOption(option('--tls-key <file>', 'key of the certificate, PEM').default(''))
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

program
  .command('build')
  .description('Build the discovery image from Debian packages and put it where machines load it from.')
  .addArgument(new Argument('<image>', 'what to build').choices(['discovery', 'test-os']))
  .addOption(
    option('--base-root <folder>', 'folder of everything the server keeps').default(
      join(homedir(), '.metalwright'),
    ),
  )
  .addOption(option('--image-cache <folder>', 'where built images are kept').default(defaultImageCache))
  .action(async (image: 'discovery' | 'test-os', flags: BuildFlags) => build(image, flags))

interface BuildFlags {
  readonly baseRoot: string
  readonly imageCache: string
}

/** Builds an image and installs it below `<base root>/tftpboot`; what is built already is taken from the cache. */
async function build(image: 'discovery' | 'test-os', flags: BuildFlags): Promise<void> {
  const options = { cacheDir: flags.imageCache, log: (line: string) => process.stderr.write(`${line}\n`) }
  if (image === 'discovery') {
    const { kernel, initrd, release } = await buildDiscovery(options)
    const folder = await installBootFiles(flags.baseRoot, 'discovery', {
      vmlinuz: kernel,
      'initrd.img': initrd,
    })
    process.stdout.write(`discovery image with kernel ${release} is in ${folder}\n`)
    return
  }
  const { image: file, sha256 } = await buildTestOs(options)
  await installBootFiles(flags.baseRoot, 'files/images', { 'test-system.raw.zst': file })
  process.stdout.write(
    `image-deploy/image-file    test-system.raw.zst\nimage-deploy/image-sha256  ${sha256}\n`,
  )
}

/** Flags are the settings by the same names, but for the few that are not settings of the server. */
interface ServeFlags extends Omit<Settings, 'id' | 'content'> {
  readonly drpId: string
  readonly format: 'text' | 'json'
  readonly logLevel: string
}

async function serve(flags: ServeFlags): Promise<void> {
  const settings: Settings = {
    ...flags,
    id: flags.drpId,
    listen: flags.dev ? '127.0.0.1' : flags.listen,
    content: await Promise.all(['metalwright.yaml', 'basic.yaml'].map(packFile)),
  }
  const log = pino({ level: flags.logLevel }, pino.destination(2))
  const server = await startServer(settings, log)
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

/** A content pack that comes with the server. */
async function packFile(name: string): Promise<JsonValue> {
  const pack: JsonValue = parse(await readFile(join(CONTENT, name), 'utf8'))
  return pack
}

program.parseAsync().catch((error: unknown) => {
  const known = error instanceof SettingsError || (error instanceof Error && 'code' in error)
  process.stderr.write(`metalwright: ${known && error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
