import { isUtf8 } from 'node:buffer'
import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import type { JsonValue } from '@metalwright/sdk/models'
import { Problem } from '../objects/problem.ts'
import type { HttpLimits } from './http-limits.ts'
import { jsonFault } from './json-scan.ts'

/** Reads the JSON bodies of a server, within limits that hold for each and for all together. */
export class JsonBodies {
  readonly #limits: HttpLimits
  #held = 0

  constructor(limits: HttpLimits) {
    this.#limits = limits
  }

  /**
   * The value of a body; null for an empty one, which clients send with a JSON type too.
   *
   * @throws Problem 400 for what is no JSON or not sound (see `jsonFault`), 408 when it comes too slowly, 413 when
   *   it is too large, 415 for a content coding, 503 when all bodies under way are too large together
   */
  async read(payload: Readable, headers: IncomingHttpHeaders): Promise<JsonValue> {
    const coding = headers['content-encoding'] ?? 'identity'
    if (coding !== 'identity')
      throw new Problem(415, [`Content-Encoding ${coding} is not taken; send JSON as it is`])
    if (Number(headers['content-length'] ?? 0) > this.#limits.bodyBytes) throw this.#tooLarge()
    const chunks: Buffer[] = []
    try {
      await this.#collect(payload, chunks)
      return parseJson(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks))
    } finally {
      for (const { length } of chunks) this.#held -= length
    }
  }

  #collect(payload: Readable, chunks: Buffer[]): Promise<void> {
    const { bodyBytes, heldBytes, bodyIdle, bodyTime } = this.#limits
    return new Promise((resolve, reject) => {
      let size = 0
      const end = (problem?: Problem) => {
        clearTimeout(idle)
        clearTimeout(whole)
        payload.off('data', take).off('end', end).off('close', cut).off('error', cut)
        if (problem === undefined) resolve()
        else reject(problem)
      }
      const slow = () => end(new Problem(408, ['The body comes too slowly']))
      const cut = () => end(new Problem(400, ['The body ended early']))
      const take = (chunk: Buffer) => {
        idle.refresh()
        size += chunk.length
        if (size > bodyBytes) return end(this.#tooLarge())
        if (this.#held + chunk.length > heldBytes)
          return end(new Problem(503, ['The server holds as many bodies as it can; try again']))
        this.#held += chunk.length
        chunks.push(chunk)
      }
      const idle = setTimeout(slow, bodyIdle)
      const whole = setTimeout(slow, bodyTime)
      payload.on('data', take).on('end', end).on('close', cut).on('error', cut)
    })
  }

  #tooLarge(): Problem {
    return new Problem(413, [`The body is larger than ${this.#limits.bodyBytes} bytes`])
  }
}

/** JSON of a body. Numbers that a double does not hold exactly are rounded to the nearest one, as in Go. */
function parseJson(bytes: Buffer): JsonValue {
  if (bytes.length === 0) return null
  if (!isUtf8(bytes)) throw unusable('it is not UTF-8')
  const fault = jsonFault(bytes)
  if (fault !== undefined) throw unusable(fault)
  try {
    return JSON.parse(bytes.toString())
  } catch (error) {
    throw unusable(`it is no JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function unusable(reason: string): Problem {
  return new Problem(400, [`The body is not usable: ${reason}`])
}
