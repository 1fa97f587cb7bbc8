import { Agent } from '../agent/agent.ts'
import { readAgentSettings } from '../agent/agent-settings.ts'
import { kernelArgument } from '../boot/kernel-line.ts'
import type { SystemEnd } from '../boot/kernel-start.ts'
import { type Running, uptime } from '../hardware.ts'
import type { Binding } from '../network/address-client.ts'
import { keepAddress, leaseAddress } from './lease.ts'
import { register } from './register.ts'
import { shellVariables } from './shell-variables.ts'
import { startScript } from './start-script.ts'

/** Milliseconds before a script is asked for again after one has ended. */
const AFTER_SCRIPT = 5000
const FIRST_PAUSE = 1000
const LAST_PAUSE = 15_000
/** Tries to get a control script after registering, two seconds apart. */
const CONTROL_TRIES = 10

/**
 * The discovery system: gets an address, then runs what the start scripts of the server stand for. Known
 * machines take their control script, others register first; the agent follows.
 */
export async function runDiscovery(running: Running): Promise<SystemEnd> {
  const { hardware, start, signal } = running
  const { ports, say } = hardware
  const line = start.kind === 'discovery' ? start.line : ''
  await ports.sleep(hardware.pace.kernel, signal)
  const kernelUptime = uptime(running)
  const binding = await leaseAddress(running)
  running.beside(keepAddress(running, binding))
  const url = (kernelArgument(line, 'metalwright.url') || kernelArgument(line, 'provisioner.web')).replace(
    /\/$/,
    '',
  )
  const known = kernelArgument(line, 'rs.uuid')

  let pause = FIRST_PAUSE
  for (;;) {
    const control = await controlScript(running, binding, url, known)
    if (control === undefined) {
      say(`no start script from ${url}; asking again in ${pause / 1000} s`)
      await ports.sleep(pause, signal)
      pause = Math.min(LAST_PAUSE, pause + 1000)
      continue
    }
    const settings = readAgentSettings(shellVariables(control))
    if (typeof settings === 'string') say(`the control script cannot be used: ${settings}`)
    else {
      running.reached('discovery', settings.uuid)
      const end = await new Agent(running, settings, kernelUptime).run()
      if (end.kind !== 'again') return end
    }
    pause = AFTER_SCRIPT
    await ports.sleep(pause, signal)
  }
}

async function controlScript(
  running: Running,
  binding: Binding,
  url: string,
  known: string,
): Promise<string | undefined> {
  const { hardware, signal } = running
  const needs = { ports: hardware.ports, signal }
  if (known !== '') {
    const control = await startScript(`${url}/machines/${known}/control.sh`, needs)
    if (control !== undefined) return control
  }
  const startUp = await startScript(`${url}/machines/start-up.sh`, needs)
  if (startUp === undefined) return undefined
  const registered = await register(running, binding, startUp, known)
  if ('problem' in registered) {
    hardware.say(`start-up: ${registered.problem}`)
    return undefined
  }
  for (let tries = 1; ; tries++) {
    const control = await startScript(`${url}/machines/${registered.uuid}/control.sh`, needs)
    if (control !== undefined || tries >= CONTROL_TRIES) return control
    await hardware.ports.sleep(2000, signal)
  }
}
