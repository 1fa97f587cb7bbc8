import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'vitest'
import { AgentProcess, missingTools } from './agent-process.ts'
import { StandInApi, type StandInMachine, type StandInStage, type StandInTask } from './stand-in-api.ts'

if (missingTools.length > 0) console.warn(`Agent tests need: apt-get install ${missingTools.join(' ')}`)

const script = (body: string): StandInTask => ({
  actions: [{ Name: 'run', Content: `#!/bin/sh\n${body}\n` }],
})
const workflow = (...tasks: string[]): Record<string, StandInStage[]> => ({
  work: [{ name: 'discover', bootenv: 'discovery', tasks }],
})

type Setup = { api: StandInApi; agent: AgentProcess; machine: StandInMachine; port: number }

const setup = async (
  context: TestContext,
  tasks: Record<string, StandInTask>,
  options: {
    env?: Record<string, string>
    workflows?: Record<string, StandInStage[]>
    loses?: (method: string, path: string) => boolean
    fences?: (boot: string) => boolean
    machine?: Partial<StandInMachine>
  } = {},
): Promise<Setup> => {
  const workflows = options.workflows ?? workflow(...Object.keys(tasks))
  const { loses = () => false, fences = () => false } = options
  const api = new StandInApi({ tasks, workflows, loses, fences })
  const port = await api.listen()
  const machine = api.addMachine(options.machine)
  api.setWorkflow(machine, 'work')
  machine.Runnable = options.machine?.Runnable ?? true
  const agent = new AgentProcess({
    RS_ENDPOINT: `http://127.0.0.1:${port}`,
    RS_FILESERVER: `http://127.0.0.1:${port}`,
    RS_UUID: machine.Uuid,
    ...options.env,
  })
  context.onTestFinished(async () => {
    await agent.dispose()
    await api.close()
  })
  return { api, agent, machine, port }
}

const jobOf = (api: StandInApi, task: string) => [...api.jobs.values()].filter((job) => job.Task === task)
const stateOf = (api: StandInApi, task: string) =>
  jobOf(api, task).map((job) => `${job.State}/${job.ExitState}`)
const logOf = (api: StandInApi, task: string) =>
  jobOf(api, task)
    .map((job) => api.logs.get(job.Uuid) ?? '')
    .join('')
const atEnd = (machine: StandInMachine) => machine.CurrentTask === machine.Tasks.length

