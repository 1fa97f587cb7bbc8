import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { credentials } from '@grpc/grpc-js'
import { type Certificate, makeCertificate } from '@metalwright/sdk/certificate'

const script = join(import.meta.dirname, 'example-process.ts')
const cookie = 'd602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2'

/** A plugin process with what it wrote, as a host sees it. */
export class PluginProcess {
  readonly child: ChildProcess
  /** Takes the sockets, which a killed process leaves behind. */
  readonly folder = mkdtempSync(join(tmpdir(), 'drp-plugin-'))
  readonly certificate: Certificate = makeCertificate({ names: ['localhost'], days: 1 }, new Date())
  stdout = ''
  stderr = ''
  readonly exit: Promise<number | null>

  constructor(
    env: Readonly<Record<string, string>> = { TF_PLUGIN_MAGIC_COOKIE: cookie },
    tls = true,
    program = script,
  ) {
    const certificate = tls ? { PLUGIN_CLIENT_CERT: this.certificate.certificatePem } : {}
    const { PATH = '' } = process.env
    this.child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program], {
      env: { PATH, TMPDIR: this.folder, PLUGIN_PROTOCOL_VERSIONS: '5,6', ...certificate, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.child.stdout?.on('data', (chunk) => {
      this.stdout += chunk
    })
    this.child.stderr?.on('data', (chunk) => {
      this.stderr += chunk
    })
    this.exit = new Promise((resolve) => this.child.on('close', resolve))
  }

  /** Waits for the handshake and gives its fields. */
  async handshake(): Promise<readonly string[]> {
    while (!this.stdout.includes('\n')) {
      if (this.child.exitCode !== null) throw new Error(`the plugin ended: ${this.stderr}`)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    return this.stdout.trim().split('|')
  }

  /** Address and credentials for a gRPC client, from the handshake. */
  async target(own: Certificate = this.certificate) {
    const [, , network, address, , encoded = ''] = await this.handshake()
    const body = Buffer.from(encoded, 'base64').toString('base64')
    const server = Buffer.from(`-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`)
    const channel = encoded
      ? credentials.createSsl(server, Buffer.from(own.keyPem), Buffer.from(own.certificatePem))
      : credentials.createInsecure()
    const options = { 'grpc.ssl_target_name_override': 'localhost', 'grpc.default_authority': 'localhost' }
    return [`${network}:${address}`, channel, options] as const
  }

  kill(): void {
    this.child.kill('SIGKILL')
    rmSync(this.folder, { recursive: true, force: true })
  }
}
