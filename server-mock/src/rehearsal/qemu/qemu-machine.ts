import { createWriteStream, type WriteStream } from 'node:fs'
import { mkdir, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type BootOrder, bootIndexes } from './boot-order.ts'
import { prepareFirmware } from './firmware.ts'
import type { LabProcess } from './lab-process.ts'
import { planMachine, type QemuMachineOptions } from './machine-options.ts'
import type { NetworkLab } from './network-lab.ts'
import { type MachineHardware, qemuArguments } from './qemu-arguments.ts'
import { QmpClient } from './qmp-client.ts'
import { SerialLog } from './serial-log.ts'

/** The machine did not reach a power state. `code` is `QEMU_POWER`. */
export class QemuPowerError extends Error {
  readonly code = 'QEMU_POWER'

  constructor(machine: string, reason: string) {
    super(`Machine ${machine}: ${reason}`)
    this.name = 'QemuPowerError'
  }
}

/** How a machine is switched on. */
export type PowerOnOptions = {
  /** Boot order of this one start; later starts of the firmware have the machine's own again. */
  bootOnce?: BootOrder
}

type Running = { process: LabProcess; qmp: QmpClient }

const CAPTURE = 'nic0.pcap'
/** Milliseconds QEMU and a firmware have to show themselves. */
const START_TIMEOUT_MS = 15_000

/** A machine in QEMU: firmware, disks, network cards, and a recorded serial console. */
export class QemuMachine {
  readonly name: string
  /** MAC address of the first network card. */
  readonly mac: string
  /** MAC addresses of all network cards. */
  readonly macs: readonly string[]
  readonly uuid: string
  /** Path of the serial log. */
  readonly serialPath: string
  /** Path of the first disk's image. */
  readonly diskPath: string
  /** Path of what passed the first network card, where that is kept. */
  readonly capturePath: string
  /** Paths of all disk images. */
  readonly diskPaths: readonly string[]
  /** The serial console. */
  readonly serial: SerialLog
  readonly #lab: NetworkLab
  readonly #socketDir: string
  readonly #file: WriteStream
  #hardware: MachineHardware
  #running: Running | undefined
  #uefiStarts = 0

  private constructor(
    options: QemuMachineOptions,
    made: { hardware: MachineHardware; dir: string; socketDir: string },
  ) {
    const { hardware } = made
    this.name = options.name
    this.macs = hardware.nics.map(({ mac }) => mac)
    this.mac = this.macs[0] ?? ''
    this.uuid = hardware.uuid
    this.serialPath = join(made.dir, 'serial.log')
    this.capturePath = join(made.dir, CAPTURE)
    this.diskPaths = hardware.disks.map(({ path }) => path)
    this.diskPath = this.diskPaths[0] ?? ''
    this.#lab = options.lab
    this.#socketDir = made.socketDir
    this.#file = createWriteStream(this.serialPath, { flags: 'a' })
    this.serial = new SerialLog(options.now ?? (() => performance.now()), (text) => this.#file.write(text))
    this.#hardware = hardware
  }

  /**
   * Makes the machine, powered off, with empty disks and fresh firmware variables. Existing disk images of that
   * name are emptied.
   * @throws FirmwareMissingError
   */
  static async create(options: QemuMachineOptions): Promise<QemuMachine> {
    if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(options.name)) {
      throw new QemuPowerError(options.name, 'a name has lower-case letters, digits and dashes only')
    }
    const plan = planMachine(options)
    const dir = join(options.dir, options.name)
    await mkdir(dir, { recursive: true })
    for (const { path, bytes } of plan.disks) {
      const disk = await open(path, 'w')
      await disk.truncate(bytes)
      await disk.close()
    }
    const firmware = await prepareFirmware(options.firmware ?? 'bios', join(dir, 'vars.fd'))
    const nics: MachineHardware['nics'][number][] = []
    for (const { mac, bridge } of plan.nics) nics.push({ mac, tap: await options.lab.addTap(bridge) })
    // Paths of unix sockets are limited to about 100 characters.
    const socketDir = await mkdtemp(join(tmpdir(), 'mw-qemu-'))
    const hardware: MachineHardware = {
      uuid: plan.uuid,
      firmware,
      networkBoot: options.networkBoot ?? 'ipxe',
      nics,
      disks: plan.disks,
      bootOrder: options.bootOrder ?? ['network', 'disk'],
      memoryMiB: options.memoryMiB ?? 1024,
      cpus: options.cpus ?? 1,
      accelerator: options.accelerator ?? 'tcg',
      qmpSocket: join(socketDir, 'qmp'),
      ...(options.bmc === undefined ? {} : { bmc: options.bmc }),
      ...(options.direct === undefined ? {} : { direct: options.direct }),
      ...(options.capture === true ? { capture: join(dir, CAPTURE) } : {}),
      ...(options.extra === undefined ? {} : { extra: options.extra }),
    }
    return new QemuMachine(options, { hardware, dir, socketDir })
  }