describe.skipIf(missingTools.length > 0).concurrent('agent', () => {
  it.for(['sh', 'bash'])('runs all tasks in order and waits for more (%s)', async (shell, context) => {
    const { api, agent, machine } = await setup(context, {
      one: script('echo first'),
      two: script('echo second'),
    })
    agent.start(shell)
    await api.until(() => atEnd(machine))
    context.expect(stateOf(api, 'one')).toEqual(['finished/complete'])
    context.expect(stateOf(api, 'two')).toEqual(['finished/complete'])
    context.expect(logOf(api, 'two')).toBe('second\n')
    context.expect(machine.Runnable).toBe(true)
    context.expect(agent.exit).toBeUndefined()
    const before = api.jobs.size
    api.setWorkflow(machine, 'work')
    await api.until(() => api.jobs.size === before + 2 && atEnd(machine))
  })

  it('gives tasks their environment, the helper functions and written files', async (context) => {
    const files: StandInTask = {
      actions: [
        { Name: 'file', Path: 'etc/some.conf', Content: 'a "b" $c\nno newline' },
        {
          Name: 'use',
          Content:
            '#!/bin/sh\n. ./helper\ncat "$RS_TASK_DIR/etc/some.conf"; echo\nset_param list \'[1,2]\'\n' +
            'set_param text "two words"\nset_param flag false\nget_param text\nget_param list\nget_param none\n' +
            'addr_port fe80::1 80; echo " $RS_UUID"',
        },
      ],
    }
    const { api, agent, machine } = await setup(context, { files })
    agent.start()
    await api.until(() => atEnd(machine))
    context.expect(logOf(api, 'files')).toContain('a "b" $c\nno newline\n')
    context
      .expect(logOf(api, 'files'))
      .toContain(`two words\n[\n  1,\n  2\n]\n[fe80::1]:80 ${machine.Uuid}\n`)
    context.expect(machine.Params).toEqual({ list: [1, 2], text: 'two words', flag: false })
  })

  it('runs tasks beside itself where nothing in its own folder below /run can be executed', async (context) => {
    const { api, agent, machine } = await setup(context, { where: script('echo "in $RS_TASK_DIR"') })
    // As on a file system without that right: what the agent tries there cannot be run.
    agent.write('run/tasks/probe/in-the-way', '')
    agent.start()
    await api.until(() => atEnd(machine))
    context.expect(logOf(api, 'where')).toContain(`in ${agent.dir}/agent/tasks/`)
    await api.until(() => readdirSync(join(agent.dir, 'agent', 'tasks')).length === 0)
  })

  it('skips what is for other systems and uses the interpreter that is asked for', async (context) => {
    const mixed: StandInTask = {
      actions: [
        { Name: 'win', Content: 'nonsense', Meta: { OS: 'windows' } },
        {
          Name: 'lin',
          Content: 'echo "by $0" "$BASH_VERSION" | grep -c "[0-9]\\."',
          Meta: { OS: 'darwin, linux', Interpreter: 'bash' },
        },
      ],
    }
    const { api, agent, machine } = await setup(context, { mixed })
    agent.start()
    await api.until(() => atEnd(machine))
    context.expect(logOf(api, 'mixed')).toBe('1\n')
  })

  it('streams output while the task runs', async (context) => {
    const { api, agent, machine } = await setup(context, { slow: script('echo early; sleep 3; printf late') })
    agent.start()
    await api.until(() => logOf(api, 'slow') === 'early\n', 3000)
    context.expect(stateOf(api, 'slow')).toEqual(['running/'])
    await api.until(() => atEnd(machine))
    context.expect(logOf(api, 'slow')).toBe('early\nlate')
  })

  it('sends large output whole and in order', async (context) => {
    const { api, agent, machine } = await setup(context, {
      big: script('i=0; while [ $i -lt 20000 ]; do echo "line $i"; i=$((i+1)); done'),
    })
    agent.start()
    await api.until(() => atEnd(machine))
    const wanted = Array.from({ length: 20_000 }, (_, i) => `line ${i}\n`).join('')
    context.expect(logOf(api, 'big') === wanted).toBe(true)
  })

  it.for<[string, number, string, string[]]>([
    ['sane', 1, 'failed/failed', []],
    ['sane', 16, 'finished/stop', []],
    ['sane', 32, 'finished/poweroff', ['poweroff -f']],
    ['sane', 64, 'finished/reboot', ['reboot -f']],
    ['sane', 128, 'incomplete/complete', []],
    ['sane', 144, 'incomplete/stop', []],
    ['sane', 160, 'incomplete/poweroff', ['poweroff -f']],
    ['sane', 192, 'incomplete/reboot', ['reboot -f']],
    ['original', 1, 'finished/reboot', ['reboot -f']],
    ['original', 2, 'incomplete/complete', []],
    ['original', 3, 'incomplete/reboot', ['reboot -f']],
    ['original', 64, 'failed/failed', []],
  ])('%s exit code %i leads to %s', async ([codes, code, state, power], context) => {
    const { api, agent, machine } = await setup(context, {
      task: {
        ...script(`exit ${code}`),
        flags: codes === 'original' ? 'original-exit-codes' : 'sane-exit-codes',
      },
    })
    agent.start()
    await api.until(() => stateOf(api, 'task')[0] === state)
    context.expect(machine.Runnable).toBe(false)
    if (state.endsWith('stop')) await api.until(() => agent.exit === 0)
    // The stand-in for a power command may have opened its file, and not have written yet.
    await api.until(() => agent.power().join() === power.join())
    context.expect(agent.power()).toEqual(power)
  })

  it('ends a task early on "incomplete", and repeats it on "reboot", from any but its last script', async (context) => {
    const two = (first: string): StandInTask => ({
      actions: [
        { Name: 'a', Content: `#!/bin/sh\n${first}\n` },
        { Name: 'b', Content: '#!/bin/sh\necho second\n' },
      ],
    })
    const { api, agent } = await setup(context, {
      early: two('exit 128'),
      again: two('. ./helper; exit_reboot'),
    })
    agent.start()
    await api.until(() => stateOf(api, 'again')[0] === 'incomplete/reboot')
    context.expect(stateOf(api, 'early')).toEqual(['finished/complete'])
    context.expect(logOf(api, 'early')).not.toContain('second')
  })

  it('fails a task that the server cannot prepare, with the reason in its log', async (context) => {
    const api = new StandInApi({
      workflows: workflow('t'),
      actionsOf: () => Promise.reject(new Error('no param x')),
    })
    const port = await api.listen()
    const machine = api.addMachine()
    api.setWorkflow(machine, 'work')
    const agent = new AgentProcess({ RS_ENDPOINT: `http://127.0.0.1:${port}`, RS_UUID: machine.Uuid })
    context.onTestFinished(async () => {
      await agent.dispose()
      await api.close()
    })
    agent.start()
    await api.until(() => stateOf(api, 't')[0] === 'failed/failed')
    context.expect(logOf(api, 't')).toContain('no param x')
  })

  it('survives a server that goes away in the middle of a task', async (context) => {
    const { api, agent, machine, port } = await setup(context, {
      long: script('echo one; sleep 2; echo two'),
    })
    agent.start()
    await api.until(() => logOf(api, 'long') === 'one\n')
    await api.close()
    await new Promise((resolve) => setTimeout(resolve, 2500))
    await api.listen(port)
    await api.until(() => atEnd(machine), 15_000)
    context.expect(logOf(api, 'long')).toBe('one\ntwo\n')
    context.expect(stateOf(api, 'long')).toEqual(['finished/complete'])
  })

  it('writes no piece of a log twice when answers are lost, and goes on behind it in a later run', async (context) => {
    let puts = 0
    const loses = (method: string, path: string) =>
      method === 'PUT' && path.endsWith('/log') && puts++ % 2 === 0
    const again = script(
      'echo one; sleep 0.6; echo two; [ -e "$RS_RUNNER_DIR/x" ] || { touch "$RS_RUNNER_DIR/x"; exit 128; }',
    )
    const { api, agent, machine } = await setup(context, { again }, { loses })
    agent.start()
    await api.until(() => stateOf(api, 'again')[0]?.startsWith('incomplete') === true)
    machine.Runnable = true
    api.changed()
    await api.until(() => atEnd(machine))
    const lines = logOf(api, 'again').split('\n')
    context
      .expect(lines.filter((line) => line === 'one' || line === 'two'))
      .toEqual(['one', 'two', 'one', 'two'])
    context.expect(puts).toBeGreaterThan(3)
  })

  it('ends itself and its task when a newer boot of the machine has taken over', async (context) => {
    let taken = ''
    const long = script('echo one; sleep 5; touch "$RS_RUNNER_DIR/effect"; echo two')
    const { api, agent } = await setup(context, { long }, { fences: (boot) => boot === taken })
    agent.start()
    await api.until(() => logOf(api, 'long') === 'one\n')
    taken = 'b0000000-0000-4000-8000-000000000001'
    await api.until(() => agent.output.includes('a newer boot has taken over'), 8000)
    await api.until(() => agent.exit !== undefined)
    context.expect(agent.exit).toBe(0)
    context.expect(stateOf(api, 'long')).toEqual(['running/'])
    context.expect(logOf(api, 'long')).toBe('one\n')
  })

  it('fails the job an earlier agent left behind, and runs the task again', async (context) => {
    const { api, agent, machine } = await setup(context, {
      t: script(
        'cd "$RS_RUNNER_DIR"; [ -e again ] || { touch again; while [ ! -e go ]; do sleep 0.1; done; echo >> left; }',
      ),
    })
    agent.start()
    await api.until(() => existsSync(`${agent.dir}/run/again`))
    await agent.kill()
    agent.start()
    await api.until(() => atEnd(machine))
    context.expect(stateOf(api, 't')).toEqual(['failed/failed', 'finished/complete'])
    // The first one does not go on beside the second.
    agent.write('run/go', '')
    await new Promise((resolve) => setTimeout(resolve, 500))
    context.expect(existsSync(`${agent.dir}/run/left`)).toBe(false)
  })

  it('goes through a stage change without a new boot environment', async (context) => {
    const workflows = {
      work: [
        { name: 'a', bootenv: 'discovery', tasks: ['one'] },
        { name: 'b', tasks: ['two'] },
        { name: 'c', bootenv: 'discovery', tasks: ['three'] },
      ],
    }
    const tasks = { one: script('echo 1'), two: script('echo 2'), three: script('echo 3') }
    const { api, agent, machine } = await setup(context, tasks, { workflows })
    agent.start()
    await api.until(() => atEnd(machine))
    context.expect(machine.Stage).toBe('c')
    context.expect(logOf(api, 'three')).toBe('3\n')
    context.expect(agent.power()).toEqual([])
  })

  const twoSystems = {
    work: [
      { name: 'deploy', bootenv: 'discovery', tasks: ['write'] },
      { name: 'in-use', bootenv: 'local', tasks: ['check'] },
    ],
  }

  it('reboots for a new boot environment when no kernel is loaded', async (context) => {
    const { api, agent } = await setup(context, { write: script('true') }, { workflows: twoSystems })
    agent.start()
    await api.until(() => agent.power().length === 1)
    context.expect(agent.power()).toEqual(['reboot -f'])
    context.expect(api.phases.map((phase) => phase.name)).toEqual(['agent', 'reboot'])
    context.expect(api.phases[0]?.detail).toMatchObject({
      system: 'discovery',
      bootenv: 'discovery',
      bootId: 'b0000000-0000-4000-8000-000000000001',
    })
    await api.until(() => agent.exit === 75)
  })

  it('resumes in the deployed system once per boot, at the stage of its boot environment', async (context) => {
    const tasks = { write: script('true'), check: script('echo up') }
    const { api, agent, machine } = await setup(context, tasks, {
      workflows: twoSystems,
      env: { RS_SYSTEM: 'deployed', RS_BOOTENV: 'local', RS_RESUME: 'true' },
    })
    // As the server left it when the machine went over.
    Object.assign(machine, { BootEnv: 'local', Stage: 'in-use', CurrentTask: 4, Runnable: false })
    agent.start()
    await api.until(() => stateOf(api, 'check')[0] === 'finished/complete' && atEnd(machine))
    context.expect(stateOf(api, 'write')).toEqual([])
    context.expect(api.phases.map((phase) => phase.name)).toEqual(['agent', 'up'])
    machine.Runnable = false
    await agent.kill()
    agent.start()
    await api.until(() => api.phases.filter((phase) => phase.name === 'up').length === 2)
    await new Promise((resolve) => setTimeout(resolve, 500))
    context.expect(machine.Runnable).toBe(false)
  })

  it('reboots from the deployed system when the machine was given back meanwhile', async (context) => {
    const { api, agent, machine } = await setup(
      context,
      { write: script('true') },
      {
        workflows: twoSystems,
        env: { RS_SYSTEM: 'deployed', RS_BOOTENV: 'local', RS_RESUME: 'true' },
        machine: { Runnable: false },
      },
    )
    agent.start()
    await api.until(() => agent.power().length === 2)
    context.expect(agent.power()).toEqual(['reboot ', 'reboot -f'])
    context.expect(machine.Runnable).toBe(false)
    context.expect(api.jobs.size).toBe(0)
    context.expect(readFileSync(`${agent.dir}/agent/reboots`, 'utf8')).toBe('1\n')
  })

  it('reboots from the deployed system on release', async (context) => {
    const { api, agent, machine } = await setup(
      context,
      { check: script('true') },
      {
        workflows: {
          work: [{ name: 'in-use', bootenv: 'local', tasks: ['check'] }],
          release: workflow('inventory')['work'] ?? [],
        },
        env: { RS_SYSTEM: 'deployed', RS_BOOTENV: 'local', RS_RESUME: 'true' },
        machine: { BootEnv: 'local' },
      },
    )
    agent.start()
    await api.until(() => atEnd(machine))
    api.setWorkflow(machine, 'release')
    await api.until(() => agent.power().length === 2)
    context.expect(agent.power()).toEqual(['reboot ', 'reboot -f'])
  })

  it('leaves the reboot out of an installer to the installer', async (context) => {
    const { api, agent, machine } = await setup(
      context,
      {},
      { machine: { BootEnv: 'x-install' }, env: { RS_BOOTENV: 'x-install' } },
    )
    api.setBootEnv(machine, 'x-install')
    agent.start()
    await api.until(() => api.phases.length === 1)
    api.setBootEnv(machine, 'local')
    await api.until(() => agent.exit === 0)
    context.expect(agent.power()).toEqual([])
  })

  it('holds one request open instead of polling', async (context) => {
    const { api, agent, machine } = await setup(context, { t: script('true') })
    agent.start()
    await api.until(() => atEnd(machine))
    await new Promise((resolve) => setTimeout(resolve, 1000))
    const before = api.requests.length
    await new Promise((resolve) => setTimeout(resolve, 2000))
    context.expect(api.requests.length - before).toBeLessThanOrEqual(1)
  })

  it('ends for new settings when the machine is gone, and refuses bad settings', async (context) => {
    const { api, agent, machine } = await setup(context, {})
    api.machines.delete(machine.Uuid)
    agent.start()
    await api.until(() => agent.exit === 75)
    const bad = new AgentProcess({ RS_ENDPOINT: 'http://127.0.0.1:1', RS_UUID: 'x"y' })
    context.onTestFinished(() => bad.dispose())
    bad.start()
    await api.until(() => bad.exit === 78)
    context.expect(bad.output).toContain('not allowed')
  })
})
