import type { JsonValue } from '@metalwright/sdk/models'
import { bootedMac, type Running } from '../hardware.ts'
import type { Binding } from '../network/address-client.ts'
import { type DownloadPorts, loadText } from '../network/file-client.ts'
import { type ApiAnswer, MachineApi, messagesOf, objectOf } from '../network/machine-api.ts'
import { shellVariables } from './shell-variables.ts'

/**
 * Does what the start script for unknown machines (`machines/start-up.sh`) does: finds the machine's object,
 * or makes one. The address of the API, the key to expect and the token are read out of the script.
 *
 * @param known UUID from the kernel command line, empty for none
 * @returns UUID of the machine, or why there is none
 */
export async function register(
  running: Running,
  binding: Binding,
  script: string,
  known: string,
): Promise<{ readonly uuid: string } | { readonly problem: string }> {
  const { hardware, signal } = running
  const variables = shellVariables(script)
  const text = (...names: string[]) =>
    names.map((name) => variables.get(name) ?? '').find((one) => one !== '')
  const endpoint = text('RS_ENDPOINT', 'api')?.replace(/\/api\/v3\/?$/, '')
  const token = text('RS_TOKEN', 'token')
  const files = text('RS_FILESERVER', 'files')
  if (endpoint === undefined || token === undefined || files === undefined) {
    return { problem: 'the start script names no API, file server or token' }
  }
  const { ports, say } = hardware
  const api = new MachineApi(
    { endpoint, token, pin: text('RS_PIN', 'pin') ?? '', connections: hardware.connections },
    { ports, signal, say },
  )
  try {
    const mac = bootedMac(running)
    const candidate = known === '' ? await uuidOfScript(files, mac, { ports, signal }) : known
    const isThere = candidate !== '' && (await api.call('GET', `/machines/${candidate}`)).status !== 404
    if (isThere) return { uuid: candidate }
    return await create(api, mac, binding.hostName || hardware.name, binding.address, say)
  } finally {
    api.close()
  }
}

/** A machine that has a boot script of its own is known, whatever brought it here. */
async function uuidOfScript(files: string, mac: string, ports: DownloadPorts): Promise<string> {
  const place = URL.parse(`${files}/${mac}.ipxe`)
  const script = place === null ? undefined : await loadText(place, ports).catch(() => undefined)
  ports.signal.throwIfAborted()
  return / rs\.uuid=([0-9a-f-]*)/.exec(script ?? '')?.[1] ?? ''
}

async function create(
  api: MachineApi,
  mac: string,
  wanted: string,
  address: string,
  say: (line: string) => void,
): Promise<{ readonly uuid: string } | { readonly problem: string }> {
  const fallback = `d${mac.replaceAll(':', '-')}`
  const post = (name: string) => api.call('POST', '/machines', { json: machine(name, mac, address) })
  const name = wanted || fallback
  let answer = await post(name)
  if (answer.status === 0) return { problem: `the server does not answer: ${answer.text}` }
  if (answer.status === 409) {
    // The name is taken: by this machine in an earlier life, or by another one.
    const holder = objectOf(await api.call('GET', `/machines/Name:${encodeURIComponent(name)}`))
    const macs = holder['HardwareAddrs']
    if (Array.isArray(macs) && macs.includes(mac)) return { uuid: String(holder['Uuid']) }
    answer = await post(fallback)
  }
  return made(answer, say)
}

function machine(name: string, mac: string, address: string): JsonValue {
  return { Name: name, Address: address, HardwareAddrs: [mac], Params: { 'last-boot-macaddr': mac } }
}

function made(
  answer: ApiAnswer,
  say: (line: string) => void,
): { readonly uuid: string } | { readonly problem: string } {
  const { Uuid } = objectOf(answer)
  if (typeof Uuid !== 'string' || Uuid === '') {
    return { problem: `registration refused (${answer.status}): ${messagesOf(answer)}` }
  }
  say(`registered as machine ${Uuid}`)
  return { uuid: Uuid }
}
