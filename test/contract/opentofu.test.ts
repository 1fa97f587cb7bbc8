import { basename } from 'node:path'
import { findTerraform } from '@metalwright/server/rehearsal'
import { describe, expect, it } from 'vitest'

/**
 * The claim and the objects once more, with OpenTofu, on machines whose suites run with Terraform. Where the suites
 * run with OpenTofu anyway there is nothing to repeat.
 */
const usual = basename(findTerraform() ?? '')
if (usual === 'tofu') {
  it('is what all suites run with', () => expect(usual).toBe('tofu'))
} else if (isBuilt() || process.env['CI'] === 'true') {
  process.env['METALWRIGHT_TERRAFORM_CLI'] = 'tofu'
  await import('./terraform-claim.test.ts')
  await import('./terraform-objects.test.ts')
} else {
  console.warn('SKIPPED: OpenTofu is not there; `npm run tools` builds it')
  describe.skip('with OpenTofu', () => it('the claim and the objects', () => {}))
}

function isBuilt(): boolean {
  try {
    return findTerraform({ METALWRIGHT_TERRAFORM_CLI: 'tofu', PATH: process.env['PATH'] }) !== undefined
  } catch {
    return false
  }
}
