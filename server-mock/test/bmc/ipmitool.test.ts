import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { IpmiBmc } from '../../src/bmc/ipmi/ipmi-bmc.ts'

const never = new AbortController().signal

/** A stand-in for ipmitool, to see how it is called and what is made of what it does. */
describe('a call of ipmitool', () => {
  let folder: string
  const password = `q"u' $(touch x) ;\\ä`
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'metalwright-ipmitool-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const bmc = async (script: string, callMs = 10_000, firmware?: 'uefi') => {
    const program = join(folder, `tool-${Math.random().toString(36).slice(2)}`)
    await writeFile(program, `#!/bin/sh\n${script}\n`)
    await chmod(program, 0o755)
    return new IpmiBmc({
      tool: { program, path: process.env['PATH'] ?? '', callMs },
      address: async () => '10.0.0.1',
      access: { host: 'bmc-1', port: 6230, username: '-root', password },
      firmware,
      suites: new Map(),
    })
  }

  it('has the password in the environment and nowhere else, and needs no shell', async () => {
    const seen = join(folder, 'seen')
    const tool = await bmc(
      `for a; do echo "$a" >> ${seen}; done; env > ${seen}.env; echo "Chassis Power is on"`,
    )
    expect(await tool.power(never)).toBe('on')
    expect((await readFile(seen, 'utf8')).split('\n')).toEqual([
      ...['-I', 'lanplus', '-H', '10.0.0.1', '-p', '6230', '-U', '-root', '-E'],
      ...['-C', '17', '-N', '2', '-R', '2', '-v', 'chassis', 'power', 'status', ''],
    ])
    const variables = (await readFile(`${seen}.env`, 'utf8'))
      .split('\n')
      .filter((line) => !/^(PWD|_|SHLVL|OLDPWD)=/.test(line))
    expect(variables.sort()).toEqual([
      '',
      `IPMI_PASSWORD=${password}`,
      'LC_ALL=C',
      `PATH=${process.env['PATH']}`,
    ])
  })

  it('asks for a boot device in the words of the firmware', async () => {
    const seen = join(folder, 'boot')
    const script = `shift 16; echo "$*" >> ${seen}; echo "Set Boot Device to pxe"`
    await (await bmc(script)).boot({ device: 'pxe', persistent: false }, never)
    await (await bmc(script, 10_000, 'uefi')).boot({ device: 'disk', persistent: true }, never)
    expect(await readFile(seen, 'utf8')).toBe(
      'chassis bootdev pxe\nchassis bootdev disk options=persistent,efiboot\n',
    )
  })

  it('tries the older cipher suite when the BMC does not know the newer one, and remembers it', async () => {
    const seen = join(folder, 'suites')
    const tool = await bmc(
      `shift 10; echo $1 >> ${seen}; [ $1 = 3 ] && echo "Chassis Power is off" && exit 0\n` +
        'echo "Error in open session response message : no matching cipher suite" >&2; exit 1',
    )
    expect([await tool.power(never), await tool.power(never)]).toEqual(['off', 'off'])
    expect(await readFile(seen, 'utf8')).toBe('17\n3\n3\n')
  })

  it('sends a refused password only once', async () => {
    const seen = join(folder, 'once')
    const tool = await bmc(`echo x >> ${seen}; echo "> RAKP 2 HMAC is invalid" >&2; exit 1`)
    await expect(tool.power(never)).rejects.toMatchObject({ code: 'bmc_credentials_refused' })
    expect(await readFile(seen, 'utf8')).toBe('x\n')
  })

  it('is bounded in time and in what it prints', async () => {
    await expect((await bmc('exec sleep 60', 100)).power(never)).rejects.toMatchObject({
      code: 'bmc_timeout',
    })
    await expect((await bmc('exec yes')).power(never)).rejects.toMatchObject({
      code: 'bmc_answer',
      message: expect.stringContaining('more than 65536 bytes'),
    })
    const gone = new AbortController()
    const waiting = (await bmc('exec sleep 60')).power(gone.signal)
    gone.abort(new Error('no longer wanted'))
    await expect(waiting).rejects.toThrow('no longer wanted')
  })

  it('says which package brings it where it is not installed', async () => {
    const tool = new IpmiBmc({
      tool: { program: 'ipmitool', path: folder, callMs: 1000 },
      address: async () => '10.0.0.1',
      access: { host: 'bmc-1', port: 623, username: 'a', password: 'b' },
      firmware: undefined,
      suites: new Map(),
    })
    await expect(tool.power(never)).rejects.toMatchObject({
      code: 'ipmitool_missing',
      message: expect.stringContaining('apt-get install ipmitool'),
    })
  })
})
