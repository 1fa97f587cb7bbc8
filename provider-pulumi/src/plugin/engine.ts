import { credentials, Metadata, status } from '@grpc/grpc-js'
import grpc from '@pulumi/pulumi/proto/engine_grpc_pb.js'
import pb from '@pulumi/pulumi/proto/engine_pb.js'
import type { Severity } from './provider.ts'

/** One message for the user. */
export interface LogLine {
  readonly severity: Severity
  readonly message: string
  /** Resource that it is about; empty for the run as a whole. */
  readonly urn: string
  /** Shown beside the resource only until the next line comes. */
  readonly ephemeral: boolean
}

const SEVERITIES: Readonly<Record<Severity, pb.LogSeverity>> = { debug: 0, info: 1, warning: 2, error: 3 }

/** Milliseconds a message may take; one that does not arrive is lost. */
const LOG_WITHIN_MS = 5_000

/** The engine that started the plugin, or attached to it. */
export class Engine {
  readonly #client: grpc.EngineClient

  /** @param address `host:port` */
  constructor(address: string) {
    this.#client = new grpc.EngineClient(address, credentials.createInsecure())
  }

  /** Sends a message; does not wait, and never fails. */
  log({ severity, message, urn, ephemeral }: LogLine): void {
    const request = new pb.LogRequest()
      .setSeverity(SEVERITIES[severity])
      .setMessage(message.toWellFormed())
      .setUrn(urn)
      .setEphemeral(ephemeral)
    this.#client.log(request, new Metadata(), { deadline: Date.now() + LOG_WITHIN_MS }, () => {})
  }

  /** Whether the engine still listens. One that answers anything does. */
  isThere(withinMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const request = new pb.GetRootResourceRequest()
      const options = { deadline: Date.now() + withinMs }
      this.#client.getRootResource(request, new Metadata(), options, (error) => {
        resolve(error === null || ![status.UNAVAILABLE, status.DEADLINE_EXCEEDED].includes(error.code))
      })
    })
  }

  close(): void {
    this.#client.close()
  }
}
