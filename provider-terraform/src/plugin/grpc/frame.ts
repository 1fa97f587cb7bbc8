const headLength = 5

/** Thrown for a body that is not a sequence of gRPC messages, with the status to answer. */
export class FrameError extends Error {
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.name = 'FrameError'
    this.code = code
  }
}

/** One message with the head that gRPC puts before it: no compression, length in four bytes. */
export function frameMessage(message: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(headLength + message.length)
  frame[0] = 0
  frame.writeUInt32BE(message.length, 1)
  frame.set(message, headLength)
  return frame
}

/**
 * The only message of a whole request body.
 * @throws FrameError for a compressed one (UNIMPLEMENTED), and when there is not exactly one (INTERNAL).
 */
export function onlyMessage(body: Buffer): Buffer {
  if (body.length < headLength) throw new FrameError(13, 'the request has no message')
  if (body[0] !== 0) throw new FrameError(12, 'compressed messages are not supported')
  if (body.readUInt32BE(1) !== body.length - headLength) {
    throw new FrameError(13, 'the length of the request does not fit its head')
  }
  return body.subarray(headLength)
}
