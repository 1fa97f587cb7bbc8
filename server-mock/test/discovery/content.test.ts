import { catalogue, decode, isPrefix, type JsonObject } from '@metalwright/sdk/models'
import { describe, expect, it } from 'vitest'
import {
  bootEnvOf,
  contentsOf,
  filesOf,
  labAddresses,
  machineWith,
  pack,
  renderText,
  taskOf,
} from './pack.ts'

const machine = machineWith({ BootEnv: 'discovery', HardwareAddrs: ['52:54:00:aa:bb:cc'] })
const settingsOf = (name: string, params: JsonObject): unknown => {
  const task = taskOf(name)
  const info = task.Templates.find((one) => one.Path === 'settings.json')
  return JSON.parse(
    renderText(
      info === undefined ? '' : contentsOf(info),
      { machine: { ...machine, Params: params }, task },
      labAddresses,
    ),
  )
}

describe('built-in content pack', () => {
  it('holds valid objects under their own keys, all documented', () => {
    for (const [prefix, section] of Object.entries(pack.sections)) {
      if (!isPrefix(prefix)) throw new Error(`${prefix} is no prefix`)
      for (const [key, object] of Object.entries(section)) {
        expect(object[prefix === 'templates' ? 'ID' : 'Name']).toBe(key)
        expect(() => decode(catalogue[prefix].schema, object)).not.toThrow()
        // Templates are files as they stand, and say at their top what they are for.
        if (prefix === 'templates') continue
        expect(object['Description'], `${prefix}/${key}`).toBeTruthy()
        expect(object['Documentation'], `${prefix}/${key}`).toBeTruthy()
      }
    }
  })

  it('names only tasks, stages, boot environments and params that exist', () => {
    const names = (prefix: string) => new Set(Object.keys(pack.sections[prefix] ?? {}))
    const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
    const bootenvs = names('bootenvs').add('local')
    for (const stage of Object.values(pack.sections['stages'] ?? {})) {
      expect(bootenvs).toContain(stage['BootEnv'])
      for (const task of list(stage['Tasks'])) expect(names('tasks')).toContain(task)
    }
    for (const workflow of Object.values(pack.sections['workflows'] ?? {})) {
      for (const stage of list(workflow['Stages'])) expect(names('stages')).toContain(stage)
    }
    for (const prefix of ['tasks', 'bootenvs']) {
      for (const one of Object.values(pack.sections[prefix] ?? {})) {
        for (const param of [...list(one['RequiredParams']), ...list(one['OptionalParams'])]) {
          expect(names('params')).toContain(param)
        }
      }
    }
  })

  it('gives a known machine its own boot script, control script and kexec file', () => {
    const files = filesOf(bootEnvOf('discovery'), machine)
    expect([...files.keys()].sort()).toEqual([
      '52:54:00:aa:bb:cc.ipxe',
      'grub/52:54:00:aa:bb:cc.cfg',
      `machines/${machine.Uuid}/control.sh`,
      `machines/${machine.Uuid}/kexec`,
      'pxelinux.cfg/01-52-54-00-aa-bb-cc',
    ])
    const boot = files.get('52:54:00:aa:bb:cc.ipxe') ?? ''
    expect(boot.startsWith('#!ipxe\n')).toBe(true)
    const kernel = boot.split('\n').find((line) => line.startsWith('kernel '))
    expect(kernel).toMatch(
      /^kernel http:\/\/10\.77\.0\.1:8091\/discovery\/vmlinuz initrd=initrd\.img metalwright\.url=http:\/\/10\.77\.0\.1:8091 rs\.uuid=/,
    )
    expect(kernel?.match(/initrd=/g)).toHaveLength(1)
    expect(kernel).toContain(`rs.uuid=${machine.Uuid} `)
    expect(kernel).toContain('BOOTIF=01-${netX/mac:hexhyp}')
    const control = files.get(`machines/${machine.Uuid}/control.sh`) ?? ''
    expect(control).toContain("RS_TOKEN='token-known' RS_PIN='PIN'")
    expect(control).toMatch(/^exit 0$/m)
    expect(
      files
        .get(`machines/${machine.Uuid}/kexec`)
        ?.split('\n')
        .map((line) => line.split(' ')[0]),
    ).toEqual(['kernel', 'initrd', 'params', ''])
  })

  it('gives unknown machines a way to become known', () => {
    const files = filesOf(bootEnvOf('unknown-discovery'), undefined)
    expect([...files.keys()].sort()).toEqual([
      'default.ipxe',
      'grub/grub.cfg',
      'machines/start-up.sh',
      'pxelinux.cfg/default',
    ])
    expect(files.get('grub/grub.cfg')).toMatch(
      /^linux \/discovery\/vmlinuz metalwright\.url=\S+ .*BOOTIF=01-\$net_default_mac\ninitrd \/discovery\/initrd\.img$/m,
    )
    const boot = files.get('default.ipxe') ?? ''
    expect(boot).toContain(
      'imgfetch --name machine.ipxe http://10.77.0.1:8091/${netX/mac}.ipxe || goto unknown\n',
    )
    expect(boot.indexOf(':unknown')).toBeLessThan(boot.indexOf('kernel http'))
    expect(files.get('machines/start-up.sh')).toContain("token='token-unknown'")
    expect(files.get('machines/start-up.sh')).toMatch(/^exit 0$/m)
  })

  it('never relies on addresses that another DHCP server decides', () => {
    for (const name of ['discovery', 'unknown-discovery', 'unknown-menu']) {
      for (const text of filesOf(bootEnvOf(name), name === 'discovery' ? machine : undefined).values()) {
        expect(text).not.toContain('next-server')
      }
    }
  })

  it('hands params to scripts as data, whatever is in them', () => {
    const nasty = '$(reboot) "\'`\n{{.Machine}} \\'
    const settings = settingsOf('image-deploy', {
      'image-deploy/image-sha256': 'ab',
      'cloud-init/user-data': nasty,
      'access-keys': { me: nasty },
      'cloud-init/network-config': { version: 2, ethernets: { [nasty]: {} } },
      'cloud-init/meta-data': { [nasty]: nasty },
    })
    expect(settings).toMatchObject({
      'image-deploy/image-sha256': 'ab',
      'image-deploy/image-type': 'raw.zst',
      'image-deploy/kexec': true,
      'image-deploy/image-url': null,
      'cloud-init/user-data': nasty,
      'access-keys': { me: nasty },
      'cloud-init/network-config': { version: 2, ethernets: { [nasty]: {} } },
      'cloud-init/meta-data': { [nasty]: nasty },
      token: 'token-infinite',
      pin: 'PIN',
      api: 'https://10.77.0.1:8092',
      files: 'http://10.77.0.1:8091',
    })
    expect(settingsOf('wipe', {})).toMatchObject({ 'wipe/disks': null, 'wipe/level': 'quick' })
  })
})
