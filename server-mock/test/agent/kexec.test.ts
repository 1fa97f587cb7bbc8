import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'vitest'
import { AgentProcess, missingTools } from './agent-process.ts'
import { StandInApi, type StandInMachine } from './stand-in-api.ts'

const KERNEL = 'kernel'
const INITRD = 'initramfs'
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const workflows = {
  deploy: [
    { name: 'deploy', bootenv: 'discovery', tasks: ['write'] },
    { name: 'in-use', bootenv: 'local', tasks: [] },
  ],
}

interface Setup {
  readonly api: StandInApi
  readonly agent: AgentProcess
  readonly machine: StandInMachine
}

type Plan = {
  readonly plan?: { readonly Kernel?: object | null; readonly [field: string]: unknown }
  readonly env?: Record<string, string>
  readonly load?: string
}

/** A machine whose deployed system (or the system in `env`) is to go over into another boot environment. */
async function setup(context: TestContext, { plan, env, load = 'true' }: Plan): Promise<Setup> {
  let port = 0
  const file = (name: string, text: string) => ({
    Url: `http://127.0.0.1:${port}/${name}`,
    Sha256: sha256(text),
    Size: text.length,
  })
  const files: Record<string, string> = { '/vmlinuz': KERNEL, '/initrd': INITRD }
  const api = new StandInApi({
    workflows,
    tasks: { write: { actions: [{ Name: 'load', Content: `#!/bin/sh\n${load}\n` }] } },
    files,
    ...(plan === undefined
      ? {}
      : {
          kexecPlan: (machine: StandInMachine) => ({
            Machine: machine.Uuid,
            BootEnv: machine.BootEnv,
            Allowed: true,
            Blocked: false,
            Reason: '',
            Initrd: file('initrd', INITRD),
            Params: 'rs.uuid=x BOOTIF=01-52-54-00-00-00-09',
            Watchdog: 0,
            Unbind: [],
            ...plan,
            Kernel: plan.Kernel === null ? null : { ...file('vmlinuz', KERNEL), ...plan.Kernel },
          }),
        }),
  })
  port = await api.listen()
  const deployed = env?.['RS_SYSTEM'] === 'deployed'
  const machine = api.addMachine(deployed ? { BootEnv: 'local', CurrentTask: 0 } : {})
  if (!deployed) {
    api.setWorkflow(machine, 'deploy')
    machine.Runnable = true
  }
  const base = `http://127.0.0.1:${port}`
  files[`/machines/${machine.Uuid}/kexec`] =
    `kernel ${base}/vmlinuz\ninitrd ${base}/initrd\nparams drp.kernel=1\n`
  const agent = new AgentProcess({
    RS_ENDPOINT: `http://127.0.0.1:${port}`,
    RS_FILESERVER: `http://127.0.0.1:${port}`,
    RS_UUID: machine.Uuid,
    ...env,
  })
  context.onTestFinished(async () => {
    await agent.dispose()
    await api.close()
  })
  return { api, agent, machine }
}

const deployed = { RS_SYSTEM: 'deployed', RS_BOOTENV: 'local' }

/** Starts the agent in the deployed system, then sends the machine back to discovery. */
async function leave({ api, agent, machine }: Setup): Promise<void> {
  agent.start()
  await api.until(() => api.phases.some(({ name }) => name === 'up'))
  api.setBootEnv(machine, 'discovery')
}

const phases = (api: StandInApi): string[] => api.phases.map(({ name }) => name)
/** Whether the agent asked for the unpacked kernel. */
const wantsUnpacked = (api: StandInApi): boolean =>
  api.queries.some((query) => query.endsWith('/kexec?kernel=unpacked'))
const at = (agent: AgentProcess, word: string): string[] =>
  agent.power().filter((line) => line.includes(word))

