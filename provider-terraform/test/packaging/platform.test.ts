import { expect, it } from 'vitest'
import { executableName, platformNamed, platformOf } from '../../scripts/package/platform.ts'

it('is named by Terraform as it is by Go', () => {
  expect(platformOf({ platform: 'linux', arch: 'x64' }).name).toBe('linux_amd64')
  expect(platformOf({ platform: 'win32', arch: 'arm64' }).name).toBe('windows_arm64')
  expect(platformNamed('darwin_arm64').node).toEqual({ platform: 'darwin', arch: 'arm64' })
  expect(() => platformNamed('linux_x64')).toThrow('linux_amd64')
  expect(() => platformOf({ platform: 'aix', arch: 'ppc64' })).toThrow('aix')
  expect(executableName('1.2.3', platformNamed('windows_amd64'))).toBe('terraform-provider-drp_v1.2.3.exe')
})
