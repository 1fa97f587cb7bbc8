import { type Hardware, type SimulatedDisk, uptime } from '../hardware.ts'
import { convertedImage } from './converted-image.ts'
import { unlike } from './disk-hint.ts'
import { zstdFrameSize } from './frame-size.ts'
import { download, readStart } from './image-download.ts'
import { type ImageSettings, imageSettings } from './image-settings.ts'
import { ImageSink } from './image-sink.ts'
import { type Refusal, refuse, removeParam, reportPhase, setParam, type TaskRun } from './task-run.ts'

/** Milliseconds between lines about the progress. */
const PROGRESS = 2000
const MIB = 1024 * 1024

/**
 * Task `image-deploy`: really downloads the image, checks its digest and what it unpacks to, and refuses what
 * the task on a real machine refuses. Nothing is stored but that the disk boots now.
 */
export async function imageDeploy(run: TaskRun): Promise<number> {
  const { running, settings, log } = run
  const { hardware } = running
  const stop = async (cause: string, next: string) => {
    const reason = `Image not deployed: ${cause}`
    const time = new Date(hardware.ports.now()).toISOString()
    await setParam(run, 'image-deploy/refused', { reason, nextStep: next, time })
    return refuse(log, reason, next)
  }
  if (settings.system !== 'discovery') {
    return stop(
      'this is not the discovery system',
      'put the task into a stage with the boot environment discovery',
    )
  }
  const asked = await imageSettings(run)
  const image = asked.type === 'qcow2' ? await convertedImage(run, asked) : asked
  if ('cause' in image) return stop(image.cause, image.next)
  if (image.url === '')
    return stop('no image is named', 'set image-deploy/image-url or image-deploy/image-file')
  const url = URL.parse(image.url)
  if (url === null || !/^https?:$/.test(url.protocol)) {
    return stop(`${image.url} is no http address`, 'correct image-deploy/image-url')
  }
  if (!/^[0-9a-f]{64}$/.test(image.sha256)) {
    return stop(
      'image-deploy/image-sha256 is no SHA-256',
      'set it to the output of sha256sum for the image file',
    )
  }

  const start = await readStart(url, { ports: hardware.ports, signal: running.signal })
  if (typeof start === 'string') {
    return stop(`${image.url} cannot be read: ${start}`, 'check the address and that the file is there')
  }
  const told = image.type.endsWith('.zst')
    ? zstdFrameSize(start.bytes)
    : image.type === 'raw'
      ? start.size
      : 0
  if (told === undefined)
    return stop(`${image.url} is not compressed by zstd`, 'correct image-deploy/image-type')
  const size = Math.max(image.type.startsWith('tar') ? 0 : told, image.size)

  const { disk } = hardware
  const unfit = diskProblem(disk, image, size)
  if (unfit !== undefined) return stop(unfit.cause, unfit.next)
  step(run, `Image ${image.url} to ${disk.path} (${disk.bytes} bytes, serial ${disk.serial})`)

  hardware.installed = undefined
  const written = await write(run, image, url, size)
  if ('cause' in written) return stop(written.cause, written.next)
  step(run, `Written and verified: ${JSON.stringify(written)}`)
  await reportPhase(run.api, settings.uuid, 'image', { ...written })
  const { name, path, serial, wwn, bytes } = disk
  if (!(await setParam(run, 'image-deploy/installed-disk', { name, path, serial, wwn, bytes }))) return 22
  prepare(run, image)
  await removeParam(run, 'image-deploy/refused')
  return 0
}

/** A line of the log with the seconds since the kernel started. */
function step({ running, log }: TaskRun, text: string): void {
  log(`[${uptime(running)}] ${text}`)
}

