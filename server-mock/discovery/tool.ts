import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'

/** Debian package that brings each host tool an image build calls. */
const packageOf: Readonly<Record<string, string>> = {
  'apt-cache': 'apt',
  'apt-get': 'apt',
  bash: 'bash',
  blkdiscard: 'util-linux',
  blkid: 'util-linux',
  blockdev: 'util-linux',
  btrfs: 'btrfs-progs',
  busybox: 'busybox-static',
  cat: 'coreutils',
  cpio: 'cpio',
  curl: 'curl',
  dd: 'coreutils',
  depmod: 'kmod',
  dmidecode: 'dmidecode',
  'dpkg-deb': 'dpkg',
  dropbear: 'dropbear-bin',
  e2fsck: 'e2fsprogs',
  ethtool: 'ethtool',
  'grub-mkimage': 'grub-common',
  hdparm: 'hdparm',
  jq: 'jq',
  kexec: 'kexec-tools',
  kmod: 'kmod',
  ldd: 'libc-bin',
  lsblk: 'util-linux',
  lspci: 'pciutils',
  lz4: 'lz4',
  mcopy: 'mtools',
  mke2fs: 'e2fsprogs',
  'mkfs.vfat': 'dosfstools',
  'mkfs.xfs': 'xfsprogs',
  mmd: 'mtools',
  modprobe: 'kmod',
  nvme: 'nvme-cli',
  openssl: 'openssl',
  resize2fs: 'e2fsprogs',
  sfdisk: 'fdisk',
  '/usr/bin/python3': 'python3',
  sgdisk: 'gdisk',
  tar: 'tar',
  tee: 'coreutils',
  wipefs: 'util-linux',
  xfs_growfs: 'xfsprogs',
  xz: 'xz-utils',
  zstd: 'zstd',
}

/** A host tool is absent. `code` is `TOOL_MISSING`; the message names the command that installs it. */
export class ToolMissingError extends Error {
  readonly code = 'TOOL_MISSING'
  readonly tool: string

  constructor(tool: string) {
    const name = packageOf[tool] ?? tool
    super(`The tool "${tool}" is not on this machine. On Debian or Ubuntu run: apt-get install ${name}`)
    this.name = 'ToolMissingError'
    this.tool = tool
  }
}

/** A host tool ended with a failure. `code` is `TOOL_FAILED`; the message holds its last error output. */
export class ToolFailedError extends Error {
  readonly code = 'TOOL_FAILED'

  constructor(argv: readonly string[], status: string, stderr: string) {
    super(`${argv.join(' ')} ended with ${status}: ${stderr.trim().slice(-2000) || 'no error output'}`)
    this.name = 'ToolFailedError'
  }
}

/** Options of {@link runTool}. */
export type RunToolOptions = {
  /** Working directory; default the current one. */
  cwd?: string
  /** Text given to the tool's standard input; default none. */
  input?: string
  /** Variables added to this process' environment. */
  env?: Readonly<Record<string, string>>
  /** Milliseconds after which the tool is ended; default 300,000. */
  timeoutMs?: number
}

const searchPath = (): string[] => [
  ...(process.env['PATH'] ?? '').split(delimiter).filter((dir) => dir !== ''),
  '/usr/sbin',
  '/sbin',
]

/**
 * Absolute path of a host tool, looked up in PATH and the system directories unless it is one already.
 * @throws ToolMissingError when it is in none of them.
 */
export function findTool(tool: string): string {
  for (const dir of searchPath()) {
    const path = isAbsolute(tool) ? tool : join(dir, tool)
    try {
      accessSync(path, constants.X_OK)
      return path
    } catch {
      // Not here: the next directory is tried.
    }
  }
  throw new ToolMissingError(tool)
}

/**
 * Runs a host tool with an argument array (never through a shell) and returns its standard output.
 * @throws ToolMissingError when it is absent, ToolFailedError when it fails or takes too long.
 */
export async function runTool(
  argv: readonly [string, ...string[]],
  options: RunToolOptions = {},
): Promise<string> {
  const [tool, ...args] = argv
  const path = findTool(tool)
  return await new Promise((resolve, reject) => {
    const child = spawn(path, args, {
      stdio: 'pipe',
      env: { ...process.env, LC_ALL: 'C', ...options.env },
      timeout: options.timeoutMs ?? 300_000,
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (code === 0) resolve(Buffer.concat(out).toString('utf8'))
      else reject(new ToolFailedError(argv, signal ?? `code ${code}`, Buffer.concat(err).toString('utf8')))
    })
    // A tool that ends before it has read its input reports that by its exit code.
    child.stdin.on('error', () => {})
    child.stdin.end(options.input ?? '')
  })
}
