/** The example provider as a plugin process that ends by an error which nobody catches. */
import { serve } from '../../src/plugin/serve.ts'
import { emptyNotebook } from '../example/notebook.ts'
import { exampleProvider } from '../example/provider.ts'

await serve(exampleProvider(emptyNotebook()))
setTimeout(() => {
  throw new RangeError('odd\n    at s3cret-word')
}, 50)
