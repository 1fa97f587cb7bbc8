import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Client, credentials, type MethodDefinition, type ServiceError } from '@grpc/grpc-js'
import { bundlePlugin } from '../../scripts/build/plugin.ts'

/** The bundled plugin in a folder of its own. */
export interface PluginFile {
  readonly path: string
  remove(): void
}

/** Bundles the plugin as it is published. */
export async function bundledPlugin(): Promise<PluginFile> {
  const folder = mkdtempSync(join(tmpdir(), 'drp-plugin-'))
  const path = join(folder, 'pulumi-resource-drp')
  writeFileSync(path, await bundlePlugin(join(import.meta.dirname, '..', '..'), '1.2.3'))
  chmodSync(path, 0o755)
  writeFileSync(join(folder, 'package.json'), '{}')
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** A running plugin and a gRPC client of it. */
export class PluginProcess {
  readonly child: ChildProcess
  readonly port: number
  /** All of standard output, and of standard error. */
  readonly said: { out: string; err: string }
  readonly #client: Client

  private constructor(child: ChildProcess, port: number, said: { out: string; err: string }) {
    this.child = child
    this.port = port
    this.said = said
    this.#client = new Client(`127.0.0.1:${port}`, credentials.createInsecure())
  }

  static async start(
    file: PluginFile,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<PluginProcess> {
    const child = spawn(process.execPath, [file.path, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], ...env },
    })
    const said = { out: '', err: '' }
    child.stdout.on('data', (chunk: Buffer) => {
      said.out += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      said.err += chunk.toString()
    })
    const line = await Promise.race([
      once(createInterface({ input: child.stdout }), 'line').then(([text]) => text),
      once(child, 'exit').then(([code]) => {
        throw new Error(`the plugin ended with ${code}: ${said.err}`)
      }),
    ])
    return new PluginProcess(child, Number(line), said)
  }

  /** One call; rejects with what grpc-js gives. */
  call<Request, Reply>(method: MethodDefinition<Request, Reply>, request: Request): Promise<Reply> {
    return new Promise((resolve, reject) => {
      this.#client.makeUnaryRequest(
        method.path,
        method.requestSerialize,
        method.responseDeserialize,
        request,
        (error: ServiceError | null, reply?: Reply) => {
          if (error !== null || reply === undefined) reject(error)
          else resolve(reply)
        },
      )
    })
  }

  /** Ends it with a signal; gives its exit code. */
  async end(signal: 'SIGINT' | 'SIGKILL' = 'SIGINT'): Promise<number | null> {
    this.#client.close()
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode
    const gone = once(this.child, 'exit')
    this.child.kill(signal)
    const [code] = await gone
    return code
  }
}
