import { spawn } from 'node:child_process'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ansibles } from './ansible.ts'
import { type AnsibleSite, startAnsibleSite } from './ansible-site.ts'

const EXAMPLES = join(import.meta.dirname, '..', '..', '..', 'examples', 'ansible')

/** A call as a receiver of webhooks took it. */
interface Received {
  readonly delivery: string
  readonly event: string
  readonly body: { readonly event: string; readonly machine: { readonly Name: string } }
}

describe('the examples', () => {
  let site: AnsibleSite
  beforeAll(async () => {
    site = await startAnsibleSite()
    await site.client.params.create({ Name: 'rack' })
    await site.client.machines.create({
      Name: 'one.example.net',
      Address: '10.0.0.1',
      Params: { rack: 'b7' },
    })
  })
  afterAll(() => site?.close())

  const environment = () => ({ ...site.env, ANSIBLE_CONFIG: join(EXAMPLES, 'ansible.cfg') })

  it.each(ansibles().map((ansible) => [ansible.name, ansible] as const))(
    'are an inventory and a play that %s understands',
    async (_name, ansible) => {
      const graph = await ansible.run('inventory', ['--graph'], environment())
      expect(graph).toMatchObject({ code: 0, stderr: '' })
      expect(graph.stdout).toMatch(/@arch_amd64:\n.*one\.example\.net/)
      expect(graph.stdout).toContain('@drp_param_rack_b7:')
      const config = { ...environment(), DRP_INVENTORY_CONFIG: join(EXAMPLES, 'drp-inventory.yml') }
      const script = await ansible.run('inventory', ['-i', site.script, '--graph'], config)
      expect(groupsIn(script.stdout)).toEqual(groupsIn(graph.stdout))
      const play = await ansible.run(
        'playbook',
        ['--syntax-check', join(EXAMPLES, 'site.yml')],
        environment(),
      )
      expect(play).toMatchObject({ code: 0 })
      const nobody = await ansible.run('playbook', [join(EXAMPLES, 'site.yml')], environment())
      expect(nobody).toMatchObject({ code: 0, stdout: expect.stringContaining('no hosts matched') })
    },
  )

  it('tell a webhook of each machine that has become ready, signed, and once', async () => {
    const secret = 'the key of the job template'
    const received: Received[] = []
    let refusals = 1
    const receiver = createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(Buffer.from(chunk))
      const body = Buffer.concat(chunks)
      // As AWX checks a webhook of GitHub.
      const right = ['sha1', 'sha256'].every((algorithm) => {
        const name = algorithm === 'sha1' ? 'x-hub-signature' : 'x-hub-signature-256'
        const wanted = Buffer.from(`${algorithm}=${createHmac(algorithm, secret).update(body).digest('hex')}`)
        const given = Buffer.from(String(request.headers[name]))
        return given.length === wanted.length && timingSafeEqual(given, wanted)
      })
      const refused = !right || refusals-- > 0
      if (right) {
        received.push({
          delivery: String(request.headers['x-github-delivery']),
          event: String(request.headers['x-github-event']),
          body: JSON.parse(body.toString('utf8')),
        })
      }
      response.writeHead(refused ? 503 : 202).end('{"message":"Job queued."}')
    })
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
    const address = receiver.address()
    const port = address === null || typeof address === 'string' ? 0 : address.port
    const child = spawn(process.execPath, [join(EXAMPLES, 'event-hook.ts'), 'Description=ready'], {
      env: {
        ...process.env,
        ...site.env,
        AWX_WEBHOOK_URL: `http://127.0.0.1:${port}/api/v2/job_templates/7/github/`,
        AWX_WEBHOOK_KEY: secret,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const ended = new Promise((resolve) => child.once('close', resolve))
    try {
      const describeAs = (Description: string) =>
        site.client.machines.update('Name:one.example.net', { Description })
      for await (const line of createInterface({ input: child.stdout })) {
        if (line.startsWith('waiting')) {
          await describeAs('not yet')
          await describeAs('ready')
          await site.client.machines.update('Name:one.example.net', { Params: { rack: 'b8' } })
        } else if (received.length === 2) {
          await describeAs('gone')
          await describeAs('ready')
        } else break
      }
      expect(received.map(({ event, body }) => [event, body.event, body.machine.Name])).toEqual(
        Array.from({ length: 3 }, () => ['machine', 'Description=ready', 'one.example.net']),
      )
      // The one that was refused came again under its own id.
      const [first, again, second] = received.map(({ delivery }) => delivery)
      expect(first).toBe(again)
      expect(first).not.toBe(second)
      expect(first).toMatch(/^[0-9a-f]{32}$/)
      child.kill('SIGINT')
      expect(await ended).toBe(0)
    } finally {
      child.kill('SIGKILL')
      receiver.closeAllConnections()
      receiver.close()
    }
  })
})

function groupsIn(graph: string): readonly string[] {
  return [...(graph.match(/@\w+/g) ?? [])].sort()
}
