import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir, readdir, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { bootSector, placedCore } from '../../discovery/grub-bios.ts'
import { cachedDirectory, digestOf, sha256File } from '../../discovery/image-cache.ts'
import { packInitramfs } from '../../discovery/initramfs.ts'
import { parseModuleDepends } from '../../discovery/kernel-modules.ts'
import { parseLdd } from '../../discovery/library-closure.ts'
import { RootTree } from '../../discovery/root-tree.ts'
import { findTool, runTool, ToolFailedError, ToolMissingError } from '../../discovery/tool.ts'

const dir = mkdtempSync(join(tmpdir(), 'mw-build-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const missing = ['cpio', 'lz4'].filter((tool) => {
  try {
    return findTool(tool) === ''
  } catch {
    return true
  }
})
if (missing.length > 0) console.warn(`Packing tests skipped, they need: apt-get install ${missing.join(' ')}`)

describe('tools', () => {
  it('names the package of a missing tool', async () => {
    expect(() => findTool('no-such-tool')).toThrow(ToolMissingError)
    expect(new ToolMissingError('sgdisk').message).toContain('apt-get install gdisk')
    expect(new ToolMissingError('depmod').message).toContain('apt-get install kmod')
  })
  it('passes arguments as they are, and input, and reports failures', async () => {
    expect(await runTool(['printf', '%s', '$(id) `id` "x"'])).toBe('$(id) `id` "x"')
    expect(await runTool(['cat'], { input: 'given' })).toBe('given')
    await expect(runTool(['sh', '-c', 'echo because >&2; exit 4'])).rejects.toThrow(/code 4: because/)
    await expect(runTool(['sleep', '5'], { timeoutMs: 20 })).rejects.toThrow(ToolFailedError)
  })
})

describe('parsers', () => {
  it('reads the library closure', () => {
    const output = [
      '/usr/bin/jq:',
      '\tlinux-vdso.so.1 (0x00007ffd)',
      '\tlibjq.so.1 => /lib/x86_64-linux-gnu/libjq.so.1 (0x00007f01)',
      '\t/lib64/ld-linux-x86-64.so.2 (0x00007f02)',
      '/usr/bin/curl:',
      '\tlibjq.so.1 => /lib/x86_64-linux-gnu/libjq.so.1 (0x00007f03)',
      '/bin/busybox:',
      '\tnot a dynamic executable',
    ]
    expect(parseLdd(output.join('\n'))).toEqual([
      '/lib/x86_64-linux-gnu/libjq.so.1',
      '/lib64/ld-linux-x86-64.so.2',
    ])
    expect(() => parseLdd('\tlibx.so => not found')).toThrow('libx.so')
  })
  it('keeps modules in loading order, each once', () => {
    const output = 'insmod /m/a.ko\nbuiltin c\ninsmod /m/b.ko option=1\n\ninsmod /m/a.ko\ninsmod /m/d.ko\n'
    expect(parseModuleDepends(output)).toEqual(['/m/a.ko', '/m/b.ko', '/m/d.ko'])
  })
})

describe('boot loader', () => {
  it('points the boot sector at the core image and leaves the partition table alone', () => {
    const code = bootSector(Buffer.alloc(512, 0xaa), 2048)
    expect(code).toHaveLength(440)
    expect(code.readBigUInt64LE(0x5c)).toBe(2048n)
    expect(code[0x5b]).toBe(0xaa)
    expect(() => bootSector(Buffer.alloc(100), 1)).toThrow(RangeError)
  })
  it('writes the block list of the core image', () => {
    const core = placedCore(Buffer.alloc(1300, 1), 2048, 100)
    expect(core).toHaveLength(3 * 512)
    expect(core.readBigUInt64LE(500)).toBe(2049n)
    expect(core.readUInt16LE(508)).toBe(2)
    expect(core.readUInt16LE(510)).toBe(0x820)
    expect(() => placedCore(Buffer.alloc(5000), 2048, 4)).toThrow(RangeError)
  })
})

describe('cache', () => {
  it('depends on every word and every byte', async () => {
    const file = join(dir, 'input')
    writeFileSync(file, 'one')
    const first = await digestOf(['a', 'b'], [file])
    expect(await digestOf(['a', 'b'], [file])).toBe(first)
    expect(await digestOf(['ab'], [file])).not.toBe(first)
    writeFileSync(file, 'two')
    expect(await digestOf(['a', 'b'], [file])).not.toBe(first)
    expect(await sha256File(file)).toBe('3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3')
  })
  it('builds once, and keeps nothing of a build that failed', async () => {
    const cache = join(dir, 'cache')
    let builds = 0
    const build = async (work: string): Promise<void> => {
      builds += 1
      writeFileSync(join(work, 'file'), 'x')
    }
    const [one, two] = await Promise.all([
      cachedDirectory(cache, 'k', 'd', build),
      cachedDirectory(cache, 'k', 'd', build),
    ])
    expect(one.dir).toBe(two.dir)
    expect((await cachedDirectory(cache, 'k', 'd', build)).cached).toBe(true)
    expect(builds).toBe(2)
    await expect(cachedDirectory(cache, 'k', 'e', () => Promise.reject(new Error('no')))).rejects.toThrow(
      'no',
    )
    expect(await readdir(cache)).toEqual(['k-d'])
    expect((await stat(one.dir)).mode & 0o777).toBe(0o755)
  })
})

describe.skipIf(missing.length > 0)('initramfs', () => {
  const build = async (name: string): Promise<string> => {
    const tree = new RootTree(join(dir, name))
    await mkdir(tree.root)
    await tree.directories('/b', '/a/deep')
    await tree.write('/a/deep/script', '#!/bin/sh\n', 0o755)
    await tree.write('/init', 'x')
    await tree.hardLink('/init', '/second')
    await tree.symbolicLink('a/deep', '/link')
    await tree.copy(import.meta.filename, '/link/copied', 0o600)
    const target = join(dir, `${name}.img`)
    expect(await packInitramfs(tree, target)).toBe((await stat(target)).size)
    return target
  }
  it('packs the same tree to the same bytes, whenever and whoever', async () => {
    const [one, two] = [await build('one'), await build('two')]
    expect(readFileSync(one).equals(readFileSync(two))).toBe(true)
    await runTool(['lz4', '-dq', one, join(dir, 'one.plain')])
    const lines = await runTool(['cpio', '-itvn', '--quiet', '-F', join(dir, 'one.plain')])
    expect(lines).toMatch(/^-rwxr-xr-x +1 +0 +0 .* a\/deep\/script$/m)
    expect(lines).toMatch(/^-rw------- +1 +0 +0 .* a\/deep\/copied$/m)
    expect(lines).toMatch(/^lrwxrwxrwx .* link -> a\/deep$/m)
    expect(lines).toMatch(/^-rw-r--r-- +2 .* second$/m)
  })
  it('replaces a link instead of writing through it', async () => {
    const tree = new RootTree(join(dir, 'three'))
    await tree.write('/x', 'old')
    await tree.symbolicLink('x', '/y')
    await tree.write('/y', 'new')
    expect(readFileSync(join(tree.root, 'x'), 'utf8')).toBe('old')
  })
})
