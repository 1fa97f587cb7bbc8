import { BootEnv } from '@metalwright/sdk/models'
import { describe, expect, it } from 'vitest'
import { bootFilePaths, bootsKernel } from '../../src/render/boot-file-paths.ts'

const bootEnv = (change: object) => BootEnv.parse({ Name: 'env', OS: { Name: 'os' }, ...change })
const apart = (files: object) =>
  bootEnv({ OS: { Name: 'os', SupportedArchitectures: { aarch64: files, amd64: {} } } })

describe('the files a bootenv boots', () => {
  it('are those of all its architectures', () => {
    expect([bootsKernel(bootEnv({})), bootsKernel(bootEnv({ Kernel: 'k' }))]).toEqual([false, true])
    expect([bootsKernel(apart({ Kernel: 'k' })), bootsKernel(apart({ Initrds: ['i'] }))]).toEqual([
      true,
      false,
    ])
    expect(bootFilePaths(apart({ Kernel: 'k', Initrds: ['i'] })).map(({ path }) => path)).toEqual([
      'os/arm64/k',
      'os/arm64/i',
    ])
  })
})
