import { execFileSync, spawnSync } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import { AgentProcess, missingTools } from './agent-process.ts'
import { StandInApi } from './stand-in-api.ts'

const hasOpenssl = spawnSync('openssl', ['version']).status === 0
if (!hasOpenssl) console.warn('The TLS test of the agent needs: apt-get install openssl')

describe.skipIf(!hasOpenssl || missingTools.length > 0)('agent over TLS', () => {
  it('trusts the pinned key only, with settings from its file', async ({ onTestFinished, expect }) => {
    const dir = mkdtempSync(join(tmpdir(), 'mw-tls-'))
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
    const [key, cert] = [join(dir, 'key.pem'), join(dir, 'cert.pem')]
    const make = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=x'.split(' ')
    execFileSync('openssl', [...make, '-keyout', key, '-out', cert], { stdio: 'ignore' })
    const tls = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
    const spki = new X509Certificate(tls.cert).publicKey.export({ type: 'spki', format: 'der' })
    const pin = createHash('sha256').update(spki).digest('base64')
    const tasks = {
      t: { actions: [{ Name: 'run', Content: '#!/bin/sh\n. ./helper; set_param seen true\n' }] },
    }
    const workflows = { work: [{ name: 'discover', bootenv: 'discovery', tasks: ['t'] }] }
    const api = new StandInApi({
      tls,
      tasks,
      workflows,
    })
    const port = await api.listen()
    onTestFinished(() => api.close())
    const machine = api.addMachine()
    api.setWorkflow(machine, 'work')
    const start = (RS_PIN: string): AgentProcess => {
      const agent = new AgentProcess({})
      onTestFinished(() => agent.dispose())
      const settings = { RS_ENDPOINT: `https://127.0.0.1:${port}`, RS_UUID: machine.Uuid, RS_PIN }
      const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`)
      agent.write('agent/agent.conf', lines.join(''))
      agent.start()
      return agent
    }
    const wrong = start(createHash('sha256').update('other').digest('base64'))
    await api.until(() => wrong.output.includes('pinned'))
    expect(api.requests).toEqual([])
    await wrong.dispose()
    start(pin)
    await api.until(() => machine.CurrentTask === machine.Tasks.length)
    expect(machine.Params).toEqual({ seen: true })
  })
})
