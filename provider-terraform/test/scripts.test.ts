import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const scripts = join(import.meta.dirname, '..', 'scripts')

describe('committed files', () => {
  for (const script of ['generate.ts', 'docs.ts', 'cdk.ts']) {
    it(`are what ${script} makes`, () => {
      const args = ['--disable-warning=ExperimentalWarning', join(scripts, script), '--check']
      expect(execFileSync(process.execPath, args, { encoding: 'utf8' })).toBe('')
    })
  }
})
