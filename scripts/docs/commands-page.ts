import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A program and how a reader calls it. */
interface Program {
  readonly name: string
  /** Arguments of Node. */
  readonly args: readonly string[]
  /** What goes before its help. */
  readonly about: string
}

/** The page with the help of every command, as the programs print it. */
export function commandsPage(root: string): string {
  const lines = [
    '# Commands',
    '',
    'Made from what the programs print by `node scripts/docs-reference.ts`; changes by hand are lost.',
    '',
    'In a clone of the repository `npm run metalwright --` takes the place of `metalwright`.',
  ]
  for (const program of programs(root)) {
    lines.push('', `## ${program.name}`, '', program.about, ...helpOf(root, program, []))
  }
  return `${lines.join('\n')}\n`
}

function programs(root: string): readonly Program[] {
  const all: readonly Program[] = [
    {
      name: 'npm start',
      args: ['server-mock/src/rehearsal/start/main.ts'],
      about: 'A rehearsal from end to end.',
    },
    { name: 'metalwright', args: ['server-mock/src/main.ts'], about: 'The server, and what looks after it.' },
    {
      name: 'metalwright-inventory',
      args: [binOf(root, 'sdk', 'metalwright-inventory')],
      about: 'An inventory for Ansible.',
    },
    {
      name: 'npx @metalwright/terraform-provider-drp',
      args: ['provider-terraform/installer/main.ts'],
      about: 'The installer of the Terraform provider.',
    },
  ]
  return all.filter(({ args: [file = ''] }) => file !== '' && existsSync(join(root, file)))
}

/** Source of a program that a package of the workspace brings; empty when it brings none of that name. */
function binOf(root: string, room: string, name: string): string {
  const manifest: { bin?: Record<string, string> } = JSON.parse(
    readFileSync(join(root, room, 'package.json'), 'utf8'),
  )
  const file = manifest.bin?.[name]
  return file === undefined ? '' : join(room, file)
}

function helpOf(root: string, program: Program, command: readonly string[]): string[] {
  const text = help(root, [...program.args, ...command, '--help'])
  const heading = command.length === 0 ? [] : ['', `### ${[program.name, ...command].join(' ')}`]
  const inner = subcommands(text).flatMap((name) => helpOf(root, program, [...command, name]))
  return [...heading, '', '```text', text.trimEnd(), '```', ...inner]
}

/** The same text on every machine: a home folder of its own, no colours, no settings of the surroundings. */
function help(root: string, args: readonly string[]): string {
  const env = { PATH: process.env['PATH'] ?? '', HOME: '/home/you', NO_COLOR: '1', NODE_NO_WARNINGS: '1' }
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, env, encoding: 'utf8' })
  if (status === 0 && stdout !== '') return stdout.replace(/[ \t]+$/gm, '')
  throw new Error(`node ${args.join(' ')} printed no help (${status}): ${stderr}`)
}

/** Names below `Commands:`. */
function subcommands(text: string): string[] {
  const [, section = ''] = /^Commands:\n((?: .*\n)*)/m.exec(text) ?? []
  const names = [...section.matchAll(/^ {2}([a-z][\w-]*)/gm)].map(([, name = '']) => name)
  return names.filter((name) => name !== 'help')
}
