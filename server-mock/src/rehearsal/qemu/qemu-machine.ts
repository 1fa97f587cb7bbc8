import { createHash } from 'node:crypto'
import { createWriteStream, type WriteStream } from 'node:fs'
import { mkdir, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { LabProcess } from './lab-process.ts'
import type { NetworkLab } from './network-lab.ts'
import { type Accelerator, type DirectKernel, type MachineHardware, qemuArguments } from './qemu-arguments.ts'
import { QmpClient } from './qmp-client.ts'
import { SerialLog } from './serial-log.ts'

/** What a machine is made from. */
export type QemuMachineOptions = {
  /** Name: the directory of its files, and what its MAC address and UUID are derived from. */
  name: string
  /** Directory below which `<name>/serial.log` and `<name>/disk.raw` are kept. */
  dir: string
  /** The network it is plugged into. */
  lab: NetworkLab
  /** Default: derived from the name, `52:54:00:…`. */
  mac?: string
  /** Default: derived from the name. */
  uuid?: string
  /** Size of the (sparse, empty) disk; default 8 GiB. */
  diskBytes?: number
  /** Default 1024. */
  memoryMiB?: number
  /** Default 1. */
  cpus?: number
  /** Default `tcg`; take `kvm` only after {@link probeAccelerator} found that it works. */
  accelerator?: Accelerator
  /** Starts a kernel without firmware boot. */
  direct?: DirectKernel
  /** Milliseconds of a steady clock; default `performance.now`. */
  now?: () => number
}

/** The machine did not reach a power state. `code` is `QEMU_POWER`. */
export class QemuPowerError extends Error {
  readonly code = 'QEMU_POWER'

  constructor(machine: string, reason: string) {
    super(`Machine ${machine}: ${reason}`)
    this.name = 'QemuPowerError'
  }
}

type Running = { process: LabProcess; qmp: QmpClient }

const START_TIMEOUT_MS = 15_000

/** A BIOS machine in QEMU, with one disk, one network interface and a recorded serial console. */
export class QemuMachine {
  readonly name: string
  readonly mac: string
  readonly uuid: string
  /** Path of the serial log. */
  readonly serialPath: string
  /** Path of the disk image. */
  readonly diskPath: string
  /** The serial console. */
  readonly serial: SerialLog
  readonly #lab: NetworkLab
  readonly #hardware: MachineHardware
  readonly #socketDir: string
  readonly #file: WriteStream
  #running: Running | undefined

  private constructor(options: QemuMachineOptions, paths: { dir: string; socketDir: string; tap: string }) {
    const digest = createHash('sha256').update(`metalwright machine ${options.name}`).digest('hex')
    this.name = options.name
    this.mac = options.mac ?? `52:54:00:${digest.slice(0, 2)}:${digest.slice(2, 4)}:${digest.slice(4, 6)}`
    this.uuid = options.uuid ?? uuidFrom(digest)
    this.serialPath = join(paths.dir, 'serial.log')
    this.diskPath = join(paths.dir, 'disk.raw')
    this.#lab = options.lab
    this.#socketDir = paths.socketDir
    this.#file = createWriteStream(this.serialPath, { flags: 'a' })
    this.serial = new SerialLog(options.now ?? (() => performance.now()), (text) => this.#file.write(text))
    this.#hardware = {
      uuid: this.uuid,
      mac: this.mac,
      tap: paths.tap,
      disk: this.diskPath,
      diskSerial: `DISK${digest.slice(0, 8).toUpperCase()}`,
      memoryMiB: options.memoryMiB ?? 1024,
      cpus: options.cpus ?? 1,
      accelerator: options.accelerator ?? 'tcg',
      qmpSocket: join(paths.socketDir, 'qmp'),
      ...(options.direct === undefined ? {} : { direct: options.direct }),
    }
  }

  /** Makes the machine, powered off, with an empty disk. An existing disk image of that name is emptied. */
  static async create(options: QemuMachineOptions): Promise<QemuMachine> {
    if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(options.name)) {
      throw new QemuPowerError(options.name, 'a name has lower-case letters, digits and dashes only')
    }
    const dir = join(options.dir, options.name)
    await mkdir(dir, { recursive: true })
    const disk = await open(join(dir, 'disk.raw'), 'w')
    await disk.truncate(options.diskBytes ?? 8 * 1024 ** 3)
    await disk.close()
    // Paths of unix sockets are limited to about 100 characters.
    const socketDir = await mkdtemp(join(tmpdir(), 'mw-qemu-'))
    return new QemuMachine(options, { dir, socketDir, tap: await options.lab.addTap() })
  }

  /** Whether QEMU runs. A guest that powers itself off ends it. */
  get power(): 'on' | 'off' {
    return this.#running === undefined ? 'off' : 'on'
  }

  /** How often the firmware has started, by its banner on the console. */
  get firmwareStarts(): number {
    return this.serial.firmwareStarts
  }

  /** Process id of QEMU while it runs. */
  get pid(): number | undefined {
    return this.#running?.process.pid
  }

  /** Starts the machine; does nothing when it is on. @throws QemuPowerError when QEMU does not start. */
  async powerOn(): Promise<void> {
    if (this.#running !== undefined) return
    this.serial.note('power on')
    await rm(this.#hardware.qmpSocket, { force: true })
    const process = this.#lab.start(qemuArguments(this.#hardware))
    process.onOutput((chunk) => this.serial.write(chunk))
    let end: string | undefined
    void process.ended.then((how) => {
      end = how
      this.serial.note(`power off (${how})`)
      this.#running?.qmp.close()
      this.#running = undefined
    })
    const deadline = performance.now() + START_TIMEOUT_MS
    for (;;) {
      const qmp = await QmpClient.connect(this.#hardware.qmpSocket).catch(() => undefined)
      if (qmp !== undefined && end === undefined) {
        this.#running = { process, qmp }
        return
      }
      if (end !== undefined || performance.now() > deadline) {
        process.kill('SIGKILL')
        const tail = this.serial.tail(5).join('\n')
        throw new QemuPowerError(this.name, `QEMU did not start (${end ?? 'no control socket'}):\n${tail}`)
      }
      await sleep(50)
    }
  }

  /** Pulls the plug; does nothing when the machine is off. */
  async powerOff(): Promise<void> {
    const running = this.#running
    if (running === undefined) return
    await running.qmp.execute('quit').catch(() => undefined)
    const timer = setTimeout(() => running.process.kill('SIGKILL'), 5000)
    await running.process.ended
    clearTimeout(timer)
    this.#running = undefined
  }

  /** Power off, then on. */
  async powerCycle(): Promise<void> {
    await this.powerOff()
    await this.powerOn()
  }

  /** The reset button. @throws QemuPowerError when the machine is off. */
  async reset(): Promise<void> {
    if (this.#running === undefined) throw new QemuPowerError(this.name, 'it is off and cannot be reset')
    this.serial.note('reset')
    await this.#running.qmp.execute('system_reset')
  }

  /** Pulls (`false`) or plugs (`true`) the network cable. @throws QemuPowerError when the machine is off. */
  async setLink(up: boolean): Promise<void> {
    if (this.#running === undefined) throw new QemuPowerError(this.name, 'it is off and has no link')
    await this.#running.qmp.execute('set_link', { name: 'n0', up })
  }

  /** Powers off and removes the control socket; the serial log and the disk stay for inspection. */
  async destroy(): Promise<void> {
    await this.powerOff()
    await new Promise<void>((resolve) => {
      this.#file.end(() => resolve())
    })
    await rm(this.#socketDir, { recursive: true, force: true })
  }
}

/** A version 4 UUID from hex digits. */
const uuidFrom = (hex: string): string =>
  `${hex.slice(8, 16)}-${hex.slice(16, 20)}-4${hex.slice(21, 24)}-a${hex.slice(25, 28)}-${hex.slice(28, 40)}`
