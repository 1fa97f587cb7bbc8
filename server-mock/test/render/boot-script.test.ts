import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitLine } from '../../src/rehearsal/simulated/ipxe/line.ts'
import { isScriptPath, kernelLine, scriptLanguage } from '../../src/render/boot-script.ts'

const AUTHORED = 'ip=${netX/ip} {{.Param "kernel-options"}} quiet'
const rendered = (value: string) => `ip=\${netX/ip} ${value} quiet`

/** Values out of what boot loaders take for more than text, and of any text. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ' ',
        '||',
        '&&',
        ';',
        '#',
        '#!ipxe',
        '${',
        '${netX/ip}',
        '}',
        '$x',
        '\n',
        '\r',
        '"',
        "'",
        '\\',
        '\0',
        '\u2028',
      ),
      fc.string({ maxLength: 5 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''))

/** The line, or undefined when it is refused. */
function accepted(value: string, file: string, authored = AUTHORED): string | undefined {
  try {
    return kernelLine(rendered(value), authored, file)
  } catch {
    return undefined
  }
}

describe('kernel parameters in boot scripts', () => {
  it('know the language by the path', () => {
    const paths = [
      'a.ipxe',
      'grub/grub.cfg',
      'EFI/grub.cfg-01-aa',
      'pxelinux.cfg/default',
      'x/kexec',
      'my-grub/x',
    ]
    expect(paths.map(scriptLanguage)).toEqual(['ipxe', 'grub', 'grub', 'plain', 'plain', 'plain'])
  })

  it('never are more than one command of iPXE, nor settings but those of the author', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const line = accepted(value, 'default.ipxe')
        if (line === undefined) return
        expect(line).not.toMatch(/[\r\n]/)
        expect(splitLine(`kernel k ${line}`)).toHaveLength(1)
        // Nor where quotes and backslashes are only characters, as in old versions of iPXE.
        expect(line.split(/\s+/).filter((word) => /^(\|\||&&|;)$|^#/.test(word))).toEqual([])
        expect(line.replaceAll('${netX/ip}', '')).not.toContain('${')
      }),
      { numRuns: 2000 },
    )
  })

  it('never are more than one command of GRUB, nor variables but those of the author', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const line = accepted(value, 'grub/grub.cfg', 'root=$root {{.Param "x"}}\\;y')
        expect(line === undefined || !/[\r\n;&|<>{}]/.test(line)).toBe(true)
      }),
      { numRuns: 2000 },
    )
    const grub = (text: string, authored = '') => kernelLine(text, authored, 'grub/grub.cfg')
    expect(grub('ds=nocloud\\;s=x dyndbg="file f +p"', 'ds=nocloud\\;s=x {{.Param "y"}}')).toContain('dyndbg')
    for (const bad of ['a;b', 'a "b', "it's", '$x', 'a\\']) {
      expect(() => grub(bad), bad).toThrow(/grub\/grub\.cfg cannot have/)
    }
  })

  it('are accepted when they are plain, and refused with what is wrong', () => {
    const plain = fc.stringMatching(/^[A-Za-z0-9_=,.:/@%+-]{1,40}( [A-Za-z0-9_=,.:/@%+-]{1,40}){0,5}$/)
    fc.assert(
      fc.property(
        plain,
        fc.constantFrom('a.ipxe', 'grub/grub.cfg', 'pxelinux.cfg/default'),
        (value, file) => {
          expect(kernelLine(value, '', file)).toBe(value)
        },
      ),
    )
    expect(() => kernelLine('a || b', '', 'x.ipxe')).toThrow('cannot have "||"')
    expect(() => kernelLine('a\nb', '')).toThrow('"a\\nb" is not')
    // Other files have languages of their own: an installer's answers, a kexec line.
    expect(kernelLine('ds=nocloud;s=http://x || ${y}', '', 'machines/u/kexec')).toContain('||')
  })
})

describe('paths in boot scripts', () => {
  it('have nothing that parts words or means something to a loader', () => {
    const good = ['', 'images/pxeboot/vmlinuz', '../../esxi.0', 'a-b_c+d~1.2:3@4,5=6%20', 'größe']
    expect(good.filter((path) => !isScriptPath(path))).toEqual([])
    fc.assert(fc.property(hostile, (path) => !isScriptPath(path) || !/[\s;&|$"'#{}]/.test(path)))
  })
})
