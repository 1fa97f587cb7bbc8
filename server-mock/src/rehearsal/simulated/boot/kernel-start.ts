/** What runs after the firmware, the boot loader or a kexec. */
export type KernelStart =
  /** The discovery system, with its command line. */
  | { readonly kind: 'discovery'; readonly line: string }
  /** The system on the disk. */
  | { readonly kind: 'deployed' }

/** How a running system ended. */
export type SystemEnd =
  | { readonly kind: 'reboot' }
  | { readonly kind: 'poweroff' }
  /** Another kernel was started in its place. */
  | { readonly kind: 'kexec'; readonly start: KernelStart }
  /** It goes on running, but does nothing for the server any more. */
  | { readonly kind: 'stopped'; readonly reason: string }

/** The kernel stopped in the middle of its work: nothing is sent any more, nothing was said. */
export class KernelPanic extends Error {
  readonly code = 'kernel_panic'

  constructor(task: string) {
    super(`the system crashed during task ${task}`)
    this.name = 'KernelPanic'
  }
}
