import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'

const path = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url))
const template = (name: string): string =>
  readFileSync(path(`content/metalwright/templates/metalwright-${name}.sh`), 'utf8')
const script = `set -eu
target=$1 bundle=$2
refuse() { echo "refused: $1"; exit 1; }
${template('image-inside')}
${template('image-agent')}
enable_agent
echo "$init"
`

describe('the agent in an image', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mw-image-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  let number = 0

  /** An image with these files, in which the agent was enabled. */
  function enabled(files: Readonly<Record<string, string>>, links: Readonly<Record<string, string>> = {}) {
    const root = join(folder, String(number++))
    mkdirSync(root)
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true })
      writeFileSync(join(root, name), content)
    }
    for (const [name, target] of Object.entries(links)) {
      mkdirSync(dirname(join(root, name)), { recursive: true })
      symlinkSync(target, join(root, name))
    }
    const { stdout, stderr } = spawnSync('sh', ['-c', script, 'sh', root, path('agent')], {
      encoding: 'utf8',
    })
    const at = (name: string) => join(root, name)
    return { said: stdout.trim(), stderr, at }
  }

  it('is a service of systemd, also where nobody has enabled one before', () => {
    const { said, at } = enabled({ 'usr/lib/systemd/systemd': '' }, { lib: 'usr/lib' })
    expect(said).toBe('systemd')
    const unit = readFileSync(at('etc/systemd/system/metalwright-agent.service'), 'utf8')
    expect(unit).toContain('ExecStart=/usr/local/lib/metalwright/agent')
    expect(readlinkSync(at('etc/systemd/system/multi-user.target.wants/metalwright-agent.service'))).toBe(
      '../metalwright-agent.service',
    )
  })

  it('is in the default runlevel of OpenRC', () => {
    const { said, at } = enabled({ 'sbin/openrc-run': '', 'etc/inittab': '::sysinit:/sbin/openrc sysinit\n' })
    expect(said).toBe('OpenRC')
    expect(readFileSync(at('etc/init.d/metalwright-agent'), 'utf8')).toMatch(/^#!\/sbin\/openrc-run\n/)
    expect(readlinkSync(at('etc/runlevels/default/metalwright-agent'))).toBe('/etc/init.d/metalwright-agent')
  })

  it.for(['etc', 'etc/rc.d'])('starts with the runlevels of System V in %s', (levels) => {
    const { said, at } = enabled({ [`${levels}/rc2.d/README`]: '' })
    expect(said).toBe('System V init')
    for (const level of [2, 3, 4, 5]) {
      const link = at(`${levels}/rc${level}.d/S99metalwright-agent`)
      expect(readFileSync(link, 'utf8')).toContain('### BEGIN INIT INFO')
    }
  })

  it('is kept running by busybox, once', () => {
    const inittab = '# comment\n::sysinit:/etc/init.d/rcS'
    const { said, at } = enabled({ 'etc/inittab': inittab })
    expect(said).toBe('busybox init')
    const lines = readFileSync(at('etc/inittab'), 'utf8').split('\n')
    expect(lines).toEqual([...inittab.split('\n'), `::respawn:${path('agent')}/keep-running`, ''])
    const own = '::sysinit:/etc/rc\n::respawn:/etc/run-agent\n'
    expect(readFileSync(enabled({ 'etc/inittab': own }).at('etc/inittab'), 'utf8')).toBe(own)
  })

  it('is left to the operator under an init nobody knows', () => {
    expect(enabled({ 'etc/hostname': 'x\n' }).said).toBe('none')
  })

  it('is never written out of the image', () => {
    const outside = join(folder, 'outside')
    mkdirSync(outside)
    const { said } = enabled({ 'usr/lib/systemd/systemd': '' }, { 'etc/systemd': outside })
    expect(said).toMatch(/^refused: .*leads out of the image/)
    expect(existsSync(join(outside, 'system'))).toBe(false)
  })
})
