import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { spawnTool } from './spawn-tool.ts'
import { HOST, large, manners, startSite, type TftpSite } from './tftp-site.ts'

const atftp = spawnSync('atftp', ['--version']).error === undefined
const tftp = spawnSync('tftp', ['-V']).error === undefined
const busybox = /\btftp\b/.test(spawnSync('busybox', ['--list']).stdout?.toString() ?? '')
const curl = /^Protocols:.* tftp/m.test(spawnSync('curl', ['--version']).stdout?.toString() ?? '')

describe.each(manners)('clients of other projects, transfers $name', (manner) => {
  let site: TftpSite
  let folder = ''
  beforeAll(async () => {
    site = await startSite(manner)
    folder = await mkdtemp(join(tmpdir(), 'tftp-'))
  })
  afterAll(async () => {
    await site.stop()
    await rm(folder, { recursive: true })
  })

  /** Runs a tool that puts the large file to a place. */
  const reads = async (command: string, args: (target: string, port: string) => readonly string[]) => {
    const target = join(folder, command)
    await rm(target, { force: true })
    await spawnTool(command, args(target, `${site.port}`))
    expect((await readFile(target)).equals(large)).toBe(true)
  }

  it.skipIf(!atftp).each([
    [512, 1],
    [1428, 1],
    [1428, 8],
  ])('atftp (apt-get install atftp) reads with block size %i and window %i', async (block, window) => {
    const options = ['--option', `blksize ${block}`]
    if (window > 1) options.push('--option', `windowsize ${window}`)
    await reads('atftp', (target, port) => [...options, '-g', '-r', 'large', '-l', target, HOST, port])
  })

  it.skipIf(!curl).each([512, 1400])('curl reads with block size %i', async (block) => {
    await reads('curl', (target, port) => [
      ...['-sSf', '--tftp-blksize', `${block}`, '-o', target],
      `tftp://${HOST}:${port}/large`,
    ])
  })

  it.skipIf(!busybox)('busybox reads', async () => {
    await reads('busybox', (target, port) => [
      ...['tftp', '-g', '-r', 'large', '-l', target, '-b', '1468', HOST, port],
    ])
  })

  it.skipIf(!tftp)('tftp-hpa (apt-get install tftp-hpa) reads in octet mode', async () => {
    await reads('tftp', (target, port) => ['-m', 'binary', HOST, port, '-c', 'get', 'large', target])
  })
})
