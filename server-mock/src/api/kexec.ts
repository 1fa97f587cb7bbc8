import { type JsonValue, type KexecFile, KexecPlan, type Machine } from '@metalwright/sdk/models'
import { z } from 'zod'
import type { FileTree } from '../boot/file-tree.ts'
import { decideKexec, KexecFailures, KexecQuirk } from '../engine/kexec-rules.ts'
import type { Objects } from '../objects/objects.ts'
import { EffectiveParams } from '../objects/params/effective-params.ts'
import type { RenderedFiles } from '../render/files.ts'
import type { Addresses } from '../render/source.ts'
import { machineNamed } from './machine-named.ts'
import { objectAccess } from './objects.ts'
import type { Call, Route } from './route.ts'

/** Failures in a row after which a machine starts by its firmware only, unless `kexec/max-failures` says. */
const MAX_FAILURES = 2

/** What plans are made from. */
export interface KexecOptions {
  readonly objects: Objects
  readonly files: RenderedFiles
  readonly tree: FileTree
  readonly addresses: (server: string) => Addresses
}

/** Tells agents whether and how their machine goes over into its boot environment without its firmware. */
export function kexecRoutes(options: KexecOptions): Route[] {
  const { objects } = options
  return [
    {
      method: 'GET',
      path: '/machines/:key/kexec',
      access: objectAccess(objects, 'machines', 'get'),
      description: {
        summary: 'Get how a machine may start its boot environment without its firmware',
        query: {
          kernel:
            '`unpacked`: name the same kernel with nothing left to unpack, where there is one; it starts faster and has no signature',
        },
        answer: KexecPlan,
      },
      handle: async (call) => {
        const machine = await machineNamed(objects.session(), call)
        return { status: 200, body: await planOf(options, machine, call) }
      },
    },
  ]
}

async function planOf(options: KexecOptions, machine: Machine, call: Call): Promise<KexecPlan> {
  const params = new EffectiveParams(options.objects.session(), machine)
  const value = (name: string) => params.get(name)
  const decision = decideKexec({
    ok: (await value('kexec-ok')) === true,
    quirks: [
      ...readable(z.array(KexecQuirk), await value('kexec/quirks'), []),
      ...readable(z.array(KexecQuirk), await value('kexec/known-quirks'), []),
    ],
    dmi: readable(z.record(z.string(), z.unknown()), await value('inventory/dmi'), {}),
    failures: readable(KexecFailures.optional(), await value('kexec/failures'), undefined),
    maxFailures: readable(z.number(), await value('kexec/max-failures'), MAX_FAILURES),
  })
  const mac = readable(z.string(), await value('last-boot-macaddr'), '')
  const target = await targetOf(options, machine, call)
  const bootIf = mac === '' ? '' : `BOOTIF=01-${mac.replaceAll(':', '-')}`
  return {
    Machine: machine.Uuid,
    BootEnv: machine.BootEnv,
    Allowed: decision.allowed && target !== undefined,
    Blocked: decision.blocked,
    Reason:
      decision.allowed && target === undefined ? `${machine.BootEnv} has no file kexec` : decision.reason,
    Kernel: target?.kernel ?? null,
    Initrd: target?.initrd ?? null,
    Params: [target?.params ?? '', decision.append, bootIf].filter((part) => part !== '').join(' '),
    Watchdog: readable(z.number().int().nonnegative(), await value('kexec/watchdog'), 0),
    Unbind: [...decision.unbind],
  }
}

interface Target {
  readonly kernel: KexecFile
  readonly initrd: KexecFile | null
  readonly params: string
}

/** What the file `kexec` of the machine's boot environment names (DRP); undefined when it has none. */
async function targetOf(
  { files, tree, addresses }: KexecOptions,
  { Uuid }: Machine,
  call: Call,
): Promise<Target | undefined> {
  const here = addresses(call.serverAddress)
  const rendered = await files.read(`machines/${Uuid}/kexec`, here)
  const line = (name: string) => new RegExp(`^${name} +(.*)$`, 'm').exec(rendered?.text ?? '')?.[1]?.trim()
  const fileOf = async (url: string): Promise<KexecFile> => {
    const path = pathIn(url, here)
    const file = path === undefined ? undefined : await tree.open(path)
    if (path === undefined || file === undefined) return { Url: url, Sha256: '', Size: 0 }
    return { Url: url, Sha256: (await tree.digest(path)) ?? '', Size: file.size }
  }
  // Beside the kernel, named by the digest of the one it was made from: with another kernel it would have no modules.
  const unpackedOf = async (url = ''): Promise<string> => {
    const { Sha256 } = await fileOf(url)
    const beside = `${url}.${Sha256.slice(0, 16)}.unpacked`
    return Sha256 !== '' && (await fileOf(beside)).Sha256 !== '' ? beside : url
  }
  const packed = line('kernel')
  const kernel = call.query.get('kernel') === 'unpacked' ? await unpackedOf(packed) : packed
  const initrd = line('initrd')
  if (kernel === undefined || kernel === '') return undefined
  return {
    kernel: await fileOf(kernel),
    initrd: initrd === undefined || initrd === '' ? null : await fileOf(initrd),
    params: line('params') ?? '',
  }
}

/** Path of a URL of this server's own files. */
function pathIn(url: string, { server, filePort }: Addresses): string | undefined {
  const parsed = URL.parse(url)
  const own = parsed?.protocol === 'http:' && parsed.hostname === server && parsed.port === String(filePort)
  return own ? decodeURIComponent(parsed.pathname).slice(1) : undefined
}

/** The value when it is as it should be; a param without a schema may hold anything. */
function readable<T>(schema: z.ZodType<T>, value: JsonValue | undefined, otherwise: T): T {
  const read = schema.safeParse(value)
  return read.success ? read.data : otherwise
}
