import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type ZstdOptions, zstdCompress } from 'node:zlib'
import { decode, Job, type JsonObject, Machine } from '@metalwright/sdk/models'
import { builtInContent } from '../../../src/commands/built-in-content.ts'
import { type FleetOptions, SimulatedFleet } from '../../../src/rehearsal/index.ts'
import { startTestServer, type TestServer } from '../../api/test-server.ts'

/** A real server with the built-in content, a subnet, and simulated machines in front of it. */
export interface Lab {
  readonly api: TestServer
  readonly fleet: SimulatedFleet
  /** What the machines said. */
  readonly lines: readonly string[]
  machine(uuid: string): Promise<Machine>
  /** Jobs of a task, oldest first. */
  jobs(machine: string, task: string): Promise<Job[]>
  /** Log of the newest job of a task. */
  log(machine: string, task: string): Promise<string>
  /** Waits until a machine is as it should be. */
  until(uuid: string, what: string, isSo: (machine: Machine) => boolean, timeout?: number): Promise<Machine>
  close(): Promise<void>
}

const compress = promisify<Buffer, ZstdOptions, Buffer>(zstdCompress)

export async function startLab(options: Partial<FleetOptions> = {}): Promise<Lab> {
  const api = await startTestServer({
    disableDhcp: false,
    disableTftp: false,
    content: await builtInContent(),
    prefs: { unknownBootEnv: 'unknown-discovery', defaultBootEnv: 'discovery', defaultWorkflow: 'discover' },
  })
  const boot = join(api.folder, 'tftpboot', 'discovery')
  await mkdir(boot, { recursive: true })
  await writeFile(join(boot, 'vmlinuz'), 'a kernel')
  await writeFile(join(boot, 'initrd.img'), 'an initramfs')
  // Larger than one window of blocks, and not a multiple of a block.
  for (const loader of ['undionly.kpxe', 'ipxe.efi']) {
    await writeFile(join(api.folder, 'tftpboot', loader), Buffer.alloc(50_001, loader))
  }
  await api.json('POST', '/subnets', {
    Name: 'lab',
    Enabled: true,
    Subnet: '10.77.0.0/20',
    ActiveStart: '10.77.0.100',
    ActiveEnd: '10.77.15.250',
    ActiveLeaseTime: 60,
    ReservedLeaseTime: 7200,
    Strategy: 'MAC',
    Pickers: ['hint', 'nextFree', 'mostExpired'],
    Options: [
      { Code: 3, Value: '10.77.0.1' },
      { Code: 6, Value: '10.77.0.1' },
    ],
  })
  const lines: string[] = []
  const fleet = new SimulatedFleet({
    dhcp: { host: '127.0.0.1', port: api.server.ports.dhcp, linkAddress: '10.77.0.1' },
    tftpPort: api.server.ports.tftp,
    onLog: (line) => lines.push(line),
    ...options,
  })

  const list = async (path: string): Promise<JsonObject[]> => {
    const value = await api.json('GET', path)
    return Array.isArray(value) ? value : []
  }
  const machine = async (uuid: string) => {
    const answer = await api.call('GET', `/machines/${uuid}`)
    return decode(Machine, JSON.parse(answer.text))
  }
  const jobs = async (uuid: string, task: string) => {
    const found = (await list(`/jobs?Machine=${uuid}&Task=${encodeURIComponent(task)}`)).map((job) =>
      decode(Job, job),
    )
    return found.sort((a, b) => a.StartTime.localeCompare(b.StartTime))
  }
  return {
    api,
    fleet,
    lines,
    machine,
    jobs,
    log: async (uuid, task) => {
      const newest = (await jobs(uuid, task)).at(-1)
      return (await api.call('GET', `/jobs/${newest?.Uuid ?? 'none'}/log`)).text
    },
    until: async (uuid, what, isSo, timeout = 10_000) => {
      const end = performance.now() + timeout
      let answer = await api.call('GET', `/machines/${uuid}`)
      for (;;) {
        const now = decode(Machine, JSON.parse(answer.text))
        if (isSo(now)) return now
        if (performance.now() > end) {
          throw new Error(`machine ${uuid} is not ${what}: ${answer.text}\n${lines.slice(-30).join('\n')}`)
        }
        const headers = { 'If-None-Match': String(answer.headers['etag']), Prefer: 'wait=1s' }
        const next = await api.call('GET', `/machines/${uuid}`, undefined, { headers })
        if (next.status === 200) answer = next
      }
    },
    close: async () => {
      await fleet.close()
      await api.close()
    },
  }
}

/** An image on the lab's server, and its digest. */
export interface LabImage {
  /** Value of `image-deploy/image-file`. */
  readonly file: string
  readonly sha256: string
  /** Bytes as they are downloaded. */
  readonly size: number
}

/** Uploads a small disk image, compressed; its header tells the uncompressed size or not. */
export async function uploadImage(lab: Lab, name: string, disk: Buffer, tellsSize = true): Promise<LabImage> {
  const bytes = await compress(disk, tellsSize ? { pledgedSrcSize: disk.length } : {})
  await upload(lab.api.server.ports.api, `/api/v3/files/images/${name}`, bytes)
  return { file: name, sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.length }
}

function upload(port: number, path: string, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/octet-stream', 'content-length': String(bytes.length) }
    const auth = 'rocketskates:r0cketsk8ts'
    const where = { host: '127.0.0.1', port, path, auth, headers, rejectUnauthorized: false }
    const call = request({ ...where, method: 'POST' }, (response) => {
      response.resume()
      response.on('end', () =>
        response.statusCode === 201 ? resolve() : reject(new Error(`upload refused: ${response.statusCode}`)),
      )
    })
    call.on('error', reject)
    call.end(bytes)
  })
}

/** Claims a machine and starts to deploy an image on it. @returns its UUID */
export async function claim(lab: Lab, image: LabImage, params: JsonObject = {}): Promise<string> {
  const given = await lab.api.json('POST', '/pools/default/allocateMachines', {
    'pool/count': 1,
    'pool/workflow': 'image-deploy',
    'pool/claim-key': 'lab',
    'pool/add-parameters': {
      'image-deploy/image-file': image.file,
      'image-deploy/image-sha256': image.sha256,
      ...params,
    },
  })
  return Array.isArray(given) ? String(given[0]?.Uuid) : ''
}
