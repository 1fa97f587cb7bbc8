/** The example provider as a plugin process that also prints where it should not. */
import { serve } from '../../src/plugin/serve.ts'
import { emptyNotebook } from '../example/notebook.ts'
import { exampleProvider } from '../example/provider.ts'

const serving = serve(exampleProvider(emptyNotebook()))
console.log('noise of a dependency')
process.stdout.write('more noise\n')
await serving
