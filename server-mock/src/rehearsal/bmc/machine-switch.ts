/** Where a machine starts from. */
export type StartDevice = 'network' | 'disk'

/** The power switch of a rehearsed machine, as its BMC works it. */
export interface MachineSwitch {
  readonly power: () => 'on' | 'off'
  /** @param device to start from this time; undefined for the machine's own order */
  powerOn(device: StartDevice | undefined): Promise<void>
  powerOff(): Promise<void>
  /** Asks the system inside to end. */
  shutDown(): Promise<void>
  /** The reset button. @param device as for `powerOn` */
  reset(device: StartDevice | undefined): Promise<void>
}
