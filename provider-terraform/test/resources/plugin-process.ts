/** The real plugin process over the pool of a test; its address comes in FAKE_POOL. */
import { serve } from '../../src/plugin/serve.ts'
import { fakeProvider } from './fake-provider.ts'
import { remotePool } from './remote-pool.ts'

await serve(fakeProvider(remotePool(process.env['FAKE_POOL'] ?? '')))
