import { describe, expect, it } from 'vitest'
import { help, readOptions, type Surroundings } from '../../installer/options.ts'

const home: Surroundings = { env: {}, home: '/home/ada', platform: 'linux', exists: () => false }

describe('the options of the installer', () => {
  it('have defaults for each program', () => {
    expect(readOptions([], home)).toEqual({
      action: 'install',
      dir: '/home/ada/.local/share/metalwright-mirror',
      config: '/home/ada/.terraformrc',
      cli: 'terraform',
      form: 'executable',
      dryRun: false,
    })
    expect(readOptions(['--tofu'], home).config).toBe('/home/ada/.tofurc')
    const older = { ...home, exists: (path: string) => path === '/home/ada/.terraformrc' }
    expect(readOptions(['--tofu'], older).config).toBe('/home/ada/.terraformrc')
  })

  it('follow the environment, and the command line before it', () => {
    const env = { TF_CLI_CONFIG_FILE: '/etc/tf.rc', XDG_DATA_HOME: '/data' }
    const chosen = readOptions(['--script', '--dry-run', '--uninstall'], { ...home, env })
    expect(chosen).toMatchObject({
      action: 'uninstall',
      form: 'script',
      dryRun: true,
      config: '/etc/tf.rc',
      dir: '/data/metalwright-mirror',
    })
    const given = readOptions(['--dir', '/m', '--config', '/c'], { ...home, env })
    expect(given).toMatchObject({ dir: '/m', config: '/c' })
  })

  it('refuse what they do not know, and explain every one they know', () => {
    expect(() => readOptions(['--force'], home)).toThrow('--force')
    for (const name of ['dir', 'config', 'tofu', 'script', 'dry-run', 'uninstall']) {
      expect(help).toContain(`--${name}`)
    }
    expect(readOptions(['-h'], home).action).toBe('help')
  })
})
