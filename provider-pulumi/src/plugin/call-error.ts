import { Metadata, type ServiceError, status } from '@grpc/grpc-js'
import rpc from '@pulumi/pulumi/proto/provider_pb.js'
import statusPb from '@pulumi/pulumi/proto/status_pb.js'
import any from 'google-protobuf/google/protobuf/any_pb.js'
import { encodeStruct } from '../values/struct.ts'
import { InitFailedError } from './init-failed-error.ts'

/** What grpc-js sends as the end of a call that failed. */
export type CallError = Pick<ServiceError, 'code' | 'details' | 'metadata'>

const DETAILS = 'grpc-status-details-bin'

/**
 * The failure of a call as the engine reads it: the message, and what was left behind.
 *
 * @param redact takes out of a text what must not be told
 */
export function callError(error: unknown, redact: (text: string) => string): CallError {
  const details = redact(messageOf(error)).toWellFormed()
  const metadata = new Metadata()
  if (error instanceof InitFailedError) metadata.set(DETAILS, initFailed(error, details, redact))
  return { code: status.UNKNOWN, details, metadata }
}

/** A call that this plugin does not have. */
export function unimplemented(call: string): CallError {
  return { code: status.UNIMPLEMENTED, details: `${call} is not offered`, metadata: new Metadata() }
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.message === '' ? error.name : error.message
}

function initFailed(
  { resource }: InitFailedError,
  message: string,
  redact: (text: string) => string,
): Buffer {
  const { id, outputs, inputs, reasons } = resource
  const detail = new rpc.ErrorResourceInitFailed()
    .setId(id)
    .setProperties(encodeStruct(outputs))
    .setInputs(encodeStruct(inputs))
    .setReasonsList(reasons.map((reason) => redact(reason).toWellFormed()))
  const packed = new any.Any()
  packed.pack(detail.serializeBinary(), 'pulumirpc.ErrorResourceInitFailed')
  const whole = new statusPb.Status().setCode(status.UNKNOWN).setMessage(message)
  whole.addDetails(packed)
  return Buffer.from(whole.serializeBinary())
}