describe.skipIf(missingTools.length > 0).concurrent('agent, starting without firmware', () => {
  it('loads the kernel the server means, and hands on the interface it booted from', async (context) => {
    const site = await setup(context, { plan: {}, env: deployed })
    await leave(site)
    const { api, agent } = site
    await api.until(() => phases(api).includes('reboot'))
    const [load = '', start = ''] = at(agent, 'kexec')
    context.expect(load).toMatch(/^kexec -l --no-checks \S+vmlinuz --command-line=/)
    context
      .expect(load)
      .toContain('--command-line=rs.uuid=x BOOTIF=01-52-54-00-00-00-01 metalwright.kexec=1 --initrd=')
    context.expect(start).toBe('kexec -e')
    context.expect(wantsUnpacked(api)).toBe(true)
    // Nothing is written any more behind the back of the kernel that ends.
    context.expect(readFileSync(join(agent.dir, 'sysrq'), 'utf8')).toBe('u\n')
    context.expect(phases(api)).toEqual(['agent', 'up', 'kexec', 'kexec-failed', 'reboot'])
    context.expect(api.phases[0]?.detail).toMatchObject({ start: 'firmware' })
    context.expect(agent.output).toContain('rebooting through the firmware')
  })

  it('lets systemd end the system, and the kernel check signatures where that is wanted', async (context) => {
    const site = await setup(context, { plan: {}, env: deployed })
    site.agent.write('systemd/here', '')
    site.agent.write('sys/kernel/security/lockdown', 'none [integrity] confidentiality\n')
    await leave(site)
    await site.api.until(() => at(site.agent, 'systemctl').length > 0)
    context.expect(at(site.agent, 'kexec')[0]).toMatch(/^kexec -s -l /)
    context.expect(at(site.agent, 'kexec')[1]).toBe('systemctl kexec')
    // Only the kernel as it was made has a signature.
    context.expect(wantsUnpacked(site.api)).toBe(false)
  })

  it('looks for Secure Boot where nobody tells of a lockdown', async (context) => {
    const site = await setup(context, { plan: {}, env: deployed })
    site.agent.write('sys/firmware/efi/efivars/SecureBoot-8be4df61', '\u0006\0\0\0\u0001')
    await leave(site)
    await site.api.until(() => at(site.agent, 'kexec').length > 0)
    context.expect(at(site.agent, 'kexec')[0]).toMatch(/^kexec -s -l /)
  })

  it.for<[string, NonNullable<Plan['plan']>, string]>([
    ['it is not allowed', { Allowed: false, Reason: 'the param kexec-ok is not true' }, 'kexec-ok'],
    ['a file is not the one the server means', { Kernel: { Sha256: sha256('else') } }, 'is not the file'],
    ['memory is short', { Kernel: { Size: 900_000_000 } }, 'not enough memory'],
    ['nobody knows the interface', { Params: 'rs.uuid=x' }, 'which network interface'],
  ])('reboots when %s', async ([what, plan, said], context) => {
    const site = await setup(context, { plan, env: deployed })
    site.agent.write('meminfo', 'MemTotal: 1000000 kB\nMemAvailable: 600000 kB\n')
    if (what.startsWith('nobody')) site.agent.write('cmdline', 'quiet\n')
    await leave(site)
    await site.api.until(() => phases(site.api).includes('reboot'))
    context.expect(at(site.agent, 'kexec')).toEqual([])
    context.expect(site.agent.output).toContain(said)
  })

  it('starts what a task has loaded, unless this hardware must not', async (context) => {
    const load = 'echo local > "$RS_RUNNER_DIR/kexec-for"'
    const free = await setup(context, { plan: { Allowed: false, Kernel: null, Initrd: null }, load })
    const bound = await setup(context, { plan: { Blocked: true, Reason: 'not with this hardware' }, load })
    for (const { agent } of [free, bound]) {
      agent.write('kexec_loaded', '1\n')
      agent.start()
    }
    await free.api.until(() => free.agent.power().includes('reboot -f'))
    context.expect(free.agent.power()).toEqual(['kexec -e', 'reboot -f'])
    await bound.api.until(() => bound.agent.power().includes('reboot -f'))
    context.expect(bound.agent.power()).toEqual(['kexec -u', 'reboot -f'])
    context.expect(bound.agent.output).toContain('not with this hardware')
  })

  it('does not start a kernel that was loaded for another boot environment', async (context) => {
    const { api, agent } = await setup(context, { load: 'echo other > "$RS_RUNNER_DIR/kexec-for"' })
    agent.write('kexec_loaded', '1\n')
    agent.start()
    await api.until(() => agent.power().length === 1)
    context.expect(agent.power()).toEqual(['reboot -f'])
  })

  it('arms a watchdog that lives on, and lets go of devices', async (context) => {
    const site = await setup(context, { plan: { Watchdog: 90, Unbind: ['badnic'] }, env: deployed })
    const { agent, api } = site
    agent.write('watchdog', '')
    agent.write('sys/module/watchdog/parameters/stop_on_reboot', '0\n')
    agent.write('sys/module/i6300esb/refcnt', '0\n')
    agent.write('sys/bus/pci/drivers/badnic/0000:00:03.0', '')
    agent.stub('busybox', 'exec sleep 20')
    await leave(site)
    await api.until(() => phases(api).includes('reboot'))
    context.expect(at(agent, 'busybox')[0]).toMatch(/^busybox watchdog -F -T 90 -t 90 /)
    context.expect(at(agent, 'kexec -l')[0]).toContain(' metalwright.watchdog=i6300esb ')
    context.expect(api.phases.find(({ name }) => name === 'kexec')?.detail).toMatchObject({
      watchdog: 'i6300esb',
    })
    context
      .expect(readFileSync(join(agent.dir, 'sys/bus/pci/drivers/badnic/unbind'), 'utf8'))
      .toBe('0000:00:03.0\n')
    // The kernel did not start: the machine is not reset while it reboots in order.
    context.expect(readFileSync(join(agent.dir, 'watchdog'), 'utf8')).toBe('V')
  })

  it.for([
    ['the old kernel would stop', 'module/watchdog/parameters/stop_on_reboot', '-1\n'],
    ['is a program of the old kernel', 'class/watchdog/watchdog0/identity', 'Software Watchdog\n'],
  ])('arms none that %s', async ([, file = '', content = ''], context) => {
    const site = await setup(context, { plan: { Watchdog: 90 }, env: deployed })
    site.agent.write('watchdog', '')
    site.agent.write('sys/module/watchdog/parameters/stop_on_reboot', '0\n')
    site.agent.write('sys/module/iTCO_wdt/refcnt', '0\n')
    site.agent.write(`sys/${file}`, content)
    await leave(site)
    await site.api.until(() => phases(site.api).includes('kexec'))
    context.expect(at(site.agent, 'busybox')).toEqual([])
    context.expect(site.api.phases.at(-1)?.detail).toMatchObject({ watchdog: 'none' })
  })

  it('disarms the watchdog of the system before it, once the server has heard from it', async (context) => {
    const { api, agent } = await setup(context, {})
    agent.write('watchdog', '')
    agent.write('cmdline', 'quiet metalwright.kexec=1 metalwright.watchdog=i6300esb\n')
    agent.start()
    await api.until(() => readFileSync(join(agent.dir, 'watchdog'), 'utf8') === 'V')
    context.expect(api.phases[0]).toMatchObject({ name: 'agent', detail: { start: 'kexec' } })
  })

  it('follows the file of the boot environment on servers that have no plans', async (context) => {
    const site = await setup(context, { env: deployed })
    await leave(site)
    await site.api.until(() => phases(site.api).includes('reboot'))
    context.expect(at(site.agent, 'kexec')).toEqual([])
    context.expect(site.api.requests).toContain(`GET /machines/${site.machine.Uuid}/params/kexec-ok`)

    const allowed = await setup(context, { env: deployed })
    allowed.machine.Params['kexec-ok'] = true
    allowed.machine.Params['last-boot-macaddr'] = '52:54:00:00:00:07'
    allowed.agent.write('cmdline', 'quiet\n')
    await leave(allowed)
    await allowed.api.until(() => phases(allowed.api).includes('reboot'))
    const [load = '', start] = at(allowed.agent, 'kexec')
    context.expect(load).toContain('=drp.kernel=1 BOOTIF=01-52-54-00-00-00-07 metalwright.kexec=1 ')
    context.expect(start).toBe('kexec -e')
  })
})
