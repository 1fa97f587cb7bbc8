import { Claims } from '@metalwright/sdk'
import { startQemuSite, startSimulatedSite, timeline, waitForFree } from '@metalwright/server/rehearsal'
import type { Figure } from './figure.ts'

/** Milliseconds a machine may take for discovery, and for its claim. */
const PATIENCE = 300_000

/** Seconds from power on to each phase of one machine's way into use. */
export async function benchTimeline(kind: 'simulated' | 'qemu'): Promise<Figure[]> {
  const start = kind === 'qemu' ? startQemuSite : startSimulatedSite
  const site = await start({ machines: 1, log: (line) => process.stderr.write(`  ${line}\n`) })
  try {
    const poweredOn = Date.now()
    for (const machine of site.machines) await machine.powerOn()
    await waitForFree(site.client, 1, PATIENCE)
    const claims = new Claims(site.client)
    const { machine } = await claims.allocate({
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
    const runs = (await site.client.runs.list({ filters: { Machine: machine.Uuid } })).items
    return timeline(runs, poweredOn).map(({ at, phase, detail }) => ({
      name: `${kind}: ${phase}${phase === 'image written' ? ` (${detail})` : ''}`,
      value: at,
      unit: 's after power on',
    }))
  } finally {
    await site.close()
  }
}
