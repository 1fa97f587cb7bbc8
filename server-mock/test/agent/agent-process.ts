import { type ChildProcess, spawn } from 'node:child_process'
import {
  accessSync,
  constants,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const source = fileURLToPath(new URL('../../agent', import.meta.url))

/** Programs the agent may find; nothing else is in its PATH, so nothing real can be powered off. */
const tools =
  'awk base64 basename bash cat chmod cmp cp curl cut date dirname env grep head hostname jq ln ls mkdir mktemp mv od readlink rm sed sh sha256sum sleep sort sync tail tee touch tr uname wc'
const stubs = [
  'reboot',
  'poweroff',
  'halt',
  'shutdown',
  'kexec',
  'systemctl',
  'init',
  'telinit',
  'modprobe',
  'busybox',
  'dd',
  'mkfs',
  'umount',
]

const pathOf = (tool: string): string | undefined => {
  for (const dir of (process.env['PATH'] ?? '').split(':')) {
    try {
      accessSync(join(dir, tool), constants.X_OK)
      return join(dir, tool)
    } catch {
      // Not in this directory.
    }
  }
  return undefined
}

/** Tools without which the agent cannot be tested here. */
export const missingTools = ['curl', 'jq', 'sh'].filter((tool) => pathOf(tool) === undefined)

/** The real agent as a process of this host, with a PATH in which everything dangerous is a stub. */
export class AgentProcess {
  readonly dir = mkdtempSync(join(tmpdir(), 'mw-agent-'))
  /** Exit code of the last run, once it has ended. */
  exit: number | undefined
  output = ''
  #child: ChildProcess | undefined
  readonly #env: Record<string, string>

  /** `env` is added to the agent's environment. */
  constructor(env: Record<string, string>) {
    mkdirSync(join(this.dir, 'bin'))
    mkdirSync(join(this.dir, 'agent'))
    for (const tool of tools.split(' ')) {
      const path = pathOf(tool)
      if (path !== undefined) symlinkSync(path, join(this.dir, 'bin', tool))
    }
    for (const stub of stubs) {
      this.stub(stub, '')
    }
    for (const file of readdirSync(source)) copyFileSync(join(source, file), join(this.dir, 'agent', file))
    writeFileSync(join(this.dir, 'kexec_loaded'), '0\n')
    writeFileSync(join(this.dir, 'boot_id'), 'b0000000-0000-4000-8000-000000000001\n')
    writeFileSync(join(this.dir, 'cmdline'), 'quiet BOOTIF=01-52-54-00-00-00-01\n')
    this.#env = {
      PATH: join(this.dir, 'bin'),
      METALWRIGHT_RUN: join(this.dir, 'run'),
      METALWRIGHT_KEXEC_LOADED: join(this.dir, 'kexec_loaded'),
      METALWRIGHT_BOOT_ID: join(this.dir, 'boot_id'),
      METALWRIGHT_CMDLINE: join(this.dir, 'cmdline'),
      METALWRIGHT_MEMINFO: join(this.dir, 'meminfo'),
      METALWRIGHT_SYS: join(this.dir, 'sys'),
      METALWRIGHT_SYSTEMD: join(this.dir, 'systemd'),
      METALWRIGHT_SYSRQ: join(this.dir, 'sysrq'),
      METALWRIGHT_WATCHDOG: join(this.dir, 'watchdog'),
      METALWRIGHT_POWER_WAIT: '0',
      METALWRIGHT_POLL_WAIT: '5',
      METALWRIGHT_HEARTBEAT: '2',
      RS_TOKEN: 'token',
      RS_SYSTEM: 'discovery',
      ...env,
    }
  }

  /** Starts the agent with the given shell. */
  start(shell = 'sh'): void {
    this.exit = undefined
    const child = spawn(pathOf(shell) ?? shell, [join(this.dir, 'agent', 'metalwright-agent')], {
      env: this.#env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    this.#child = child
    const collect = (chunk: Buffer): void => {
      this.output += chunk.toString()
    }
    child.stdout?.on('data', collect)
    child.stderr?.on('data', collect)
    child.on('close', (code) => {
      this.exit = code ?? -1
    })
  }

  /** Power commands and other stubs called so far, one per line. */
  power(): string[] {
    try {
      // A shell makes the file a moment before it writes the first line.
      return readFileSync(join(this.dir, 'power'), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    } catch {
      return []
    }
  }

  /** Replaces a file in the agent's directory tree, with the folders on its way. */
  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.dir, path)), { recursive: true })
    writeFileSync(join(this.dir, path), text)
  }

  /** Makes a command do what a script says, after noting that it was called. */
  stub(command: string, script: string): void {
    const note = `echo "${command} $*" >> "${this.dir}/power"`
    writeFileSync(join(this.dir, 'bin', command), `#!/bin/sh\n${note}\n${script}\n`, { mode: 0o755 })
  }

  /** Ends the agent as a crash would; what it has started goes on, unless `all` ends too. */
  async kill(all?: 'all'): Promise<void> {
    const child = this.#child
    if (child?.pid === undefined || this.exit !== undefined) return
    const closed = new Promise((resolve) => child.once('close', resolve))
    try {
      process.kill(all === undefined ? child.pid : -child.pid, 'SIGKILL')
    } catch {
      // It ended by itself a moment ago.
    }
    child.stdout?.destroy()
    child.stderr?.destroy()
    await closed
  }

  /** Ends the agent and removes its files. */
  async dispose(): Promise<void> {
    await this.kill('all')
    rmSync(this.dir, { recursive: true, force: true })
  }
}
