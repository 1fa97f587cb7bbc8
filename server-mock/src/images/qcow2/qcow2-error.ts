/** Why an image is refused: `unsupported` it uses what this reader does not read, `damaged` it contradicts itself. */
export type Qcow2Fault = 'unsupported' | 'damaged'

/** A qcow2 image that cannot be read; the message ends with what to do. */
export class Qcow2Error extends Error {
  readonly code: `qcow2_${Qcow2Fault}`
  readonly fault: Qcow2Fault

  constructor(fault: Qcow2Fault, what: string, next = NEXT[fault], cause?: unknown) {
    super(`the qcow2 image ${what}; ${next}`, { cause })
    this.name = 'Qcow2Error'
    this.code = `qcow2_${fault}`
    this.fault = fault
  }
}

const NEXT: Readonly<Record<Qcow2Fault, string>> = {
  unsupported: 'make a plain one of it with `qemu-img convert -O qcow2`',
  damaged: 'look at it with `qemu-img check`, or make it anew',
}
