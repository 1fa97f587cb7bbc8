/** Something iPXE has downloaded. */
export interface IpxeImage {
  readonly name: string
  readonly url: string
  /** Bytes. */
  readonly size: number
  /** Text when it is an iPXE script. */
  readonly script: string | undefined
  /** Command line given with it. */
  readonly args: string
}

/** How a run of iPXE ended. */
export type IpxeEnd =
  /** A kernel is started. */
  | { readonly kind: 'boot'; readonly kernel: IpxeImage; readonly initrds: readonly IpxeImage[] }
  /** The local disk is started (`sanboot`). */
  | { readonly kind: 'disk' }
  /** Back to the firmware, which tries its next boot device. */
  | { readonly kind: 'exit'; readonly code: number }
  /** Waits for somebody at the keyboard. */
  | { readonly kind: 'shell' }
  | { readonly kind: 'reboot' }
  | { readonly kind: 'poweroff' }
  /** The script ran in circles for longer than is simulated. */
  | { readonly kind: 'exhausted' }

/** A body that was fetched; `script` holds it when it begins with `#!ipxe`. */
export interface Fetched {
  readonly size: number
  readonly script: string | undefined
}

/** What a run of iPXE needs from the machine it runs on. */
export interface IpxeHost {
  /** Power: all waiting ends, and the run rejects with the reason, when it fires. */
  readonly signal: AbortSignal
  /** Downloads; rejects when there is nothing to be had. */
  fetch(url: URL): Promise<Fetched>
  sleep(milliseconds: number): Promise<void>
  /** A line on the screen. */
  echo(text: string): void
  /** Whether the local disk holds a system. */
  diskBoots(): boolean
}
