import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { findTerraform } from '@metalwright/server/rehearsal'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readZip } from '../../provider-terraform/test/packaging/read-zip.ts'
import {
  keyIdOf,
  newReleaseKey,
  verifySignature,
} from '../../provider-terraform/test/packaging/release-key.ts'
import { RootModule } from '../../provider-terraform/test/terraform/terraform.ts'
import { StaticServer } from './static-server.ts'

const run = promisify(execFile)
const script = join(import.meta.dirname, '..', '..', 'provider-terraform', 'scripts', 'release.ts')
/** A configuration that needs the provider's process, and no server. */
const configuration = (source: string) => `
  terraform {
    required_providers {
      drp = { source = "${source}" }
    }
  }
  provider "drp" {
    endpoint = "https://127.0.0.1:9"
    key      = "robot:secret"
  }
  resource "drp_machine" "web" {}
`

/** Everything that can be published, as its users get it. */
describe('a release of the provider', () => {
  let folder: string
  let release: string
  let publicKey: string
  let version: string
  const roots: RootModule[] = []
  const servers: StaticServer[] = []

  const publish = async (out: string, env: Readonly<Record<string, string>>) => {
    const args = ['--disable-warning=ExperimentalWarning', script, '--out', out, '--script', 'darwin_arm64']
    await run(process.execPath, args, { env: { ...process.env, ...env } })
  }
  const serve = async (root: string, replaced?: ReadonlyMap<string, string>) => {
    const server = await StaticServer.listen(root, replaced)
    servers.push(server)
    const trust = join(folder, `${server.host.replace(':', '-')}.pem`)
    writeFileSync(trust, server.certificate)
    return { host: server.host, env: { SSL_CERT_FILE: trust } }
  }
  const open = (source: string, cliConfig: string, env: Readonly<Record<string, string>> = {}) => {
    const root = new RootModule(env, cliConfig)
    roots.push(root)
    root.write(configuration(source))
    return root
  }
  const lockOf = (root: RootModule) => readFileSync(join(root.folder, '.terraform.lock.hcl'), 'utf8')
  const filesBelow = (top: string): ReadonlyMap<string, string> =>
    new Map(
      readdirSync(top, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((file) => [
          file.slice(top.length + 1),
          createHash('sha256').update(readFileSync(file)).digest('hex'),
        ]),
    )
  let signing: Record<string, string>

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'metalwright-release-'))
    release = join(folder, 'release')
    const made = await newReleaseKey('rsa', 'open')
    publicKey = made.publicKey
    signing = {
      TERRAFORM_SIGNING_KEY: made.privateKey,
      TERRAFORM_SIGNING_PASSPHRASE: 'open',
      SOURCE_DATE_EPOCH: '1772323200',
    }
    await publish(release, signing)
    const names = readdirSync(join(release, 'registry'))
    version = /_(\d[^_]*)_manifest/.exec(names.join(' '))?.[1] ?? ''
  })
  afterEach(async () => {
    for (const root of roots.splice(0)) root.remove()
    await Promise.all(servers.splice(0).map((server) => server.close()))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('is the same, byte for byte, when it is made again', async () => {
    const again = join(folder, 'somewhere', 'else')
    await publish(again, signing)
    expect([...filesBelow(again)].sort()).toEqual([...filesBelow(release)].sort())
    rmSync(again, { recursive: true })
  })

  it('is signed by a key that OpenPGP programs accept', async () => {
    const stem = join(release, 'registry', `terraform-provider-drp_${version}_SHA256SUMS`)
    await verifySignature(readFileSync(stem), readFileSync(`${stem}.sig`), publicKey)
    execFileSync('sha256sum', ['--check', '--strict', '--quiet', basename(stem)], {
      cwd: join(release, 'registry'),
    })
    // GnuPG agrees, where it is installed.
    if (spawnSync('gpg', ['--version']).status !== 0) return
    const home = join(folder, 'gnupg')
    mkdirSync(home, { mode: 0o700 })
    const gpg = (...args: string[]) =>
      spawnSync('gpg', ['--batch', '--homedir', home, ...args], { encoding: 'utf8' })
    expect(gpg('--import', join(release, 'registry', 'signing-key.asc'))).toMatchObject({ status: 0 })
    expect(gpg('--verify', `${stem}.sig`, stem)).toMatchObject({ status: 0 })
    spawnSync('gpgconf', ['--homedir', home, '--kill', 'all'])
  })

  describe('is installed from', () => {
    const mirrors: readonly (readonly [kind: string, folder: string])[] = [
      ['a packed mirror', 'filesystem-mirror'],
      ['an unpacked mirror', 'unpacked-mirror'],
    ]
    const filesystem = (path: string) =>
      `provider_installation {\n  filesystem_mirror { path = "${path}" }\n}\n`
    const archive = () => {
      const index = join(release, 'network-mirror', 'registry.terraform.io', 'metalwright', 'drp')
      const { archives } = JSON.parse(readFileSync(join(index, `${version}.json`), 'utf8'))
      const hashes: string[] = archives.linux_amd64?.hashes ?? Object.values(archives)[0]
      return hashes
    }

    it.each(mirrors)('%s, with the hash of its contents in the lock file', async (_, name) => {
      const root = open('metalwright/drp', filesystem(join(release, name)))
      expect(await root.run('init')).toMatchObject({ code: 0 })
      expect(lockOf(root)).toContain(`"${archive()[0]}"`)
      expect(await root.run('plan', '-detailed-exitcode')).toMatchObject({ code: 2 })
    })

    it('a network mirror, with a lock file that fits the other mirrors too', async () => {
      const { host, env } = await serve(join(release, 'network-mirror'))
      const network = `provider_installation {\n  network_mirror { url = "https://${host}/" }\n}\n`
      const root = open('metalwright/drp', network, env)
      expect(await root.run('init')).toMatchObject({ code: 0 })
      const lock = lockOf(root)
      expect(lock).toContain(`"${archive()[0]}"`)
      expect(await root.run('plan', '-detailed-exitcode')).toMatchObject({ code: 2 })
      for (const [, name] of mirrors) {
        const other = open('metalwright/drp', filesystem(join(release, name)))
        writeFileSync(join(other.folder, '.terraform.lock.hcl'), lock)
        expect(await other.run('init', '-lockfile=readonly')).toMatchObject({ code: 0 })
      }
    })

    it('a mirror only as long as it is what the lock file says', async () => {
      const [[, unpacked = ''] = []] = mirrors.slice(1)
      const root = open('metalwright/drp', filesystem(join(release, unpacked)))
      expect(await root.run('init')).toMatchObject({ code: 0 })
      const changed = join(folder, 'changed')
      cpSync(join(release, unpacked), changed, { recursive: true })
      const license = readdirSync(changed, { recursive: true, encoding: 'utf8' }).filter((name) =>
        name.endsWith('LICENSE'),
      )
      for (const name of license) writeFileSync(join(changed, name), 'changed')
      const other = open('metalwright/drp', filesystem(changed))
      writeFileSync(join(other.folder, '.terraform.lock.hcl'), lockOf(root))
      const { code, output } = await other.run('init')
      expect([code, output]).toEqual([1, expect.stringMatching(/checksums/)])
      rmSync(changed, { recursive: true })
    })

    it('a private registry, which vouches for it by its signature', async () => {
      const { host, env } = await serve(join(release, 'registry-site'))
      const root = open(`${host}/metalwright/drp`, '', env)
      const { code, output } = await root.run('init')
      const key = await keyIdOf(publicKey)
      expect([code, output]).toEqual([0, expect.stringContaining(key)])
      expect(output).toMatch(/signed/)
      expect(lockOf(root)).toContain(`"${archive()[0]}"`)
      expect(lockOf(root)).toContain('"zh:')
      expect(await root.run('plan', '-detailed-exitcode')).toMatchObject({ code: 2 })
    })

    it('no registry whose checksums were changed after they were signed', async () => {
      const name = `terraform-provider-drp_${version}_SHA256SUMS`
      const sums = readFileSync(join(release, 'registry', name), 'utf8')
      const replaced = new Map([[`/releases/${name}`, `${sums}${'0'.repeat(64)}  more\n`]])
      const { host, env } = await serve(join(release, 'registry-site'), replaced)
      const { code, output } = await open(`${host}/metalwright/drp`, '', env).run('init')
      expect([code, output]).toEqual([1, expect.stringMatching(/signature/)])
    })
  })

  it('runs as a script too, even inside a package of ES modules', async () => {
    const [name = ''] = readdirSync(join(release, 'portable'))
    const plugin = join(folder, 'modules', 'plugin')
    mkdirSync(plugin, { recursive: true })
    writeFileSync(join(folder, 'modules', 'package.json'), '{"type":"module"}')
    for (const { name: file, mode, content } of await readZip(join(release, 'portable', name))) {
      writeFileSync(join(plugin, file), content, { mode })
    }
    const overrides = `"metalwright/drp" = "${plugin}"`
    const root = open(
      'metalwright/drp',
      `provider_installation {\n  dev_overrides {\n    ${overrides}\n  }\n}\n`,
    )
    expect(await root.run('plan', '-detailed-exitcode')).toMatchObject({ code: 2 })
  })

  it('comes as an npm package that sets a machine up offline, and back', async () => {
    const home = join(folder, 'home')
    mkdirSync(home)
    const { stdout: tarball } = await run('npm', ['pack', '--silent', join(release, 'installer')], {
      cwd: home,
    })
    const npm = [
      'install',
      '--offline',
      '--no-audit',
      '--no-fund',
      '--prefix',
      home,
      join(home, tarball.trim()),
    ]
    await run('npm', npm)
    const cli = basename(findTerraform() ?? '') === 'tofu' ? ['--tofu'] : []
    const rc = join(home, cli.length > 0 ? '.tofurc' : '.terraformrc')
    const before = 'disable_checkpoint = true\nprovider_installation {\n  direct {}\n}\n'
    writeFileSync(rc, before)
    const env = { PATH: process.env['PATH'], HOME: home }
    const install = (...args: string[]) =>
      run(join(home, 'node_modules', '.bin', 'terraform-provider-drp'), [...cli, ...args], { env })

    expect((await install('--dry-run')).stdout).toContain('filesystem_mirror')
    expect(readFileSync(rc, 'utf8')).toBe(before)

    for (const form of [[], ['--script']]) {
      expect((await install(...form)).stdout).toMatch(/required_providers[\s\S]* init/)
      const root = open('metalwright/drp', '', { HOME: home, TF_CLI_CONFIG_FILE: '' })
      expect(await root.run('init')).toMatchObject({ code: 0 })
      expect(await root.run('plan', '-detailed-exitcode')).toMatchObject({ code: 2 })
    }

    await install('--uninstall')
    expect(readFileSync(rc, 'utf8')).toBe(before)
    expect(readdirSync(join(home, '.local', 'share'))).toEqual([])

    writeFileSync(rc, 'provider_installation = 1\n')
    await expect(install('--script')).rejects.toMatchObject({
      code: 2,
      stdout: expect.stringMatching(/include = \[/),
    })
    expect(readFileSync(rc, 'utf8')).toBe('provider_installation = 1\n')
  })
})
