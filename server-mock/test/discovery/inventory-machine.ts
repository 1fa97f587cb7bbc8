import { spawn } from 'node:child_process'
import { accessSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { JsonValue } from '@metalwright/sdk/models'
import { contentsOf, labAddresses, machineWith, renderText, taskOf } from './pack.ts'

/** Programs the script may find; those that look at hardware are stubs. */
const TOOLS = 'base64 cat curl cut grep head jq od readlink rm sed sh sleep tail timeout tr'

const find = (tool: string): string | undefined =>
  [...(process.env['PATH'] ?? '').split(':'), '/usr/bin', '/bin']
    .map((dir) => join(dir, tool))
    .find((path) => {
      try {
        accessSync(path)
        return true
      } catch {
        return false
      }
    })

/** Programs the test cannot do without. */
export const missingTools = ['curl', 'jq', 'sh'].filter((tool) => find(tool) === undefined)

/** What a pretended machine is. */
export interface PretendedMachine {
  /** Files below `/sys`, `/proc` and `/run` by path; bytes or text. */
  readonly files: Readonly<Record<string, string | Uint8Array>>
  /** Symbolic links by path, with the path below the root they lead to. */
  readonly links: Readonly<Record<string, string>>
  /** Output of programs by name: of a shell script that is their body. */
  readonly programs?: Readonly<Record<string, string>>
  readonly params?: Readonly<Record<string, JsonValue>>
  /** Status and body of the server's answer; default 200 and a line. */
  readonly answer?: readonly [status: number, body: string]
}

/** What came of the script. */
export interface ScriptRun {
  readonly code: number
  readonly log: string
  /** Method and path of each call to the server. */
  readonly calls: readonly string[]
  /** The report it sent; undefined when it sent none. */
  readonly report: unknown
}

/** Runs the script of the task `inventory` on a machine that is made of files, against a server that keeps what it gets. */
export async function runInventory(machine: PretendedMachine): Promise<ScriptRun> {
  const dir = mkdtempSync(join(tmpdir(), 'mw-inventory-'))
  const root = join(dir, 'root')
  const bin = join(dir, 'bin')
  mkdirSync(bin)
  const made = (path: string): string => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    return join(root, path)
  }
  for (const [path, content] of Object.entries(machine.files)) writeFileSync(made(path), content)
  for (const [path, target] of Object.entries(machine.links)) symlinkSync(join(root, target), made(path))
  for (const tool of TOOLS.split(' ')) {
    const path = find(tool)
    if (path !== undefined) symlinkSync(path, join(bin, tool))
  }
  const stubs = { lsblk: 'exit 1', ethtool: 'exit 1', modprobe: 'exit 0', ...machine.programs }
  for (const [name, body] of Object.entries(stubs))
    writeFileSync(join(bin, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 })

  const calls: string[] = []
  let report: unknown
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      calls.push(`${request.method} ${request.url}`)
      report = JSON.parse(Buffer.concat(chunks).toString('utf8'))
      const [status, body] = machine.answer ?? [200, 'stored\n']
      response.writeHead(status).end(body)
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve())
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0

  const task = taskOf('inventory')
  const source = { machine: machineWith({ Params: { ...machine.params } }), task }
  const [info] = task.Templates
  const text = info === undefined ? '' : renderText(contentsOf(info), source, labAddresses)
  // The script reads the machine it runs on; here that is a folder.
  const moved = text.replaceAll(/(^|[\s"'=])\/(sys|proc|run)\//gm, `$1${root}/$2/`)
  writeFileSync(join(dir, 'script'), moved)
  writeFileSync(join(dir, 'curl.conf'), 'silent\nshow-error\n')
  try {
    const child = spawn(join(bin, 'sh'), [join(dir, 'script')], {
      cwd: dir,
      env: {
        PATH: bin,
        RS_TASK_DIR: dir,
        RS_RUNNER_DIR: dir,
        RS_ENDPOINT: `http://127.0.0.1:${port}`,
        RS_UUID: '4b2d7f2e-5f10-4d83-9c0e-1f6c7a1e9b01',
      },
    })
    let log = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (log += chunk.toString()))
    const code = await new Promise<number>((resolve) => {
      child.on('close', (value) => resolve(value ?? -1))
    })
    return { code, log, calls, report }
  } finally {
    server.closeAllConnections()
    server.close()
    rmSync(dir, { recursive: true, force: true })
  }
}
