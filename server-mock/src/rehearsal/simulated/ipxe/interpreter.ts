import { diskOptions, imageOptions, readArguments } from './arguments.ts'
import { expandWord } from './expand.ts'
import type { IpxeEnd, IpxeHost, IpxeImage } from './image.ts'
import { splitLine } from './line.ts'
import type { IpxeSettings } from './settings.ts'

/** Lines and commands a run may take; a script that waits and tries again has hours. */
const MAX_STEPS = 10_000
/** Scripts that may wait for scripts they started. */
const MAX_DEPTH = 16
/** Images kept at a time. */
const MAX_IMAGES = 64

/** What a command leads to: a status (0 is success), or something that ends the line. */
type Result =
  | number
  | IpxeEnd
  | { readonly kind: 'jump'; readonly line: number }
  /** The script ends with a status. */
  | { readonly kind: 'leave'; readonly code: number }
  | { readonly kind: 'replace'; readonly image: IpxeImage }

interface Frame {
  readonly image: IpxeImage
  readonly lines: readonly string[]
  readonly depth: number
}

/**
 * Runs iPXE scripts: the commands that boot scripts use, with iPXE's rules for words, settings, `||` and `&&`,
 * and for what ends a script. Whatever the scripts say, a run ends after a bounded number of steps.
 */
export class IpxeInterpreter {
  readonly #host: IpxeHost
  readonly #settings: IpxeSettings
  readonly #images = new Map<string, IpxeImage>()
  #selected: IpxeImage | undefined
  #steps = 0

  constructor(host: IpxeHost, settings: IpxeSettings) {
    this.#host = host
    this.#settings = settings
  }

  /** Loads what is at the address and starts it, as iPXE does with the file DHCP names. */
  async boot(url: string): Promise<IpxeEnd> {
    const image = await this.#load(url, undefined, undefined, '')
    if (image === undefined) return { kind: 'exit', code: 1 }
    const result = await this.#execute(image, 0)
    return typeof result === 'number' ? { kind: 'exit', code: result } : result
  }

  async #execute(image: IpxeImage, depth: number): Promise<number | IpxeEnd> {
    if (image.script === undefined) {
      const initrds = [...this.#images.values()].filter((one) => one !== image && one.script === undefined)
      return { kind: 'boot', kernel: image, initrds }
    }
    return depth > MAX_DEPTH ? 1 : this.#script(image, depth)
  }

  async #script(image: IpxeImage, depth: number): Promise<number | IpxeEnd> {
    let frame = frameOf(image, depth)
    let at = 0
    while (at < frame.lines.length) {
      const line = frame.lines[at++] ?? ''
      if (++this.#steps > MAX_STEPS) return { kind: 'exhausted' }
      if (line.trimStart().startsWith(':')) continue
      const result = await this.#line(line, frame)
      if (typeof result === 'number') {
        if (result !== 0) return result
      } else if (result.kind === 'jump') {
        at = result.line
      } else if (result.kind === 'leave') {
        return result.code
      } else if (result.kind === 'replace') {
        if (result.image.script === undefined) return this.#execute(result.image, depth)
        frame = frameOf(result.image, depth)
        at = 0
      } else {
        return result
      }
    }
    return 0
  }

  async #line(line: string, frame: Frame): Promise<Result> {
    let status = 0
    for (const { when, words } of splitLine(line)) {
      if (when === 'on-failure' ? status === 0 : when === 'on-success' && status !== 0) continue
      if (++this.#steps > MAX_STEPS) return { kind: 'exhausted' }
      this.#host.signal.throwIfAborted()
      const [name = '', ...rest] = words.map((word) => expandWord(word, (key) => this.#setting(key, frame)))
      const result = await this.#command(name, rest, frame)
      if (typeof result !== 'number') return result
      status = result
    }
    return status
  }

  #setting(name: string, frame: Frame): string {
    return name === 'cwuri' ? new URL('.', frame.image.url).href : this.#settings.get(name)
  }

  async #command(name: string, words: readonly string[], frame: Frame): Promise<Result> {
    const [first = '', ...more] = words
    switch (name) {
      case '':
      case 'ifopen':
      case 'ifclose':
      case 'ifstat':
      case 'ifconf':
      case 'dhcp':
      case 'route':
      case 'console':
        return 0
      case 'echo':
        this.#host.echo(words.join(' '))
        return 0
      case 'sleep':
        return this.#sleep(first)
      case 'set':
        this.#settings.set(first, more.join(' '))
        return first === '' ? 1 : 0
      case 'clear':
        this.#settings.set(first, '')
        return 0
      case 'isset':
        return first === '' ? 1 : 0
      case 'iseq':
        return words.length === 2 && first === more[0] ? 0 : 1
      case 'goto':
        return jump(first, frame)
      case 'exit':
        return { kind: 'leave', code: Math.trunc(Number(first)) || 0 }
      case 'shell':
        return { kind: 'shell' }
      case 'reboot':
        return { kind: 'reboot' }
      case 'poweroff':
        return { kind: 'poweroff' }
      case 'sanboot':
        return this.#sanboot(words)
      case 'imgfree':
        this.#free(first)
        return 0
      case 'imgfetch':
      case 'initrd':
      case 'module':
        return (await this.#fetch(words, frame)) === undefined ? 1 : 0
      case 'kernel':
      case 'imgselect':
      case 'imgload':
        return this.#kernel(words, frame)
      case 'boot':
      case 'chain':
      case 'imgexec':
        return this.#start(words, frame)
      default:
        this.#host.echo(`${name}: command not found`)
        return 127
    }
  }

  async #sleep(text: string): Promise<number> {
    const seconds = Number(text)
    if (!Number.isFinite(seconds) || seconds < 0) return 1
    await this.#host.sleep(Math.min(seconds, 86_400) * 1000)
    return 0
  }

