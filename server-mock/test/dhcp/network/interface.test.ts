import { execFile, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

const run = promisify(execFile)
const namespace = ['-rn', 'sh', '-ec']
const links =
  'ip link set lo up; ip link add server0 type veth peer name client0; ip addr add 10.77.0.1/24 dev server0; ip link set server0 up; ip link set client0 up'
/** Network namespaces are refused to users by some systems; udhcpc is part of busybox. */
const possible =
  spawnSync('unshare', [...namespace, links]).status === 0 &&
  spawnSync('busybox', ['udhcpc', '--help']).error === undefined

/** The optional dependency behind sockets bound to an interface. */
const interfaceSockets = await import('koffi').then(
  () => true,
  () => false,
)

describe.skipIf(!possible)('a real client on a link (apt-get install busybox iproute2, as root)', () => {
  it.each([
    ['by its hardware address, as it has none yet', [], 'hardware'],
    ['by broadcast, as it asks for', ['-B'], 'broadcast'],
  ])('is reached %s', async (_name, options, kind) => {
    const lab = [process.execPath, join(import.meta.dirname, 'interface-lab.ts'), ...options].join(' ')
    const { stdout } = await run('unshare', [...namespace, `${links}; exec ${lab}`], { timeout: 15_000 })
    const { limitation, ...result } = JSON.parse(stdout)
    expect(result).toEqual({ code: 0, sent: [kind, kind], leases: ['10.77.0.50 ACK'] })
    expect(limitation === '').toBe(interfaceSockets)
  })
})
