// Runs the tests that this machine can run, and says what it could not.
//
//   npm test [-- --project unit|contract|e2e] [-- file filters of vitest]
//
// With CI=true a tool that is missing is installed from Debian's packages (as root), or the run fails.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, delimiter, join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { findTerraform } from '../server-mock/src/rehearsal/start/terraform-cli.ts'
import { postgresPrograms } from '../server-mock/test/store/postgres-programs.ts'
import { bootMatrixNeeds } from '../test/e2e/boot-matrix/needs.ts'
import { buildPulumi, presentPulumi } from '../test/tools/build-pulumi.ts'
import { buildTofu } from '../test/tools/build-tofu.ts'
import { installAnsible, installedAnsible } from '../test/tools/install-ansible.ts'
import { installDrppy, installedDrppy } from '../test/tools/install-drppy.ts'

/** Something a suite needs besides Node. */
interface Tool {
  readonly name: string
  /** Programs or files by which it is found. */
  readonly found: readonly string[]
  /** Whether what is found is also usable; asked when all of it was found. */
  readonly usable?: () => boolean
  /** Debian packages that bring it; empty when Debian has none. */
  readonly packages: readonly string[]
  /** What to do where it cannot be installed so. */
  readonly otherwise: string
  /** Brings it where Debian has no package. */
  readonly make?: () => Promise<unknown>
}

/** What is used of vitest's report. */
interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly message: string
    readonly assertionResults: readonly {
      readonly fullName: string
      readonly status: string
      readonly failureMessages: readonly string[]
    }[]
  }[]
}

interface Suite {
  readonly name: string
  /** Without these it does not run at all. */
  readonly needs: readonly Tool[]
  /** Without these it leaves out some tests. */
  readonly wants: readonly Tool[]
}