  /** Whether QEMU runs. A guest that powers itself off ends it. */
  get power(): 'on' | 'off' {
    return this.#running === undefined ? 'off' : 'on'
  }

  /** How often the firmware has started: power on, reset and reboot count, a kernel started by kexec does not. */
  get firmwareStarts(): number {
    // SeaBIOS resets the machine a few times more when it is reset, which nobody sees.
    return this.#hardware.firmware.kind === 'bios' ? this.serial.biosStarts : this.#uefiStarts
  }

  /** Process id of QEMU while it runs. */
  get pid(): number | undefined {
    return this.#running?.process.pid
  }

  /** Starts the machine; does nothing when it is on. @throws QemuPowerError when QEMU does not start. */
  async powerOn({ bootOnce }: PowerOnOptions = {}): Promise<void> {
    if (this.#running !== undefined) return
    this.serial.note('power on')
    await rm(this.#hardware.qmpSocket, { force: true })
    const bootOrder = bootOnce ?? this.#hardware.bootOrder
    const process = this.#lab.start(qemuArguments({ ...this.#hardware, bootOrder }))
    const starts = this.firmwareStarts
    this.#uefiStarts += 1
    process.onOutput((chunk) => this.serial.write(chunk))
    let end: string | undefined
    void process.ended.then((how) => {
      end = how
      this.serial.note(`power off (${how})`)
      this.#running?.qmp.close()
      this.#running = undefined
    })
    const onEvent = (event: string): void => {
      if (event === 'RESET') this.#uefiStarts += 1
    }
    const deadline = performance.now() + START_TIMEOUT_MS
    for (;;) {
      const qmp = await QmpClient.connect(this.#hardware.qmpSocket, onEvent).catch(() => undefined)
      if (qmp !== undefined && end === undefined) {
        this.#running = { process, qmp }
        if (bootOnce !== undefined) await this.#orderAfterStart(qmp, starts)
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

  /** Pulls the plug; does nothing when the machine is off. Nothing inside is told. */
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
  async powerCycle(options: PowerOnOptions = {}): Promise<void> {
    await this.powerOff()
    await this.powerOn(options)
  }

  /** The reset button. @throws QemuPowerError when the machine is off. */
  async reset({ bootOnce }: PowerOnOptions = {}): Promise<void> {
    const { qmp } = this.#on('it is off and cannot be reset')
    this.serial.note('reset')
    const starts = this.firmwareStarts
    if (bootOnce !== undefined) await this.#applyBootOrder(qmp, bootOnce)
    await qmp.execute('system_reset')
    if (bootOnce !== undefined) await this.#orderAfterStart(qmp, starts)
  }

  /** Sets the boot order from the next start of the firmware on. */
  async setBootOrder(bootOrder: BootOrder): Promise<void> {
    this.#hardware = { ...this.#hardware, bootOrder }
    if (this.#running !== undefined) await this.#applyBootOrder(this.#running.qmp, bootOrder)
  }

  /** Pulls (`false`) or plugs (`true`) a network cable. @throws QemuPowerError when the machine is off. */
  async setLink(up: boolean, nic = 0): Promise<void> {
    await this.#on('it is off and has no link').qmp.execute('set_link', { name: `nic${nic}`, up })
  }

  /** Presses a key of its keyboard, by QEMU's name for it: `1`, `ret`, `esc`. @throws QemuPowerError when the machine is off. */
  async press(key: string): Promise<void> {
    const { qmp } = this.#on('it is off and has no keyboard')
    await qmp.execute('send-key', { keys: [{ type: 'qcode', data: key }] })
  }

  /** Powers off and removes the control socket; the serial log and the disks stay for inspection. */
  async destroy(): Promise<void> {
    await this.powerOff()
    await new Promise<void>((resolve) => {
      this.#file.end(() => resolve())
    })
    await rm(this.#socketDir, { recursive: true, force: true })
  }

  #on(reason: string): Running {
    if (this.#running === undefined) throw new QemuPowerError(this.name, reason)
    return this.#running
  }

  /** Puts the machine's own order back: a firmware that has started keeps the one it was given. */
  async #orderAfterStart(qmp: QmpClient, starts: number): Promise<void> {
    const deadline = performance.now() + START_TIMEOUT_MS
    while (this.firmwareStarts === starts && performance.now() < deadline) await sleep(10)
    await this.#applyBootOrder(qmp, this.#hardware.bootOrder)
  }

  async #applyBootOrder(qmp: QmpClient, order: BootOrder): Promise<void> {
    const { nics, disks } = this.#hardware
    const set = async (id: string, value: number): Promise<void> => {
      await qmp.execute('qom-set', { path: `/machine/peripheral/${id}`, property: 'bootindex', value })
    }
    // No two devices may have the same number even in between, so all lose theirs first.
    for (const at of nics.keys()) await set(`nic${at}`, -1)
    for (const at of disks.keys()) await set(`disk${at}`, -1)
    const indexes = bootIndexes(order, { nics: nics.length, disks: disks.length })
    for (const [id, value] of indexes) await set(id, value)
  }
}
