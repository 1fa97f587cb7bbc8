// Runs a command of this project on a machine that may have nothing but some Node and npm.
//
//   node scripts/bootstrap.mjs node scripts/test.ts …
//
// Plain JavaScript for Node 18 and later, no dependencies: it must work before anything is installed.
// It says what it does, puts a Node 24 from the npm package `node-<platform>-<arch>` under .tools/ when the
// running one is too old, installs the locked dependencies when node_modules does not match the lockfile, then
// starts the command.
import { spawn, spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'

function say(text) {
  process.stderr.write(`metalwright: ${text}\n`)
}

function run(command, args, options) {
  const done = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...options })
  if (done.status !== 0) {
    say(
      `\`${command} ${args.join(' ')}\` failed${done.error ? `: ${done.error.message}` : ` with status ${done.status}`}`,
    )
    process.exit(1)
  }
}

/** Whether this version runs our TypeScript sources and has node:sqlite without a flag. */
function isRecent(version) {
  const [major, minor] = version.split('.').map(Number)
  return major >= 24 || (major === 22 && minor >= 19)
}

/** Folder of the Node binary to use: the running one's, or the one in .tools/. */
function nodeFolder() {
  if (isRecent(process.versions.node)) return dirname(process.execPath)
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  const folder = join(root, '.tools', 'node_modules', name, 'bin')
  if (!existsSync(join(folder, process.platform === 'win32' ? 'node.exe' : 'node'))) {
    say(
      `Node ${process.versions.node} is too old (22.19 or newer is needed); installing Node 24 from npm into .tools/ …`,
    )
    mkdirSync(join(root, '.tools'), { recursive: true })
    writeFileSync(join(root, '.tools', 'package.json'), '{ "private": true }\n')
    run(npm, [
      'install',
      '--no-save',
      '--no-audit',
      '--no-fund',
      '--prefix',
      join(root, '.tools'),
      `${name}@24`,
    ])
  }
  return folder
}

/** Installs the dependencies when node_modules was not made from the present lockfile. */
function installDependencies(env) {
  const lock = join(root, 'package-lock.json')
  const stamp = join(root, 'node_modules', '.metalwright-lock')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === readFileSync(lock, 'utf8')) return
  say('installing dependencies from npm …')
  // Not `npm ci`: it refuses a lockfile made with a registry that lacks the binaries of some other platform.
  run(npm, ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], { env })
  copyFileSync(lock, stamp)
}

const [command, ...args] = process.argv.slice(2)
if (!command) {
  say('usage: node scripts/bootstrap.mjs COMMAND [ARGUMENT …]')
  process.exit(2)
}
const env = {
  ...process.env,
  PATH: [nodeFolder(), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
}
installDependencies(env)
const child = spawn(command, args, { cwd: root, stdio: 'inherit', env })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('error', (error) => {
  say(`cannot start ${command}: ${error.message}`)
  process.exit(1)
})
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
