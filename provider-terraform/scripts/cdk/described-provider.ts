import type { Connection } from '../../src/connection.ts'
import type { Provider } from '../../src/framework/provider.ts'
import { drpProvider } from '../../src/provider.ts'

/** The provider, to look at what it offers; whatever would reach a server fails. */
export function describedProvider(version: string): Provider<Connection> {
  const refuse = () => Promise.reject(new TypeError('This provider only describes itself.'))
  return drpProvider({
    version,
    env: {},
    pace: { sleep: refuse, newKey: () => 'none', beatMs: 0, deadAfterMs: 0 },
    connect: refuse,
    explain: refuse,
  })
}
