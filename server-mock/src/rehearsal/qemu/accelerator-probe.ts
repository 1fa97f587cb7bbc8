import { access, constants } from 'node:fs/promises'
import { type CommandRunner, systemRunner } from './lab-process.ts'
import type { Accelerator } from './qemu-arguments.ts'

/** What the probe found, with the reason in words. */
export type AcceleratorProbe = { accelerator: Accelerator; reason: string }

/** Options of {@link probeAccelerator}. */
export type ProbeOptions = {
  /** Path of a kernel to try. */
  kernel: string
  /** How long the kernel may take to come to its end; default 10,000 ms. */
  timeoutMs?: number
  runner?: CommandRunner
  /** Device node of KVM; default `/dev/kvm`. */
  device?: string
}

/**
 * Finds out whether KVM can be used. A device node is no proof (guests hang in some nested set-ups), so a
 * kernel without a root is booted under KVM: it has to get as far as its panic, and so end QEMU, in time.
 */
export async function probeAccelerator(options: ProbeOptions): Promise<AcceleratorProbe> {
  const { kernel, timeoutMs = 10_000, runner = systemRunner, device = '/dev/kvm' } = options
  try {
    await access(device, constants.R_OK | constants.W_OK)
  } catch {
    return { accelerator: 'tcg', reason: `${device} cannot be opened` }
  }
  const argv = ['qemu-system-x86_64', '-machine', 'q35', '-accel', 'kvm', '-cpu', 'host', '-m', '256']
  argv.push('-nographic', '-nodefaults', '-serial', 'stdio', '-no-reboot')
  argv.push('-kernel', kernel, '-append', 'console=ttyS0 panic=-1')
  try {
    const output = await runner.run(argv, timeoutMs)
    if (output.includes('Kernel panic')) return { accelerator: 'kvm', reason: 'a kernel ran under KVM' }
    return { accelerator: 'tcg', reason: 'a kernel under KVM ended without its last words' }
  } catch (error) {
    const what = error instanceof Error ? error.message.slice(-300) : String(error)
    return {
      accelerator: 'tcg',
      reason: `a kernel under KVM did not end well within ${timeoutMs} ms: ${what}`,
    }
  }
}
