import { HostObject } from '../values/host-object.ts'
import { isTrue } from '../values/types.ts'
import type { Value } from '../values/value.ts'

/** sprig's `empty`: nil, zero, false, and anything of length zero. */
export function isEmpty(value: Value): boolean {
  return !(value instanceof HostObject) && !isTrue(value)
}