const qemu: Tool = {
  name: 'QEMU with network boot firmware',
  found: ['qemu-system-x86_64', '/usr/lib/ipxe/qemu/pxe-virtio.rom', 'ip'],
  packages: ['qemu-system-x86', 'ipxe-qemu', 'qemu-utils', 'iproute2'],
  otherwise: 'install qemu-system-x86, ipxe-qemu and iproute2',
}
/** What the boot matrix has around the machines; the list is theirs. */
const bootPeers: Tool = {
  name: 'UEFI firmware, loaders and DHCP peers of the boot matrix',
  found: bootMatrixNeeds,
  packages: [
    ...['ovmf', 'ipxe', 'shim-signed', 'grub-efi-amd64-signed'],
    ...['isc-dhcp-relay', 'dnsmasq-base'],
  ],
  otherwise: 'these tests say themselves what they leave out',
}
const imageTools: Tool = {
  name: 'tools that build the images',
  found: [
    ...[
      'zstd',
      'lz4',
      'xz',
      'cpio',
      'busybox',
      'sgdisk',
      'sfdisk',
      'mke2fs',
      'mkfs.vfat',
      'mcopy',
      'grub-mkimage',
      'kexec',
      'jq',
    ],
    ...['curl', 'dmidecode', 'ethtool', 'lspci', 'depmod', '/usr/lib/grub/i386-pc/boot.img'],
    ...['/usr/lib/grub/x86_64-efi/moddep.lst', 'mkfs.xfs', 'btrfs', 'hdparm', 'nvme'],
    ...['ipmitool', 'socat', 'openssl'],
  ],
  packages: [
    ...[
      'zstd',
      'lz4',
      'xz-utils',
      'cpio',
      'busybox-static',
      'gdisk',
      'fdisk',
      'e2fsprogs',
      'dosfstools',
      'mtools',
      'grub-pc-bin',
      'grub-efi-amd64-bin',
    ],
    ...['grub-common', 'kexec-tools', 'jq', 'curl', 'dmidecode', 'ethtool', 'pciutils', 'kmod', 'util-linux'],
    ...['xfsprogs', 'btrfs-progs', 'hdparm', 'nvme-cli', 'ipmitool', 'socat', 'openssl'],
  ],
  otherwise: 'the images are built from Debian packages, so this needs Debian 12 or later',
}
/** Unit tests talk to these where they are: other people's programs on the far end of our protocols. */
const peers: Tool = {
  name: 'peers of the protocols and tools of the agent',
  found: [
    'atftp',
    'tftp',
    'busybox',
    'curl',
    'genisoimage',
    'jq',
    'openssl',
    'qemu-img',
    'unshare',
    'xorriso',
    'zstd',
    'xz',
  ],
  packages: [
    'atftp',
    'tftp-hpa',
    'busybox-static',
    'curl',
    'genisoimage',
    'jq',
    'openssl',
    'qemu-utils',
    'util-linux',
    'xorriso',
    'zstd',
    'xz-utils',
  ],
  otherwise: 'these tests say themselves what they leave out',
}
const bmcTools: Tool = {
  name: 'a simulated BMC and its client',
  found: ['ipmi_sim', 'ipmitool'],
  packages: ['openipmi', 'ipmitool'],
  otherwise: 'put ipmi_sim of OpenIPMI and ipmitool on PATH',
}
const browser: Tool = {
  name: 'Chromium',
  found: ['chromium'],
  packages: ['chromium'],
  otherwise: 'put chromium on PATH',
}
const root: Tool = {
  name: 'root, for network namespaces',
  found: process.getuid?.() === 0 ? [] : ['/nonexistent'],
  packages: [],
  otherwise: 'run the tests as root',
}
const terraform: Tool = {
  name: 'terraform or tofu',
  found: onPath('terraform') ? ['terraform'] : ['tofu'],
  packages: [],
  otherwise: 'put terraform on PATH, or build OpenTofu with `npm run tools`',
  make: () => buildTofu({ log: (line) => process.stdout.write(`${line}\n`) }),
}
/** Beside Terraform: the most important suites run with both. */
const tofu: Tool = {
  name: 'OpenTofu',
  found: ['tofu'],
  packages: [],
  otherwise: 'build it with `npm run tools`',
  make: () => buildTofu({ log: (line) => process.stdout.write(`${line}\n`) }),
}
const pulumi: Tool = {
  name: "Pulumi's CLI, or its generator of packages",
  found: [],
  usable: () => presentPulumi() !== undefined,
  packages: [],
  otherwise: 'build them with `npm run tools`',
  make: () => buildPulumi({ log: (line) => process.stdout.write(`${line}\n`) }),
}
const drppy: Tool = {
  name: "DRP's Python client",
  found: ['python3'],
  usable: () => installedDrppy() !== undefined,
  packages: ['python3', 'python3-venv'],
  otherwise: 'run `npm run tools` where Python is there',
  make: async () => installDrppy({ log: (line) => process.stdout.write(`${line}\n`) }),
}
/** Debian's version and the newest one. */
const ansible: Tool = {
  name: 'Ansible',
  found: ['ansible-inventory', 'python3'],
  usable: () => installedAnsible() !== undefined,
  packages: ['ansible-core', 'python3', 'python3-venv'],
  otherwise: 'run `npm run tools` where Python is there',
  make: async () => installAnsible({ log: (line) => process.stdout.write(`${line}\n`) }),
}
/** What a machine needs so that Ansible can manage it, and what logs in to it. */
const ssh: Tool = {
  name: 'SSH',
  found: ['dropbear', 'ssh', 'ssh-keygen', '/usr/bin/python3'],
  packages: ['dropbear-bin', 'openssh-client', 'python3'],
  otherwise: 'install dropbear-bin and openssh-client',
}

/** Debian's programs are not on PATH. */
const postgres: Tool = {
  name: 'PostgreSQL',
  found: [],
  usable: () => postgresPrograms() !== undefined,
  packages: ['postgresql'],
  otherwise: 'put initdb and postgres on PATH',
}

const suites: readonly Suite[] = [
  { name: 'unit', needs: [], wants: [terraform, peers, bmcTools, imageTools, root, qemu, browser, postgres] },
  { name: 'contract', needs: [terraform], wants: [ansible, drppy, tofu, pulumi] },
  { name: 'e2e', needs: [root, qemu, imageTools, terraform], wants: [ansible, bootPeers, bmcTools, ssh] },
]

// Tools that we build ourselves.
process.env['PATH'] = [process.env['PATH'], resolve('.tools', 'bin')].join(delimiter)
const ci = process.env['CI'] === 'true'
const { values, positionals } = parseArgs({
  options: { project: { type: 'string', multiple: true } },
  allowPositionals: true,
})
const chosen = suites.filter(({ name }) => values.project?.includes(name) ?? true)
if (ci)
  await install([...new Set(chosen.flatMap(({ needs, wants }) => [...needs, ...wants]))].filter(isMissing))

