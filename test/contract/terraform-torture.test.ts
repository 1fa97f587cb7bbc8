import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { randomTrial, type Trial } from '../chaos/terraform-faults.ts'
import { ChaosProvider } from '../chaos/terraform-provider.ts'
import { ChaosRun, claimKeyOf, faults, isHeld, KEYED, PLAIN, WANTED } from '../chaos/terraform-run.ts'
import { ChaosSite } from '../chaos/terraform-site.ts'
import { Random } from '../fuzz/random.ts'

/** Trials by chance; METALWRIGHT_CHAOS_ROUNDS for more, METALWRIGHT_CHAOS_SEED for others. */
const ROUNDS = Number(process.env['METALWRIGHT_CHAOS_ROUNDS'] ?? 2)
const SEED = Number(process.env['METALWRIGHT_CHAOS_SEED'] ?? 1)
/** More than are claimed: a claim that is lost leaves room for a second one, which must not be made. */
const MACHINES = WANTED + 3
/** Milliseconds that one trial may take. */
const TRIAL = 120_000

/** What has gone wrong before, or is most likely to: each step of a claim, cut off at each side of the server. */
const known: readonly Trial[] = [
  { operation: 'create', fault: 'cut', moment: 'done', at: 4, count: 4 },
  { operation: 'create', fault: 'kill provider', moment: 'done', at: 6, count: 1 },
  { operation: 'create', fault: 'kill server', moment: 'done', at: 5, count: 1 },
  { operation: 'replace', fault: 'kill terraform', moment: 'after', at: 9, count: 1 },
  { operation: 'destroy', fault: 'kill provider', moment: 'done', at: 8, count: 1 },
  { operation: 'destroy', fault: 'cut', moment: 'done', at: 6, count: 3 },
]

describe('terraform with claims, when something fails on the way', () => {
  let site: ChaosSite
  let provider: ChaosProvider
  let run: ChaosRun
  beforeAll(async () => {
    provider = await ChaosProvider.make()
    site = await ChaosSite.start(MACHINES)
  })
  afterAll(async () => {
    await site.close()
    provider.remove()
  })

  /** Runs one trial in an empty workspace, and leaves all machines free. */
  const survive = async (trial: Trial) => {
    run.write('red')
    if (trial.operation !== 'create') expect(await run.apply()).toMatchObject({ code: 0 })
    if (trial.operation === 'update') run.write('blue')
    const apply = ['apply', '-auto-approve'] as const
    const replace = [...apply, '-replace=drp_machine.keyed[0]', '-replace=drp_machine.plain[0]'] as const
    const commands = { create: apply, update: apply, replace, destroy: ['destroy', '-auto-approve'] } as const
    await run.suffer(trial, commands[trial.operation])
    expect(faults(await site.machines(), await run.claims())).toEqual([])

    if (trial.operation !== 'destroy') {
      const healed = await run.apply()
      expect(healed).toMatchObject({ code: 0 })
      const machines = await site.machines()
      const claims = await run.claims()
      expect(faults(machines, claims)).toEqual([])
      expect(claims.size).toBe(WANTED)
      const held = machines.filter(isHeld)
      const expected = [...claims.values()].map(({ uuid, claimId }) => `${uuid} ${claimId}`).sort()
      expect(held.map((machine) => `${machine.Uuid} ${claimKeyOf(machine)}`).sort()).toEqual(expected)
      expect(await run.root.run('plan', '-detailed-exitcode')).toMatchObject({ code: 0 })
    }
    expect(await run.destroy()).toMatchObject({ code: 0 })
    expect([...(await run.claims()).keys()]).toEqual([])
    await site.allFree(30_000)
    const left = (await site.machines()).flatMap(({ Name, Params }) =>
      Object.keys(Params)
        .filter((name) => /^(claim|terraform|chaos)\//.test(name))
        .map((name) => `${Name} ${name}`),
    )
    expect(left).toEqual([])
  }

  // What a failed test has left must not fail those after it.
  afterEach(async () => {
    await run.destroy()
    run.close()
  })

  it.each(known)('$operation: $fault, $moment, at request $at', { timeout: TRIAL }, async (trial) => {
    run = new ChaosRun(site, provider)
    await survive(trial)
  })

  const random = new Random(SEED)
  const trials = Array.from({ length: ROUNDS }, () => randomTrial(random))
  it.each(trials)(
    'by chance, $operation: $fault, $moment, at request $at',
    { timeout: TRIAL },
    async (trial) => {
      run = new ChaosRun(site, provider)
      await survive(trial)
    },
  )

  it('gives nothing twice where the pool is too small, and all of it back', { timeout: TRIAL }, async () => {
    run = new ChaosRun(site, provider)
    run.write('red', { keyed: MACHINES, plain: MACHINES })
    const created = await run.apply('-parallelism=50')
    expect(created.code).toBe(1)
    expect(created.output).toContain('The pool has no machine for this claim')
    const claims = await run.claims()
    expect(claims.size).toBe(MACHINES)
    expect(faults(await site.machines(), claims)).toEqual([])

    // What is wanted now and has no machine yet gets one of those that are given back meanwhile.
    run.write('red', { more: 'wait_for_capacity = "60s"' })
    expect(await run.apply('-parallelism=50')).toMatchObject({ code: 0 })
    expect((await run.claims()).size).toBe(WANTED)
    const all = ['keyed', 'plain'].flatMap((name) =>
      Array.from(
        { length: name === 'keyed' ? KEYED : PLAIN },
        (_, index) => `-replace=drp_machine.${name}[${index}]`,
      ),
    )
    expect(await run.apply('-parallelism=50', ...all)).toMatchObject({ code: 0 })
    expect(faults(await site.machines(), await run.claims())).toEqual([])
    expect(await run.destroy('-parallelism=50')).toMatchObject({ code: 0 })
    await site.allFree(30_000)
  })

  it('shows what others have released as drift, and claims anew', { timeout: TRIAL }, async () => {
    run = new ChaosRun(site, provider)
    run.write('red', { keyed: 1, plain: 1 })
    expect(await run.apply()).toMatchObject({ code: 0 })
    for (const { uuid } of (await run.claims()).values()) await site.releaseByHand(uuid)
    const plan = await run.root.run('plan', '-detailed-exitcode')
    expect([plan.code, plan.output]).toEqual([
      2,
      expect.stringContaining('2 to add, 0 to change, 0 to destroy'),
    ])
    expect(await run.apply()).toMatchObject({ code: 0 })
    expect((await run.claims()).size).toBe(2)
    expect(await run.destroy()).toMatchObject({ code: 0 })
    await site.allFree(30_000)
  })
})
