import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@metalwright/sdk'
import { DEV_KEY, type ServerProcess, startServerProcess } from '@metalwright/server/rehearsal'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { RootModule } from '../../provider-terraform/test/terraform/terraform.ts'
import { leaks } from '../chaos/terraform-leaks.ts'
import { ChaosProvider } from '../chaos/terraform-provider.ts'
import { ApiProxy, type Judge, type Passage } from '../chaos/terraform-proxy.ts'
import { addClaimableMachines } from '../load/claimable-machines.ts'

const FLAGS = ['--disable-dhcp', '--disable-tftp', '--disable-provisioner', '--disable-pxe']

/** Where secrets are planted. */
const places = [
  'login',
  'secretparam',
  'userdata',
  'userpassword',
  'profilesecret',
  'paramvalue',
  'before',
  'bmc',
]
const markOf = (place: string) => `c4n4ry${place}x7`
/** A value with a mark to be found, and signs that JSON, URLs and forms write differently. */
const secretOf = (place: string) => `${markOf(place)}"/+ <&é${markOf(place)}`
const marks = places.map(markOf)

const variables = places
  .map((place) => `variable "${place}" {\n  type      = string\n  ephemeral = true\n  default   = ""\n}`)
  .join('\n')
const configuration = `
  terraform {
    required_providers {
      drp = { source = "metalwright/drp" }
    }
  }
  ${variables}
  provider "drp" {
    username = "planted"
    password = var.login
  }
  ephemeral "drp_secure_param" "before" {
    prefix = "profiles"
    key    = "planted-before"
    name   = "planted/before"
  }
  resource "drp_machine" "web" {
    secret_parameters_wo         = { "planted/secret" = var.secretparam }
    secret_parameters_wo_version = 1
    user_data_wo                 = var.userdata
  }
  resource "drp_machine_enrolled" "bmc" {
    name = "planted-bmc"
    bmc  = { address = "10.9.9.9", username = "root", password_wo = var.bmc, password_wo_version = 1 }
  }
  resource "drp_user" "user" {
    name                = "planted-user"
    password_wo         = var.userpassword
    password_wo_version = 1
  }
  resource "drp_profile" "profile" {
    name                     = "planted"
    secret_params_wo         = { "planted/secret" = var.profilesecret }
    secret_params_wo_version = 1
  }
  resource "drp_profile_param" "param" {
    profile          = "planted-before"
    name             = "planted/secret"
    value_wo         = "\${var.paramvalue}\${ephemeral.drp_secure_param.before.value}"
    value_wo_version = 1
  }
`

