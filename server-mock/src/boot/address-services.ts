import { Admission } from '../dhcp/admission.ts'
import { createBinlServer } from '../dhcp/binl-server.ts'
import type { BootRequest } from '../dhcp/boot/boot-request.ts'
import type { DhcpEvent } from '../dhcp/dhcp-event.ts'
import { systemNetwork } from '../dhcp/network/system-network.ts'
import { systemProbe } from '../dhcp/probe/system-probe.ts'
import { createDhcpServer } from '../dhcp/server.ts'
import type { Log } from '../log.ts'
import type { Leases } from '../objects/machines/leases.ts'
import { noteAddress } from '../objects/machines/machine-address.ts'
import type { Runs } from '../objects/machines/runs.ts'
import type { Objects } from '../objects/objects.ts'
import type { Addresses } from '../render/source.ts'
import type { Settings } from '../settings.ts'
import { bootChoice } from './boot-choice.ts'
import { BootFactsSource } from './boot-facts.ts'
import { MachineDirectory } from './machine-directory.ts'
import { OptionTemplates } from './option-templates.ts'

/** New clients a link may bring at once: a power-on of some racks. */
const NEW_AT_ONCE = 4096

/** What DHCP and BINL are built from. */
export interface AddressServicesOptions {
  readonly settings: Settings
  readonly objects: Objects
  readonly leases: Leases
  readonly runs: Runs
  readonly addresses: (server: string) => Addresses
  readonly log: Log
  /** Told of everything that happens. */
  readonly onEvent: (event: DhcpEvent) => void
}

/** DHCP and BINL as they run. */
export interface AddressServices {
  readonly dhcpPort: number
  /** 0 when it is off. */
  readonly binlPort: number
  stop(): Promise<void>
}

/** Starts the DHCP server and, unless it is off, the PXE boot server (BINL). */
export async function startAddressServices(options: AddressServicesOptions): Promise<AddressServices> {
  const { settings, objects, leases, addresses } = options
  const address = settings.provisionAddress
  const common = {
    listen: address === '' ? ({ kind: 'interfaces' } as const) : ({ kind: 'address', address } as const),
    staticAddress: settings.staticIp,
    forceStatic: settings.forceStatic ?? false,
    newClients: { burst: NEW_AT_ONCE, perSecond: settings.dhcpNewClients ?? 200 },
  }
  const prober = settings.fakePinger === false ? await systemProbe() : undefined
  if (prober?.limitation !== undefined) options.log.warn({ detail: prober.limitation }, 'DHCP: limited')
  const machines = new MachineDirectory()
  const facts = new BootFactsSource()
  const unfollow = objects.store.subscribe((changes) => {
    machines.follow(changes)
    facts.follow(changes)
  })
  await machines.load(objects)
  await facts.load(objects)
  const choice = { objects, facts, machines, addresses }
  const strangers = new Admission({ burst: 200, perSecond: 5 }, () => performance.now())
  // Each fault of an option once in ten minutes: every packet has it.
  const told = new Admission({ burst: 1, perSecond: 1 / 600 }, () => performance.now())
  const ports = {
    network: await systemNetwork(),
    store: leases,
    now: objects.ports.now,
    ...(prober !== undefined && { probe: prober.probe }),
    bootFor: async (request: BootRequest) => bootChoice(choice, request),
    renderOption: new OptionTemplates().render,
    onEvent: (event: DhcpEvent) => {
      options.onEvent(event)
      note(event, options, machines, strangers, told)
    },
  }
  const dhcp = createDhcpServer({ ...common, port: settings.dhcpPort }, ports)
  await dhcp.start()
  const binl = settings.disablePxe
    ? undefined
    : createBinlServer({ ...common, port: settings.binlPort }, ports)
  await binl?.start()
  return {
    dhcpPort: dhcp.listening()[0]?.port ?? settings.dhcpPort,
    binlPort: binl === undefined ? 0 : (binl.listening()[0]?.port ?? settings.binlPort),
    stop: async () => {
      unfollow()
      prober?.close()
      await binl?.stop()
      await dhcp.stop()
    },
  }
}

/**
 * Machines that ask for a boot begin a run; machines that are known get their address noted. Of `strangers`,
 * which may be made up, only so many begin one. Options that cannot be used are told of as `told` has it.
 */
function note(
  event: DhcpEvent,
  { objects, runs, log }: AddressServicesOptions,
  machines: MachineDirectory,
  strangers: Admission,
  told: Admission,
): void {
  switch (event.kind) {
    case 'decided': {
      const { decision, boot, problems } = event.exchange
      for (const detail of problems) {
        if (told.admit(detail)) log.warn({ detail, mac: event.token }, 'DHCP: an option is left out')
      }
      const known = machines.byMac(event.token)
      const begins = (decision.kind === 'offer' || decision.kind === 'proxy') && boot?.kind === 'boot'
      if (begins && (known !== undefined || strangers.admit(''))) {
        // Beside another DHCP server only that one knows the address.
        const detail = decision.kind === 'offer' ? { address: decision.grant.lease.Addr } : {}
        void runs.mark({ mac: event.token }, 'dhcp', detail)
      }
      if (decision.kind === 'ack' && known !== undefined) {
        const address = decision.grant.lease.Addr
        if (known.address === address) return
        noteAddress(objects, event.token, address).catch((error: unknown) =>
          log.error({ error: String(error), mac: event.token, address }, 'an address could not be noted'),
        )
      }
      return
    }
    case 'failed':
    case 'unserved':
      log.error({ error: String(event.error), on: event.on }, `DHCP: ${event.kind}`)
      return
    case 'limited':
      log.warn({ detail: event.detail }, 'DHCP: limited')
      return
    case 'dropped':
      // In a flood there would be one line a packet; the metrics count them.
      if (event.reason === 'overloaded' || event.reason === 'duplicate') return
      log.info(
        { on: event.on, from: event.from, reason: event.reason, detail: event.detail },
        'DHCP: dropped',
      )
      return
    case 'listening':
      log.info({ on: event.on, port: event.port }, 'DHCP: listening')
      return
    case 'closed':
      return
  }
}
