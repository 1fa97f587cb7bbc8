import { Claims } from '@metalwright/sdk'
import type { JsonObject, Phase } from '@metalwright/sdk/models'
import { type QemuSite, startQemuSite, waitForFree } from '@metalwright/server/rehearsal'
import type { Figure } from './figure.ts'

/** Milliseconds that any one step may take. */
const PATIENCE = 600_000

const FIRMWARE = ['bios', 'uefi'] as const

/** How a machine in use goes over to its next system. */
type Way = 'kexec' | 'firmware'

interface Step {
  /** Seconds since the machine was told to be built again. */
  readonly at: number
  readonly phase: Phase
}

/**
 * A machine in use gets its image again: by kexec from system to system, and with a pass of the firmware at each
 * change; per phase, and from leaving the old system until the new one is up.
 *
 * @param only `bios` or `uefi`; empty for both
 */
export async function benchRedeploy(only: string): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const firmware of FIRMWARE.filter((kind) => only === '' || kind === only)) {
    const log = (line: string) => process.stderr.write(`  ${firmware}: ${line}\n`)
    const site = await startQemuSite({ machines: 1, hardware: { firmware }, log })
    try {
      const { claims, uuid, claimId } = await inUse(site)
      const measured: Partial<Record<Way, readonly Step[]>> = {}
      for (const way of ['kexec', 'firmware'] as const) {
        const kexec = way === 'kexec'
        log(`building it again by ${way}`)
        await setForAll(site, { 'kexec-ok': kexec, 'image-deploy/kexec': kexec })
        measured[way] = await redeploy(site, claims, { uuid, claimId })
      }
      figures.push(...figuresOf(firmware, measured.kexec ?? [], measured.firmware ?? []))
    } finally {
      await site.close()
    }
  }
  return figures
}

async function setForAll(site: QemuSite, params: JsonObject): Promise<void> {
  await site.client.profiles.edit('global', (profile) => ({
    ...profile,
    Params: { ...profile.Params, ...params },
  }))
}

async function inUse(site: QemuSite) {
  await setForAll(site, { 'image-deploy/measure': true })
  for (const machine of site.machines) await machine.powerOn()
  await waitForFree(site.client, 1, PATIENCE)
  const claims = new Claims(site.client)
  const { machine, claimId } = await claims.allocate({
    pool: 'default',
    claimKey: 'bench',
    owner: 'bench',
    workflow: 'image-deploy',
    addParameters: {
      'image-deploy/image-file': site.image.file,
      'image-deploy/image-sha256': site.image.sha256,
    },
  })
  await claims.wait(machine.Uuid, { until: 'InUse', timeoutMs: PATIENCE })
  return { claims, claimId, uuid: machine.Uuid }
}

async function redeploy(
  site: QemuSite,
  claims: Claims,
  { uuid, claimId }: { readonly uuid: string; readonly claimId: string },
): Promise<Step[]> {
  const told = Date.now()
  await claims.redeploy(uuid, claimId)
  await claims.wait(uuid, { until: 'WorkflowComplete', restarted: true, timeoutMs: PATIENCE })
  const runs = (await site.client.runs.list({ filters: { Machine: uuid } })).items
  return runs
    .flatMap(({ StartTime, Phases }) =>
      Phases.map((phase) => ({ at: (Date.parse(StartTime) + phase.At - told) / 1000, phase })),
    )
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
}

function figuresOf(firmware: string, warm: readonly Step[], cold: readonly Step[]): Figure[] {
  const steps = (way: Way, list: readonly Step[]) =>
    list.map(({ at, phase: { Name } }) => ({
      name: `${firmware}, by ${way}: ${Name}`,
      value: at,
      unit: 's after the order',
    }))
  const leaving = /^(kexec|reboot)$/
  const image = warm.find(({ phase }) => phase.Name === 'image')?.phase.Detail ?? {}
  const plain = Number(image['plainMbPerSecond'])
  return [
    ...steps('kexec', warm),
    ...steps('firmware', cold),
    {
      name: `${firmware}: old system left → new one up`,
      value: between(warm, leaving, /^up$/),
      unit: 's',
      peer: { name: 'the same by firmware', value: between(cold, leaving, /^up$/) },
    },
    {
      name: `${firmware}: old system left → discovery at work`,
      value: between(warm, leaving, /^agent$/),
      unit: 's',
      peer: { name: 'the same by firmware', value: between(cold, leaving, /^agent$/) },
    },
    {
      name: `${firmware}: discovery left → image up`,
      value: between(warm.toReversed(), /^up$/, leaving),
      unit: 's',
      peer: { name: 'the same by firmware', value: between(cold.toReversed(), /^up$/, leaving) },
    },
    {
      name: `${firmware}: image`,
      value: Number(image['mbPerSecond']),
      unit: 'MB/s',
      ...(plain > 0 ? { peer: { name: 'dd on the bare disk', value: plain } } : {}),
    },
    {
      name: `${firmware}: memory of agent and task at its most`,
      value: Number(image['peakMemoryKiB']) / 1024,
      unit: 'MiB',
    },
  ]
}

/** Seconds between the first phase of one kind and the first of another behind it, in the order they are given. */
function between(steps: readonly Step[], from: RegExp, to: RegExp): number {
  const start = steps.findIndex(({ phase }) => from.test(phase.Name))
  const end = steps.slice(start + 1).find(({ phase }) => to.test(phase.Name))
  return Math.abs((end?.at ?? Number.NaN) - (steps[start]?.at ?? Number.NaN))
}
