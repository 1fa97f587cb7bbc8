import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { systemProbe } from '../../../src/dhcp/probe/system-probe.ts'

const canNamespace = (() => {
  try {
    execFileSync('unshare', ['-n', 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

it('never fails, whatever the rights: loopback answers or cannot be asked', async () => {
  const system = await systemProbe()
  const free = await system.probe({ address: '127.0.0.1', token: '52:54:00:00:00:01' })
  if (system.limitation?.includes('without a probe') !== true) expect(free).toBe(false)
  system.close()
})

it.skipIf(!canNamespace)('tells used addresses of a real link from free ones (as root, with unshare)', () => {
  const setup = [
    'set -e',
    'ip link set lo up',
    'ip link add s0 type veth peer name c0',
    'ip addr add 10.78.0.1/24 dev s0',
    'ip link set s0 up',
    // The other end in a namespace of its own, which answers ARP and no echoes.
    'unshare -n sh -c "echo \\$\\$ > $T/pid; while [ ! -e $T/go ]; do sleep 0.05; done; echo 1 > /proc/sys/net/ipv4/icmp_echo_ignore_all; ip addr add 10.78.0.2/24 dev c0; ip link set c0 up; touch $T/up; sleep 5" &',
    'while [ ! -s $T/pid ]; do sleep 0.05; done',
    'ip link set c0 netns $(cat $T/pid)',
    'touch $T/go; while [ ! -e $T/up ]; do sleep 0.05; done; sleep 0.2',
    `${process.execPath} -e "$SCRIPT"`,
    'kill $!',
  ].join('\n')
  const module = new URL('../../../src/dhcp/probe/system-probe.ts', import.meta.url).href
  const script = `const { systemProbe } = await import('${module}'); const system = await systemProbe(); const ask = (address) => system.probe({ address, token: '52:54:00:00:00:01' }); console.log(JSON.stringify([system.limitation ?? '', await Promise.all(['10.78.0.1', '10.78.0.2', '10.78.0.3'].map(ask))])); system.close()`
  const folder = execFileSync('mktemp', ['-d'], { encoding: 'utf8' }).trim()
  const output = execFileSync('unshare', ['-n', 'sh', '-c', setup], {
    encoding: 'utf8',
    timeout: 20_000,
    env: { ...process.env, T: folder, SCRIPT: script },
  })
  execFileSync('rm', ['-r', folder])
  expect(JSON.parse(output)).toEqual(['', [false, false, true]])
})
