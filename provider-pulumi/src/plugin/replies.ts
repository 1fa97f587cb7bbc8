import rpc from '@pulumi/pulumi/proto/provider_pb.js'
import { encodeStruct } from '../values/struct.ts'
import type { Checked, Created, Difference, Failure, Found, Invoked, PropertyChange } from './provider.ts'

/** The answer to Check and CheckConfig. */
export function checkResponse({ inputs, failures }: Checked) {
  return new rpc.CheckResponse().setInputs(encodeStruct(inputs)).setFailuresList(failures.map(checkFailure))
}

/** The answer to Create. */
export function createResponse({ id, outputs }: Created) {
  return new rpc.CreateResponse().setId(id).setProperties(encodeStruct(outputs))
}

/** The answer to Read: an empty id says that the resource is gone. */
export function readResponse(found: Found | undefined) {
  const response = new rpc.ReadResponse()
  if (found === undefined) return response
  const { id, outputs, inputs } = found
  return response.setId(id).setProperties(encodeStruct(outputs)).setInputs(encodeStruct(inputs))
}

/** The answer to Invoke. */
export function invokeResponse({ result, failures }: Invoked) {
  return new rpc.InvokeResponse().setReturn(encodeStruct(result)).setFailuresList(failures.map(checkFailure))
}

/** The answer to Diff and DiffConfig. */
export function diffResponse({ changes, stables, deleteBeforeReplace }: Difference) {
  const { DiffChanges } = rpc.DiffResponse
  const paths = [...changes.keys()]
  const replaces = paths.filter((path) => changes.get(path)?.replaces)
  const response = new rpc.DiffResponse()
    .setChanges(changes.size === 0 ? DiffChanges.DIFF_NONE : DiffChanges.DIFF_SOME)
    .setDiffsList(unique(paths.map(topOf)))
    .setReplacesList(unique(replaces.map(topOf)))
    .setStablesList([...stables])
    .setDeletebeforereplace(deleteBeforeReplace && replaces.length > 0)
    .setHasdetaileddiff(true)
  const detailed = response.getDetaileddiffMap()
  for (const [path, change] of changes) {
    detailed.set(path, new rpc.PropertyDiff().setKind(kindOf(change)).setInputdiff(change.output !== true))
  }
  return response
}

function kindOf({ kind, replaces }: PropertyChange) {
  const { Kind } = rpc.PropertyDiff
  switch (kind) {
    case 'add':
      return replaces ? Kind.ADD_REPLACE : Kind.ADD
    case 'delete':
      return replaces ? Kind.DELETE_REPLACE : Kind.DELETE
    default:
      return replaces ? Kind.UPDATE_REPLACE : Kind.UPDATE
  }
}

/** The property at the top of a path: `a` of `a.b` and of `a["b"]`. */
function topOf(path: string): string {
  return /^[^.[]+/.exec(path)?.[0] ?? path
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)]
}

function checkFailure({ property, reason }: Failure) {
  return new rpc.CheckFailure().setProperty(property).setReason(reason.toWellFormed())
}
