import { readFileSync } from 'node:fs'
import type { JsonValue } from '@metalwright/sdk/models'
import type { TestAnswer, TestServer } from '../api/test-server.ts'

const SCRIPT = readFileSync(new URL('fixtures/probe.mjs', import.meta.url), 'utf8')

/** The program of a plugin provider for tests, as it is uploaded. */
export const PROBE = `#!${process.execPath}\n${SCRIPT}`

/** A program that is only good for `define`: a shell script. */
export function shellProgram(lines: string): string {
  return `#!/bin/sh\n${lines}\n`
}

/** Uploads a program as a plugin provider. */
export function upload(
  server: TestServer,
  name: string,
  program: string,
  query = '',
  headers: Record<string, string> = {},
): Promise<TestAnswer> {
  return server.call('POST', `/plugin_providers/${name}${query}`, undefined, {
    raw: program,
    headers: { 'content-type': 'application/octet-stream', ...headers },
  })
}

/** Uploads the probe and starts a plugin of it. */
export async function startProbe(
  server: TestServer,
  name = 'probe',
  params: Record<string, JsonValue> = {},
): Promise<void> {
  const uploaded = await upload(server, name, PROBE)
  if (uploaded.status !== 201) throw new Error(uploaded.text)
  await server.json('POST', '/plugins', { Name: name, Provider: name, Params: params })
  await running(server, name)
}

/** Waits until a plugin runs: its actions are there. */
export async function running(server: TestServer, plugin: string): Promise<void> {
  await eventually(async () => {
    const answer = await server.call('GET', `/system/actions?plugin=${plugin}`)
    return answer.status === 200 && answer.text !== '[]'
  })
}

/** Runs an action of the probe on the server, and gives what it answers. */
export async function ask(
  server: TestServer,
  command: string,
  params: Record<string, JsonValue> = {},
): Promise<unknown> {
  return server.json('POST', `/system/actions/${command}`, params)
}

/** Waits for something to become true, and fails when it does not within ten seconds. */
export async function eventually(test: () => Promise<boolean> | boolean): Promise<void> {
  const until = performance.now() + 10_000
  while (!(await test())) {
    if (performance.now() > until) throw new Error('it did not become true')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Whether a process is there. */
export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** The error body of an answer. */
export function problemOf(answer: TestAnswer): { status: number; Type: string; Messages: string[] } {
  const { Type, Messages } = JSON.parse(answer.text)
  return { status: answer.status, Type, Messages }
}