function diskProblem(disk: SimulatedDisk, { installDisk }: ImageSettings, size: number): Refusal | undefined {
  const list = `${disk.path} (${disk.bytes} bytes, serial ${disk.serial})`
  if (installDisk !== null && unlike(disk, installDisk).length > 0) {
    const hint = typeof installDisk === 'string' ? installDisk : JSON.stringify(installDisk)
    return {
      cause: `no disk matches image-deploy/install-disk ${hint}; disks: ${list}: ${unlike(disk, installDisk).join(', ')}`,
      next: 'set it to the serial number of one of these disks',
    }
  }
  if (disk.bytes >= size) return undefined
  return installDisk === null
    ? {
        cause: `no disk is large enough for the image (${size} bytes); disks: ${list}`,
        next: 'use a smaller image or a machine with a larger disk',
      }
    : {
        cause: `the image has ${size} bytes, ${disk.path} has ${disk.bytes}`,
        next: 'choose a larger disk in image-deploy/install-disk, or a smaller image',
      }
}

/** The detail of the phase `image`. */
interface Written {
  readonly bytes: number
  readonly downloaded: number
  readonly seconds: number
  readonly mbPerSecond: number
  readonly disk: string
}

async function write(run: TaskRun, image: ImageSettings, url: URL, size: number): Promise<Written | Refusal> {
  const { hardware, signal } = run.running
  const { ports, disk } = hardware
  const began = ports.now()
  const sink = new ImageSink(image.type)
  try {
    const report = progress(hardware, sink, size, run.log)
    let arrived = 0
    const downloaded = await download(url, { ports, signal }, run.log, async (chunk) => {
      arrived += chunk.length
      await sink.take(chunk)
      signal.throwIfAborted()
      if (run.powerLossAfter !== undefined && arrived >= run.powerLossAfter) {
        hardware.cutPower()
        signal.throwIfAborted()
      }
      report()
      return sink.unpacked <= disk.bytes
    })
    if (typeof downloaded === 'string') {
      return {
        cause: `the download failed: ${downloaded}`,
        next: 'check the file server, then run the task again',
      }
    }
    const { sha256, unpackError } = await sink.finish()
    if (sink.unpacked > disk.bytes) {
      return {
        cause: `the image does not fit on ${disk.path} (${disk.bytes} bytes)`,
        next: 'choose a larger disk or a smaller image',
      }
    }
    if (sha256 !== image.sha256) {
      return {
        cause: `the image's SHA-256 is ${sha256}, wanted is ${image.sha256}; the disk was left empty`,
        next: 'check that the file is the one meant and that image-deploy/image-sha256 is its digest',
      }
    }
    if (unpackError !== undefined) {
      return {
        cause: `writing failed: ${unpackError}`,
        next: 'check image-deploy/image-type and the health of the disk',
      }
    }
    const bytes = sink.unpacked || size || downloaded
    const seconds = Math.round((ports.now() - began) / 10) / 100
    const mbPerSecond = Math.round(bytes / 1e4 / Math.max(seconds, 0.01)) / 100
    return { bytes, downloaded, seconds, mbPerSecond, disk: disk.path }
  } finally {
    sink.close()
  }
}

function progress(
  hardware: Hardware,
  sink: ImageSink,
  size: number,
  log: (line: string) => void,
): () => void {
  let last = hardware.ports.now()
  return () => {
    if (hardware.ports.now() - last < PROGRESS) return
    last = hardware.ports.now()
    const whole = size > 0 ? ` of ${Math.floor(size / MIB)}` : ''
    log(`${Math.floor(sink.unpacked / MIB)}${whole} MiB`)
  }
}

/** The second half of the task: the agent in the deployed system, and its kernel. */
function prepare(run: TaskRun, image: ImageSettings): void {
  const { running, settings, log } = run
  running.hardware.installed = {
    endpoint: image.api,
    fileServer: image.files,
    token: image.token,
    uuid: settings.uuid,
    pin: image.pin,
    system: 'deployed',
    bootEnv: 'local',
    resume: true,
  }
  if (image.kexec) {
    running.loaded = { bootEnv: 'local', start: { kind: 'deployed' } }
    step(run, 'Kernel of the image loaded (simulated)')
  } else {
    log('No kernel loaded: the deployed system starts through the firmware')
  }
}
