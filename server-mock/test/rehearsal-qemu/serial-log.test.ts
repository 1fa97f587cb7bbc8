import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SerialLog, SerialTimeoutError } from '../../src/rehearsal/qemu/serial-log.ts'

const setup = () => {
  let clock = 1000
  const written: string[] = []
  const log = new SerialLog(
    () => clock,
    (text) => written.push(text),
  )
  return {
    log,
    written,
    say: (text: string, atMs = 0) => {
      clock += atMs
      log.write(Buffer.from(text, 'latin1'))
    },
  }
}

describe('serial log', () => {
  it('stamps whole lines with the seconds since the first power on', () => {
    const { say, written, log } = setup()
    log.note('power on')
    say('one\r\ntw', 1500)
    say('o\n', 250)
    expect(written).toEqual(['[    0.000] -- power on\n', '[    1.500] one\n', '[    1.750] two\n'])
  })

  it('finds earlier lines, later lines and unfinished prompts', async () => {
    const { say, log } = setup()
    say('first\n')
    expect((await log.waitFor(/first/, 10)).index).toBe(0)
    const later = log.waitFor(/second/, 1000)
    const prompt = log.waitFor(/node1 login:/, 1000)
    say('second\n')
    expect((await later).text).toBe('second')
    say('\nnode1 login: ')
    expect((await prompt).text).toContain('node1 login:')
    expect((await log.waitFor(/login:/, 10)).index).toBe(3)
  })

  it('does not take old lines for new ones, and says what it saw when time is up', async () => {
    const { say, log } = setup()
    say('ready\n')
    const failure = await log.waitFor(/ready/, 20, log.length).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(SerialTimeoutError)
    expect(String(failure)).toContain('ready')
  })

  it('counts starts of a BIOS by its banner only', () => {
    const { say, log } = setup()
    say('\u001bc\u001b[?7l\u001b[2JSeaBIOS (version 1.16.2-debian-1.16.2-1)\r\n')
    say(
      'iPXE initialising devices...ok\nConfiguring\u001bc\u001b[2JSeaBIOS (version 1.16.2)\nthe log says SeaBIOS (version 1)\n',
    )
    say('SeaBI')
    say('OS (version 1.16.2)\n')
    expect(log.biosStarts).toBe(3)
  })

  it('takes any bytes in any pieces, without control characters in what it keeps', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (chunks) => {
        const { log } = setup()
        for (const chunk of chunks) log.write(chunk)
        const lines = log.tail(100_000)
        const all = Buffer.concat(chunks).toString('latin1')
        expect(lines).toHaveLength(all.replaceAll('\u001bc', '\n').split('\n').length - 1)
        for (const line of lines) expect([...line].every((char) => char >= ' ' || char === '\t')).toBe(true)
      }),
    )
  })
})
