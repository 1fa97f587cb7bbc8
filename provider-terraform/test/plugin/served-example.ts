import { credentials } from '@grpc/grpc-js'
import { type Attributes, attributesType } from '../../src/framework/attribute.ts'
import type { Provider } from '../../src/framework/provider.ts'
import { type DynamicValue, ProviderDefinition } from '../../src/plugin/generated/tfplugin6.ts'
import { serveAttachable } from '../../src/plugin/serve.ts'
import { decodeValue } from '../../src/values/decode.ts'
import { encodeValue } from '../../src/values/encode.ts'
import type { Type } from '../../src/values/type.ts'
import { isMap, type Value } from '../../src/values/value.ts'
import { GrpcClient } from './client.ts'

/** A value as a message carries it. */
export function wire(type: Type, value: Value): DynamicValue {
  return { msgpack: encodeValue(type, value), json: Buffer.alloc(0) }
}

/** An object with the named attributes set and all others null. */
export function wireObject(attributes: Attributes, members: Readonly<Record<string, Value>>): DynamicValue {
  const type = attributesType(attributes)
  return wire(type, new Map([...type.attributes.keys()].map((name) => [name, members[name] ?? null])))
}

/** What a message carries, objects as plain ones. */
export function unwire(type: Type, value: DynamicValue | undefined): unknown {
  const decoded = value ? decodeValue(type, value.msgpack) : undefined
  return isMap(decoded) ? Object.fromEntries(decoded) : decoded
}

/** A provider served on a socket, with a client of its own. */
export async function serveForTest<Connection>(provider: Provider<Connection>) {
  const served = await serveAttachable(provider)
  const [entry] = Object.values<{ Addr: { String: string } }>(JSON.parse(served.reattach))
  const client = new GrpcClient(
    ProviderDefinition,
    `unix:${entry?.Addr.String}`,
    credentials.createInsecure(),
  )
  const configure = () =>
    client.ask('configureProvider', {
      terraformVersion: '1.14.0',
      config: wireObject(provider.schema.attributes, {}),
      clientCapabilities: undefined,
    })
  const close = () => {
    client.close()
    served.close()
  }
  return { client, configure, close }
}