  #sanboot(words: readonly string[]): Result {
    const read = readArguments(words, diskOptions)
    const drive = Number(read?.options.get('drive') ?? '0x80')
    // Only the first disk of the machine is simulated; network disks are none of its.
    if (read === undefined || read.rest.length > 0 || drive !== 0x80 || !this.#host.diskBoots()) {
      this.#host.echo('Could not boot from the disk')
      return 1
    }
    return { kind: 'disk' }
  }

  async #kernel(words: readonly string[], frame: Frame): Promise<number> {
    const image = await this.#fetch(words, frame)
    if (image === undefined) return 1
    this.#selected = image
    return 0
  }

  /** `boot`, `chain` and `imgexec`: an image that is there already, or one to be loaded first. */
  async #start(words: readonly string[], frame: Frame): Promise<Result> {
    const read = readArguments(words, imageOptions)
    if (read === undefined) return 1
    const image = read.rest.length === 0 ? this.#selected : await this.#fetch(words, frame)
    if (image === undefined) return 1
    if (read.options.has('autofree')) this.#images.delete(image.name)
    if (read.options.has('replace')) return { kind: 'replace', image }
    return this.#execute(image, frame.depth + 1)
  }

  /** The image words name: one that was loaded before, with a new command line, or one fetched now. */
  async #fetch(words: readonly string[], frame: Frame): Promise<IpxeImage | undefined> {
    const read = readArguments(words, imageOptions)
    const [uri, ...args] = read?.rest ?? []
    if (read === undefined || uri === undefined) return undefined
    const loaded = this.#images.get(uri)
    if (loaded !== undefined) {
      const image = args.length === 0 ? loaded : { ...loaded, args: args.join(' ') }
      this.#images.set(image.name, image)
      return image
    }
    return this.#load(uri, frame.image.url, read.options.get('name'), args.join(' '))
  }

  async #load(
    uri: string,
    base: string | undefined,
    name: string | undefined,
    args: string,
  ): Promise<IpxeImage | undefined> {
    const url = URL.parse(uri, base)
    if (url === null || this.#images.size >= MAX_IMAGES) {
      this.#host.echo(`${uri}: not usable`)
      return undefined
    }
    try {
      const { size, script } = await this.#host.fetch(url)
      const last = url.pathname.split('/').at(-1) ?? ''
      const image = { name: name ?? last, url: url.href, size, script, args }
      this.#images.set(image.name, image)
      this.#host.echo(`${url.href}... ok`)
      return image
    } catch (error) {
      this.#host.signal.throwIfAborted()
      this.#host.echo(`${url.href}... ${error instanceof Error ? error.message : String(error)}`)
      return undefined
    }
  }

  #free(name: string): void {
    if (name === '') this.#images.clear()
    else this.#images.delete(name)
    if (this.#selected !== undefined && !this.#images.has(this.#selected.name)) this.#selected = undefined
  }
}

function frameOf(image: IpxeImage, depth: number): Frame {
  return { image, lines: (image.script ?? '').split('\n'), depth }
}

function jump(label: string, { lines }: Frame): Result {
  const line = lines.findIndex((text) => text.trim() === `:${label}`)
  return line === -1 ? 1 : { kind: 'jump', line }
}