const cli = findTerraform()
const standIn =
  cli === undefined || basename(cli) === 'terraform'
    ? ''
    : `\nTERRAFORM DID NOT RUN: everything that drives it runs with ${cli} here.\n`
process.stdout.write(standIn)
const lacking: string[] = []
const total = { passed: 0, failed: 0, skipped: 0 }
/** What failed, and what needed a second try: said once more at the end, where a log that was cut still has it. */
const failures: string[] = []
let broken = false
for (const suite of chosen) {
  const absent = suite.needs.filter(isMissing)
  for (const tool of absent) lacking.push(`${suite.name}: ${tool.name} is missing. ${remedy(tool)}`)
  for (const tool of suite.wants.filter(isMissing)) {
    lacking.push(`some of ${suite.name}: ${tool.name} is missing. ${remedy(tool)}`)
  }
  if (absent.length === 0) run(suite)
}
if (lacking.length > 0) {
  process.stdout.write(`\nNot run on this machine:\n${lacking.map((line) => `  ${line}\n`).join('')}`)
}
process.stdout.write(standIn)
process.stdout.write(failures.join(''))
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`)
const refused = ci && (lacking.length > 0 || total.skipped > 0)
if (broken && failures.length === 0) process.stdout.write('A suite ended badly: see its output above.\n')
if (refused) process.stdout.write('In CI nothing may be left out.\n')
process.exitCode = broken || refused || total.failed > 0 || total.passed === 0 ? 1 : 0

function run({ name }: Suite): void {
  const file = join('.cache', `test-${name}.json`)
  mkdirSync('.cache', { recursive: true })
  rmSync(file, { force: true })
  const args = [
    'run',
    '--project',
    name,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]
  if (name === 'e2e') args.push('--no-file-parallelism')
  // On a machine whose load nobody knows a second try is allowed, and reported.
  if (ci) args.push('--retry=1')
  if (positionals.length > 0) args.push('--passWithNoTests', ...positionals)
  const done = spawnSync(join('node_modules', '.bin', 'vitest'), args, {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (done.status !== 0) broken = true
  if (!existsSync(file)) {
    broken = true
    return
  }
  const report: Report = JSON.parse(readFileSync(file, 'utf8'))
  total.passed += report.numPassedTests
  total.failed += report.numFailedTests
  total.skipped += report.numPendingTests + report.numTodoTests
  for (const { name: path, status, message, assertionResults } of report.testResults) {
    const bad = assertionResults.filter((result) => result.status === 'failed')
    for (const { fullName, failureMessages, status: ended } of assertionResults) {
      if (failureMessages.length === 0) continue
      const verdict = ended === 'failed' ? 'Failed' : 'FLAKY, passed on its second try'
      failures.push(
        `\n${verdict}: ${relative('.', path)} > ${fullName}\n${brief(failureMessages.join('\n'))}\n`,
      )
    }
    if (status === 'failed' && bad.length === 0)
      failures.push(`\nFailed: ${relative('.', path)}\n${brief(message)}\n`)
  }
}

/** The beginning of a message, indented. */
function brief(message: string): string {
  return message
    .split('\n')
    .slice(0, 25)
    .map((line) => `  ${line}`)
    .join('\n')
}

function isMissing(tool: Tool): boolean {
  const absent = tool.found.some((name) => (name.startsWith('/') ? !existsSync(name) : !onPath(name)))
  return absent || tool.usable?.() === false
}

function onPath(program: string): boolean {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin']
  return folders.some((folder) => existsSync(join(folder, program)))
}

async function install(tools: readonly Tool[]): Promise<void> {
  installPackages([...new Set(tools.flatMap((tool) => tool.packages))])
  for (const { make } of tools) await make?.().catch((error: unknown) => process.stdout.write(`${error}\n`))
}

function installPackages(packages: readonly string[]): void {
  if (packages.length === 0) return
  process.stdout.write(`Installing ${packages.join(' ')} …\n`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [
    ['update', '-q'],
    ['install', '-y', '-q', '--no-install-recommends', ...packages],
  ]) {
    const done = spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env })
    if (done.status !== 0) process.stdout.write(`apt-get ${args[0]} failed\n`)
  }
}

function remedy(tool: Tool): string {
  const packages = tool.packages.length === 0 ? '' : `apt-get install ${tool.packages.join(' ')}; or `
  return `${packages}${tool.otherwise}`
}
