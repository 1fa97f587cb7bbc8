import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CliConfigError, withMirror, withoutMirror } from '../../installer/cli-config.ts'

const ours = ['registry.terraform.io/metalwright/drp', 'registry.opentofu.org/metalwright/drp']

describe('a CLI configuration', () => {
  it('that does not exist gets a section of its own', () => {
    const text = withMirror('', '/home/ada/mirror')
    expect(text).toContain('filesystem_mirror {\n    path    = "/home/ada/mirror"\n')
    expect(text).toMatch(/direct \{\n {4}exclude = \["registry\.terraform\.io\/metalwright\/drp"/)
    expect(withoutMirror(text)).toBe('')
  })

  it('keeps what it says, byte for byte', () => {
    const before =
      'plugin_cache_dir = "/cache" # provider_installation {\r\n\r\ncredentials "app.example" {\r\n  token = "a}{b"\r\n}\r\n'
    const text = withMirror(before, '/mirror')
    expect(text.startsWith(before)).toBe(true)
    expect(withoutMirror(text)).toBe(before)
  })

  it('with an installation gets one more method, and the others leave the provider alone', () => {
    const before = `provider_installation {
  network_mirror { url = "https://mirror.example/" }
  filesystem_mirror {
    path = "/usr/share/terraform"
    include = ["example.com/*/*"]
    exclude = [ "example.com/a/b" ]
  }
  direct {
    exclude = []
  }
  dev_overrides {
    "metalwright/example" = "/src"
  }
}
`
    const text = withMirror(before, '/mirror')
    expect(text.match(/provider_installation/g)).toHaveLength(1)
    expect(text.indexOf('path    = "/mirror"')).toBeLessThan(text.indexOf('network_mirror'))
    for (const address of ours) expect(text.split(address)).toHaveLength(5)
    expect(text).toContain('drp",  "example.com/a/b" ]')
    expect(text).toContain('drp"]\n  }\n  dev_overrides')
    expect(withoutMirror(text)).toBe(before)
  })

  it('is changed to another mirror in place', () => {
    const before = 'provider_installation {\n  direct {}\n}\n'
    const first = withMirror(before, '/first')
    const second = withMirror(first, '/second')
    expect(second).toBe(withMirror(before, '/second'))
    expect(withMirror(second, '/second')).toBe(second)
  })

  it.each([
    ['JSON', '{"provider_installation": [{"direct": [{}]}]}', 'JSON'],
    ['two installations', 'provider_installation {}\nprovider_installation {}', 'more than one'],
    ['an assigned installation', 'provider_installation = { direct = {} }', 'no block'],
    ['an assigned method', 'provider_installation {\n  direct = {}\n}', 'direct is no block'],
    ['an open brace', 'x = 1\nprovider_installation {\n  direct {}\n', 'line 4'],
    ['a heredoc', 'a = <<EOT\n{\nEOT\n', 'line 1'],
    ['an exclude that is no list', 'provider_installation {\n direct {\n exclude = "a" }\n}', 'no list'],
  ])('that is %s is left alone', (_, text, reason) => {
    expect(() => withMirror(text, '/mirror')).toThrow(CliConfigError)
    expect(() => withMirror(text, '/mirror')).toThrow(reason)
  })

  it('comes back as it was, whatever it said', () => {
    const blank = fc.constantFrom(' ', '\n', '  # note {\n', '/* } */', '\r\n')
    const name = fc.constantFrom('direct', 'network_mirror', 'filesystem_mirror')
    const list = fc.array(fc.constantFrom('a/b', 'x.example/*/*'), { maxLength: 3 })
    const lists = list.map((names) => `exclude = [${names.map((one) => JSON.stringify(one)).join(',')}]\n`)
    const argument = fc.oneof(fc.constant(''), fc.constant('url = "https://a.example/"\n'), lists)
    const method = fc
      .tuple(name, blank, argument, blank)
      .map(([of, a, body, b]) => `${of} {${a}${body}${b}}\n`)
    const whole = fc
      .tuple(blank, fc.option(fc.array(method, { maxLength: 4 })), blank)
      .map(([a, body, b]) =>
        body === null ? `${a}${b}` : `${a}provider_installation {\n${body.join('')}}${b}`,
      )
    fc.assert(
      fc.property(whole, (text) => {
        const changed = withMirror(text, '/a "mirror"\\here')
        expect(withMirror(changed, '/a "mirror"\\here')).toBe(changed)
        expect(withoutMirror(changed)).toBe(text)
      }),
    )
  })

  it('of any kind is either changed or refused with a reason', () => {
    const piece = fc.constantFrom(
      'provider_installation',
      '{',
      '}',
      '[',
      ']',
      '=',
      ',',
      '"',
      '#',
      '\n',
      ' ',
      'direct',
      '/*',
      '*/',
      '\\',
      '<<E',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 60 }).map((all) => all.join('')),
        ),
        (text) => {
          try {
            expect(withoutMirror(withMirror(text, '/m'))).toBe(text)
          } catch (error) {
            expect(error).toBeInstanceOf(CliConfigError)
          }
        },
      ),
      { numRuns: 500 },
    )
    expect(() => withMirror('a {'.repeat(100_000), '/m')).toThrow(CliConfigError)
  })
})
