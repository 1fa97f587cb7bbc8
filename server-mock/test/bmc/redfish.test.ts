import { afterEach, describe, expect, it } from 'vitest'
import type { BmcOperation } from '../../src/bmc/operation.ts'
import { BMC_MAKES, type BmcMakeName, RehearsedBmc } from '../../src/rehearsal/bmc/index.ts'
import { runRedfish, TestMachine, testControl } from './redfish-bench.ts'

const makes = Object.keys(BMC_MAKES).filter((name): name is BmcMakeName => name in BMC_MAKES)

describe('a Redfish BMC', () => {
  const open: RehearsedBmc[] = []
  afterEach(async () => {
    for (const bmc of open.splice(0)) await bmc.close()
  })
  const start = async (make: BmcMakeName = 'openbmc') => {
    const machine = new TestMachine()
    const bmc = await RehearsedBmc.start({ machine, username: 'root', password: 'calvin "$(x)"', make })
    open.push(bmc)
    const control = testControl()
    const run = async (operation: BmcOperation, more: Parameters<typeof runRedfish>[3] = {}) =>
      (await runRedfish(control, bmc, operation, more)).answer
    return { machine, bmc, run, control }
  }

  describe.each(makes)('of the make %s', (make) => {
    it('switches a machine on and off, and asks for nothing that is so already', async () => {
      const { machine, bmc, run } = await start(make)
      expect(await run({ kind: 'status' })).toEqual({ power: 'off' })
      expect(await run({ kind: 'power', change: 'off' })).toEqual({ power: 'off' })
      expect(await run({ kind: 'power', change: 'on' })).toEqual({ power: 'on' })
      expect(await run({ kind: 'power', change: 'on' })).toEqual({ power: 'on' })
      expect(await run({ kind: 'power', change: 'reset' })).toEqual({ power: 'on' })
      expect(await run({ kind: 'power', change: 'cycle' })).toEqual({ power: 'on' })
      expect(await run({ kind: 'power', change: 'shutdown' })).toEqual({ power: 'off' })
      expect(await run({ kind: 'power', change: 'cycle' })).toEqual({ power: 'on' })
      expect(machine.done).toEqual([
        ...['on as usual', 'reset as usual', 'off', 'on as usual', 'shut down', 'on as usual'],
      ])
      await expect(
        run({ kind: 'power', change: 'off' }).then(() => run({ kind: 'power', change: 'reset' })),
      ).rejects.toThrow('The machine is off and cannot be reset; run poweron')
      expect([bmc.sessions, bmc.wrongPasswords]).toEqual([0, 0])
    })

    it('boots once from the network, always from the disk, or at once from either', async () => {
      const { machine, bmc, run } = await start(make)
      await run({ kind: 'boot', choice: { device: 'pxe', persistent: false } })
      expect(bmc.override).toEqual({ target: 'Pxe', enabled: 'Once' })
      await run({ kind: 'power', change: 'on' })
      expect(bmc.override).toEqual({ target: 'None', enabled: 'Disabled' })
      await run({ kind: 'boot', choice: { device: 'disk', persistent: true } })
      await run({ kind: 'power', change: 'reset' })
      expect(bmc.override).toEqual({ target: 'Hdd', enabled: 'Continuous' })
      await run({ kind: 'restart', device: 'pxe' })
      expect(machine.done).toEqual(['on network', 'reset disk', 'off', 'on network'])
    })

    it('lets the light blink for a while, and says what it is', async () => {
      const { bmc, run } = await start(make)
      await run({ kind: 'identify', seconds: 15 })
      expect(bmc.lights).toEqual([true, false])
      const { vendor, model, firmware } = BMC_MAKES[make]
      expect(await run({ kind: 'info' })).toEqual({ facts: { vendor, model, firmware } })
    })

    it('is asked once with a wrong password, and again only when somebody wants it', async () => {
      const { bmc, run } = await start(make)
      const wrong = { 'ipmi/password': 'hunter2hunter2' }
      await expect(run({ kind: 'status' }, wrong)).rejects.toMatchObject({
        code: 'bmc_credentials_refused',
        message: expect.not.stringContaining('hunter2'),
      })
      await expect(run({ kind: 'power', change: 'on' }, wrong)).rejects.toThrow('they are not sent again')
      await expect(run({ kind: 'status' }, { ...wrong, again: true })).rejects.toThrow(/tried again in \d+ s/)
      expect(bmc.wrongPasswords).toBe(1)
      expect(await run({ kind: 'status' })).toEqual({ power: 'off' })
    })
  })

  it('ends its sessions, and is asked nothing by two who want the same', async () => {
    const { bmc, run } = await start('ilo')
    expect(
      await Promise.all([run({ kind: 'status' }), run({ kind: 'status' }), run({ kind: 'status' })]),
    ).toEqual([{ power: 'off' }, { power: 'off' }, { power: 'off' }])
    expect(bmc.calls.filter((call) => call === 'POST /redfish/v1/SessionService/Sessions/')).toHaveLength(1)
    expect(bmc.sessions).toBe(0)
  })

  it('does a power-on that is asked for behind a power-off after it', async () => {
    const { machine, run } = await start()
    await run({ kind: 'power', change: 'on' })
    const both = [run({ kind: 'power', change: 'off' }), run({ kind: 'power', change: 'on' })]
    expect(await Promise.all(both)).toEqual([{ power: 'off' }, { power: 'on' }])
    expect(machine.done).toEqual(['on as usual', 'off', 'on as usual'])
  })

  describe('whose certificate', () => {
    it('is not known, gets no byte of a request', async () => {
      const { bmc, control } = await start()
      const unknown = runRedfish(control, { port: bmc.port }, { kind: 'status' })
      await expect(unknown).rejects.toMatchObject({
        code: 'bmc_certificate',
        message: expect.stringContaining(
          `its SHA-256 fingerprint is ${bmc.fingerprint}. Nothing was sent to it`,
        ),
      })
      expect(bmc.calls).toEqual([])
    })

    it('was changed, is refused in clear words', async () => {
      const { bmc, control } = await start()
      const known = 'ab'.repeat(32)
      await expect(
        runRedfish(control, { port: bmc.port, fingerprint: known }, { kind: 'power', change: 'on' }),
      ).rejects.toThrow(
        `The BMC at 127.0.0.1 shows another certificate than before: its SHA-256 fingerprint is ${bmc.fingerprint}, expected was ${known}. Nothing was sent to it`,
      )
      expect(bmc.calls).toEqual([])
    })

    it('is the first, is trusted where that is wanted, and told', async () => {
      const { bmc, control } = await start()
      const first = await runRedfish(
        control,
        { port: bmc.port },
        { kind: 'status' },
        { 'ipmi/trust-first-certificate': true },
      )
      expect(first).toEqual({ answer: { power: 'off' }, firstCertificate: bmc.fingerprint })
    })

    it('is from a named authority, is trusted for its name only', async () => {
      const { bmc, control } = await start()
      const authority = { 'ipmi/certificate-authority': bmc.certificate }
      const { answer } = await runRedfish(control, { port: bmc.port }, { kind: 'status' }, authority)
      expect(answer).toEqual({ power: 'off' })
      const other = { ...authority, 'ipmi/address': '127.0.0.2' }
      await expect(runRedfish(control, { port: bmc.port }, { kind: 'status' }, other)).rejects.toMatchObject({
        code: expect.stringMatching(/bmc_certificate|bmc_unreachable/),
      })
    })
  })
})
