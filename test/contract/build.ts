import { buildProvider } from '@metalwright/server/rehearsal'
import { buildPulumiProvider } from './pulumi/pulumi-build.ts'

/** Builds what the suites share before any of them runs: two at a time would write the same files. */
export default async function build(): Promise<void> {
  await buildProvider(() => {})
  buildPulumiProvider()
}
