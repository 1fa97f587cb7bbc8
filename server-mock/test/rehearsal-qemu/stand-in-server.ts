/**
 * Boot and API server of a lab, run inside its network: the stand-in API over TLS, the content pack rendered
 * by the server's own template engine, and kernel, initramfs and images over HTTP.
 * Usage: node stand-in-server.ts DISCOVERY-DIR IMAGE CERTIFICATE KEY CONTROL-SOCKET
 */
import { createHash, X509Certificate } from 'node:crypto'
import { createReadStream, readFileSync, statSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { StandInApi, type StandInMachine, type StandInStage } from '../agent/stand-in-api.ts'
import { bootEnvOf, contentsOf, filesOf, labAddresses, machineWith, renderText, taskOf } from '../discovery/pack.ts'

const [discovery = '', image = '', certificate = '', key = '', control = ''] = process.argv.slice(2)
const cert = readFileSync(certificate, 'utf8')
const publicKey = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' })
const pin = createHash('sha256').update(publicKey).digest('base64')

const workflows: Record<string, StandInStage[]> = {
  discover: [{ name: 'discover', bootenv: 'discovery', tasks: ['inventory'] }],
  'image-deploy': [
    { name: 'image-deploy', bootenv: 'discovery', tasks: ['image-deploy'] },
    { name: 'in-use', bootenv: 'local', tasks: ['deployed-check'] },
  ],
  release: [
    { name: 'wipe', bootenv: 'discovery', tasks: ['wipe'] },
    { name: 'discover', bootenv: 'discovery', tasks: ['inventory'] },
  ],
}

const modelOf = (machine: StandInMachine) =>
  machineWith({
    Uuid: machine.Uuid,
    Name: machine.Name,
    BootEnv: machine.BootEnv,
    HardwareAddrs: machine.HardwareAddrs,
    Params: JSON.parse(JSON.stringify(machine.Params)),
  })

const api = new StandInApi({
  tls: { cert, key: readFileSync(key, 'utf8') },
  workflows,
  defaultWorkflow: 'discover',
  actionsOf: async (name, machine) => {
    const task = taskOf(name)
    return task.Templates.map((info) => ({
      Name: info.Name,
      Path: info.Path,
      Content: renderText(contentsOf(info), { machine: modelOf(machine), task }, labAddresses, pin),
    }))
  },
})

const rendered = (path: string): string | undefined => {
  const unknown = filesOf(bootEnvOf('unknown-discovery'), undefined, labAddresses, pin).get(path)
  if (unknown !== undefined) return unknown
  for (const machine of api.machines.values()) {
    if (machine.BootEnv === 'discovery') {
      const file = filesOf(bootEnvOf('discovery'), modelOf(machine), labAddresses, pin).get(path)
      if (file !== undefined) return file
    } else if (machine.HardwareAddrs.some((mac) => path === `${mac}.ipxe`)) {
      return '#!ipxe\niseq ${platform} efi && exit 1 ||\nsanboot --no-describe --drive 0x80 ||\nexit 1\n'
    }
  }
  return undefined
}

const fileOf = (path: string): string | undefined => {
  if (path === 'discovery/vmlinuz' || path === 'discovery/initrd.img') return join(discovery, path.slice(10))
  return path === 'files/images/test-os.raw.zst' ? image : undefined
}

const send = (response: ServerResponse, file: string, range: string | undefined): void => {
  const size = statSync(file).size
  const match = /^bytes=(\d+)-(\d*)$/.exec(range ?? '')
  const start = Number(match?.[1] ?? 0)
  const end = Math.min(match?.[2] ? Number(match[2]) : size - 1, size - 1)
  response.writeHead(match ? 206 : 200, {
    'Content-Length': end - start + 1,
    ...(match ? { 'Content-Range': `bytes ${start}-${end}/${size}` } : {}),
  })
  createReadStream(file, { start, end, highWaterMark: 1024 * 1024 }).pipe(response)
}

createServer((request, response) => {
  const path = decodeURIComponent(request.url ?? '').replace(/^\//, '')
  api.requests.push(`GET /${path}`)
  api.phases.push({ name: `http ${path}`, detail: {}, at: performance.now() })
  const file = fileOf(path)
  const text = file === undefined ? rendered(path) : undefined
  if (file !== undefined) send(response, file, request.headers.range)
  else if (text !== undefined) response.end(text)
  else response.writeHead(404).end()
}).listen(labAddresses.filePort, labAddresses.server)

// For the test outside: the objects, and edits of the machine.
createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://control')
  const [machine] = api.machines.values()
  const workflow = url.searchParams.get('workflow')
  if (machine !== undefined && workflow !== null) {
    Object.assign(machine.Params, JSON.parse(url.searchParams.get('params') ?? '{}'))
    api.setWorkflow(machine, workflow)
  }
  const retry = url.searchParams.get('retry')
  if (machine !== undefined && retry !== null) {
    Object.assign(machine.Params, JSON.parse(url.searchParams.get('params') ?? '{}'))
    machine.Runnable = true
    api.changed()
  }
  const jobs = [...api.jobs.values()].map((job) => ({ ...job, log: api.logs.get(job.Uuid) ?? '' }))
  response.end(JSON.stringify({ machine: machine ?? null, jobs, phases: api.phases, now: performance.now() }))
}).listen(control)

await api.listen(labAddresses.apiPort, labAddresses.server)
console.log('ready')
