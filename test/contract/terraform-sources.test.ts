import { createHash } from 'node:crypto'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildProvider, type Site, startSimulatedSite } from '@metalwright/server/rehearsal'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildIso } from '../../server-mock/test/boot/archive/iso-builder.ts'
import { edit, example, Module } from './terraform-modules.ts'

const iso = buildIso(
  { vmlinuz: Buffer.from('kernel'), 'initrd.img': Buffer.from('disk') },
  { rockRidge: true },
)

/** Resources that bring bytes: from text, from files of this computer, from URLs. */
describe('terraform on what is brought to the server', () => {
  let site: Site
  let folder: string
  let web: Server
  let url: string
  let asked: string[] = []
  const settled = async (module: Module) => expect(await module.plan()).toMatchObject({ status: 0 })
  /** When a file of the server was last written. */
  const written = async (path: string) =>
    (await stat(join(folder, 'server', 'tftpboot', ...path.split('/')))).mtimeMs

  beforeAll(async () => {
    await buildProvider(() => {})
    folder = await mkdtemp(join(tmpdir(), 'metalwright-sources-'))
    site = await startSimulatedSite({ machines: 0, folder, log: () => {} })
    web = createServer((request, response) => {
      asked.push(request.url ?? '')
      if (request.url === '/rescue.iso') response.end(iso)
      else if (request.url === '/motd') response.end('From the web.\n')
      else response.writeHead(404).end()
    })
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
    const { port } = web.address() as AddressInfo
    url = `http://127.0.0.1:${port}`
  })
  afterAll(async () => {
    web?.close()
    await site?.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('loads content packs, files and images, and sends again what is another one', async () => {
    const kinds = ['drp_content', 'drp_file', 'drp_iso']
    const module = await Module.open(site, (await Promise.all(kinds.map(example))).join('\n'), {
      'rescue-12.iso': 'first image',
    })
    await module.apply()
    await settled(module)
    expect(await site.client.profiles.get('site-defaults')).toMatchObject({ Bundle: 'site', ReadOnly: true })
    expect(await site.client.files.stat('site/motd.txt')).toMatchObject({ size: 27 })

    await edit(module.file(), 'v1.0.0', 'v1.1.0')
    await writeFile(module.file('rescue-12.iso'), 'another image')
    expect(await module.apply()).toContain('0 added, 2 changed, 0 destroyed')
    expect((await site.client.contents.get('site')).meta.Version).toBe('v1.1.0')
    expect(await site.client.isos.stat('rescue-12.iso')).toMatchObject({ size: 13 })

    await site.client.files.upload('site/motd.txt', 'changed by somebody else')
    // The version is the same: only what is in the pack tells.
    const pack = await site.client.contents.get('site')
    const others = { ...pack.sections, profiles: { extra: { Name: 'extra' } } }
    await site.client.contents.upload({ ...pack, sections: others })
    expect((await module.plan()).text).toContain('Plan: 0 to add, 2 to change')
    await module.apply()
    await settled(module)
    expect(await site.client.files.stat('site/motd.txt')).toMatchObject({ size: 27 })
    expect(await site.client.profiles.exists('extra')).toBe(false)

    const before = [await written('files/site/motd.txt'), await written('isos/rescue-12.iso')]
    await module.reimport('drp_content.site', 'site')
    await module.reimport('drp_file.motd', 'site/motd.txt')
    await module.reimport('drp_iso.rescue', 'rescue-12.iso')
    // Where they come from is noted, but what is there already is not sent once more.
    expect(await module.apply()).toContain('0 added, 3 changed, 0 destroyed')
    expect([await written('files/site/motd.txt'), await written('isos/rescue-12.iso')]).toEqual(before)
    await settled(module)
    await module.destroy()
    expect(await site.client.files.exists('site/motd.txt')).toBe(false)
    expect(await site.client.profiles.exists('site-defaults')).toBe(false)
  })

  it('takes a file from a URL, and refuses another one than was told', async () => {
    const sha256 = createHash('sha256').update('From the web.\n').digest('hex')
    const block = (more: string) =>
      `resource "drp_file" "x" {\n  path = "site/web.txt"\n  url  = "${url}/motd"\n${more}}\n`
    const module = await Module.open(site, block(`  sha256 = "${'0'.repeat(64)}"\n`))
    expect(await module.refusedApply()).toContain(`has the SHA-256 ${sha256}`)
    expect(await site.client.files.exists('site/web.txt')).toBe(false)
    await module.write(block(`  sha256 = "${sha256}"\n`))
    await module.apply()
    expect(await site.client.files.stat('site/web.txt')).toMatchObject({ size: 14, sha256 })
    await settled(module)
    const other = await Module.open(
      site,
      'resource "drp_file" "x" {\n  path = "site/web.txt"\n  content = "x"\n}\n',
    )
    expect(await other.refusedApply()).toContain("terraform import drp_file.NAME 'site/web.txt'")
    await other.workspace.remove()
    await module.destroy()
  })

  it('loads a pack from a file, and again when the file is another one', async () => {
    const pack = (text: string) =>
      `meta:\n  Name: from-file\n  Version: v1\nsections:\n  profiles:\n    from-file:\n      Name: from-file\n      Description: ${text}\n`
    const module = await Module.open(
      site,
      'resource "drp_content" "x" {\n  source = "${path.module}/pack.yaml"\n}\n',
      { 'pack.yaml': pack('first') },
    )
    await module.apply()
    expect(await module.values('drp_content.x')).toMatchObject({ name: 'from-file', version: 'v1' })
    await settled(module)
    await writeFile(module.file('pack.yaml'), pack('second'))
    expect(await module.apply()).toContain('0 added, 1 changed, 0 destroyed')
    expect(await site.client.profiles.get('from-file')).toMatchObject({ Description: 'second' })
    await writeFile(module.file('pack.yaml'), pack('second').replace('Name: from-file', 'Name: other'))
    expect(await module.refusedApply()).toContain('The pack has another name')
    await writeFile(module.file('pack.yaml'), pack('second'))
    await module.reimport('drp_content.x', 'from-file')
    await module.apply()
    await settled(module)
    await module.destroy()
  })

  it('takes the text of a template from a file', async () => {
    const module = await Module.open(
      site,
      'resource "drp_template" "x" {\n  template_id = "from-file.tmpl"\n  contents_file = "${path.module}/x.tmpl"\n}\n',
      { 'x.tmpl': 'first' },
    )
    const text = async () => (await site.client.templates.get('from-file.tmpl')).Contents
    await module.apply()
    expect(await text()).toBe('first')
    await settled(module)
    await writeFile(module.file('x.tmpl'), 'second')
    expect(await module.apply()).toContain('0 added, 1 changed, 0 destroyed')
    expect(await text()).toBe('second')
    await site.client.templates.update('from-file.tmpl', { Contents: 'by hand' })
    expect((await module.plan()).changed).toEqual(['drp_template.x'])
    await module.apply()
    expect(await text()).toBe('second')
    await module.reimport('drp_template.x', 'from-file.tmpl')
    await module.apply()
    await settled(module)
    await rm(module.file('x.tmpl'))
    expect((await module.plan()).text).toContain('The file cannot be read')
    await writeFile(module.file('x.tmpl'), 'second')
    await module.destroy()
  })

  it('brings the ISO image of a boot environment, and waits until it is unpacked', async () => {
    const sha256 = createHash('sha256').update(iso).digest('hex')
    const block = (at: string) => `
      resource "drp_bootenv" "x" {
        name       = "with-iso"
        ensure_iso = true
        kernel     = "vmlinuz"
        initrds    = ["initrd.img"]
        os = {
          name       = "with-iso-12"
          iso_file   = "with-iso-12.iso"
          iso_sha256 = "${sha256}"
          iso_url    = ${at}
        }
        templates = [{ name = "pxelinux", path = "pxelinux.cfg/{{.Machine.HexAddress}}", contents = "x" }]
        require_available = true
      }
    `
    const module = await Module.open(site, block('null'))
    expect(await module.refusedApply()).toContain('The ISO image is missing')
    await module.write(block(`"${url}/rescue.iso"`))
    await module.apply()
    expect(await site.client.bootenvs.get('with-iso')).toMatchObject({ Available: true, Errors: [] })
    await settled(module)
    asked = []
    await module.reimport('drp_bootenv.x', 'with-iso')
    await module.apply()
    expect(asked).toEqual([])
    await module.destroy()
    expect(await site.client.isos.exists('with-iso-12.iso')).toBe(true)
  })
})