describe('secrets that are planted wherever one may stand', () => {
  let provider: ChaosProvider
  let folder: string
  let server: ServerProcess
  let client: Client
  let proxy: ApiProxy
  let root: RootModule

  beforeAll(async () => {
    provider = await ChaosProvider.make()
    folder = mkdtempSync(join(tmpdir(), 'metalwright-secrets-'))
    const flags = ['--dev', '--api-port', '0', '--store', 'memory', '--log-level', 'error', ...FLAGS]
    server = await startServerProcess({ baseRoot: join(folder, 'server'), flags })
    const { ports, fingerprint } = server.facts
    client = new Client({ endpoint: `https://127.0.0.1:${ports.api}`, key: DEV_KEY, fingerprint })
    await addClaimableMachines(client, 2)
    for (const Name of ['planted/secret', 'planted/before']) {
      await client.params.create({ Name, Secure: true, Schema: { type: 'string' } })
    }
    await client.profiles.create({ Name: 'planted-before' })
    await client.profiles.params.set('planted-before', 'planted/before', secretOf('before'))
    await client.users.create({ Name: 'planted', Roles: ['superuser'] })
    await client.users.setPassword('planted', secretOf('login'))
    proxy = await ApiProxy.start(ports.api)
  })

  afterAll(async () => {
    proxy.close()
    await client.close()
    await server.stop()
    provider.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  beforeEach(() => {
    proxy.judge = () => 'pass'
    proxy.passages.length = 0
    const values = Object.fromEntries(places.map((place) => [`TF_VAR_${place}`, secretOf(place)]))
    const env = {
      ...provider.env,
      ...values,
      RS_ENDPOINT: proxy.endpoint,
      TF_LOG: 'TRACE',
      TF_LOG_PATH: 'trace.log',
    }
    root = new RootModule(env, provider.cliConfig)
    root.write(configuration)
  })

  afterEach(async () => {
    proxy.judge = () => 'pass'
    await root.run('destroy', '-auto-approve')
    root.remove()
    await provider.gone()
  })

  /** Every file that Terraform has left, archives unpacked; and what it printed. */
  const everything = (...outputs: readonly string[]): ReadonlyMap<string, string> => {
    const files = readdirSync(root.folder).filter(
      (name) => !['main.tf', 'cli.tfrc', '.terraform'].includes(name),
    )
    const found = new Map(outputs.map((output, index) => [`output ${index + 1}`, output]))
    for (const name of files) {
      const file = join(root.folder, name)
      found.set(name, readFileSync(file, 'latin1'))
      if (!name.endsWith('.plan')) continue
      const parts = execFileSync('unzip', ['-p', file], { maxBuffer: 64 * 1024 * 1024 })
      found.set(`inside ${name}`, parts.toString('latin1'))
    }
    return found
  }

  const leaksIn = (texts: ReadonlyMap<string, string>) =>
    [...texts].flatMap(([name, text]) => leaks(text, marks).map((leak) => `${name}: ${leak}`))

  it.each<[string, (secret: string) => string]>([
    ['as they are', (secret) => secret],
    ['quoted in JSON', (secret) => JSON.stringify({ was: secret })],
    ['in a URL', (secret) => encodeURIComponent(`a=${secret}`)],
    ['in base64', (secret) => Buffer.from(`{"was":"${secret}"}`).toString('base64')],
    ['in hexadecimal', (secret) => Buffer.from(`was ${secret}`).toString('hex')],
  ])('would be found %s', (_how, write) => {
    for (const place of places) expect(leaks(`x ${write(secretOf(place))} y`, marks)).not.toEqual([])
    expect(leaks(write('nothing secret'), marks)).toEqual([])
  })

  it('are sent to the server, and stand in no state, plan, log or output', async () => {
    const planned = await root.run('plan', '-out=first.plan')
    const shown = await root.run('show', '-json', 'first.plan')
    const applied = await root.run('apply', 'first.plan')
    expect(applied).toMatchObject({ code: 0 })
    const again = await root.run('plan', '-detailed-exitcode', '-out=second.plan')
    expect(again).toMatchObject({ code: 0 })
    const state = await root.run('show', '-json')
    const texts = everything(...[planned, shown, applied, again, state].map(({ output }) => output))
    expect([...texts.keys()]).toEqual(
      expect.arrayContaining([
        'trace.log',
        'terraform.tfstate',
        'first.plan',
        'inside first.plan',
        'output 5',
      ]),
    )
    expect(leaksIn(texts)).toEqual([])
    // They did arrive: this looks for what is there.
    expect(await client.users.token('planted-user').then(() => 'a user')).toBe('a user')
    const profile = await client.profiles.params.get('planted', { decode: true })
    expect(profile['planted/secret']).toBe(secretOf('profilesecret'))
    const param = await client.profiles.params.get('planted-before', { decode: true })
    expect(param['planted/secret']).toBe(secretOf('paramvalue') + secretOf('before'))
  })

  /** The request, and each secret in it, in all the ways in which a server may write them into a message. */
  const echo = ({ url, headers, body }: Passage) => {
    const { authorization = '' } = headers
    const sent = `${body} ${Buffer.from(authorization.replace(/^\S+ /, ''), 'base64').toString('utf8')}`
    const seen = places.filter((place) => sent.includes(markOf(place))).map(secretOf)
    return [
      `${url} ${authorization} ${body}`,
      ...[body, authorization, ...seen.map((secret) => `login:${secret}`)].flatMap((text) => [
        Buffer.from(text).toString('base64'),
        Buffer.from(text).toString('hex'),
      ]),
      encodeURIComponent(body),
      ...seen.map((secret) => new URLSearchParams({ was: secret }).toString()),
      ...seen.map((secret) => `rejected ${secret} and ${JSON.stringify(secret)}`),
    ]
  }
  const refusal = (passage: Passage, status: number) => ({
    status,
    text: JSON.stringify({ Model: '', Key: '', Type: passage.method, Messages: echo(passage), Code: status }),
  })
  const isLogin = ({ url }: Passage) => /\/users\/planted\/token/.test(url)
  const writes: Judge = (passage, moment) =>
    moment === 'before' && !['GET', 'HEAD'].includes(passage.method) ? refusal(passage, 422) : 'pass'

  it.each<[string, Judge]>([
    ['refuses every write and repeats what it was sent', writes],
    [
      'fails at the login and repeats what it was sent',
      (passage) => (isLogin(passage) ? refusal(passage, 500) : 'pass'),
    ],
    [
      'answers no JSON but what it was sent',
      (passage) => (isLogin(passage) ? 'pass' : { status: 200, text: echo(passage).reverse().join('\n') }),
    ],
    [
      'fails with a page of a proxy',
      (passage) => ({ status: 502, text: `<html>${echo(passage).join('<br>')}</html>` }),
    ],
  ])('stand in no message when the server %s', async (_what, judge) => {
    proxy.judge = judge
    const applied = await root.run('apply', '-auto-approve')
    expect(applied.code).toBe(1)
    expect(applied.output).toMatch(/Error: /)
    expect(leaksIn(everything(applied.output))).toEqual([])
  })
})
