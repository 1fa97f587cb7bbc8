import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BootEnv } from '@metalwright/sdk/models'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FileTree } from '../../src/boot/file-tree.ts'
import { plan } from '../../src/boot/iso-plan.ts'
import { IsoState } from '../../src/boot/iso-state.ts'
import { isoTrees } from '../../src/boot/iso-trees.ts'

let folder: string
let tree: FileTree
let state: IsoState
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'metalwright-state-'))
  tree = await FileTree.at(folder)
  state = new IsoState(tree)
})
afterEach(() => rm(folder, { recursive: true }))

const bootEnv = (Name: string, os: object) =>
  BootEnv.parse({ Name, OS: { Name: 'demo', ...os }, Kernel: 'linux' })

describe('the state of ISO images', () => {
  it('is none for a bootenv without images, whatever its kernel', () => {
    expect(state.problemsOf(bootEnv('plain', {}))).toEqual([])
    const arch = { SupportedArchitectures: { amd64: { Kernel: 'linux' } } }
    expect(state.problemsOf(bootEnv('plain', arch))).toEqual([])
  })

  it('goes from missing over exploding to failed, and tells each step', async () => {
    const one = bootEnv('one', { IsoFile: 'one.iso' })
    const [wanted] = isoTrees(one).trees
    if (wanted === undefined) throw new Error('there is a tree')
    let told = 0
    const stop = state.onChange(() => {
      told += 1
    })
    expect(state.problemsOf(one)).toEqual(['Explode ISO: iso does not exist: isos/one.iso'])
    await writeFile(join(folder, 'isos/one.iso'), 'x')
    expect(state.standing(wanted)).toEqual({ kind: 'unhashed' })
    await tree.digest('isos/one.iso')
    expect(state.standing(wanted)).toEqual({ kind: 'due' })
    await state.begin(wanted)
    expect(state.problemsOf(one)).toEqual(['Exploding ISO: isos/one.iso'])
    await state.end(wanted, 'it is odd')
    expect(state.problemsOf(one)).toEqual(['Explode ISO: isos/one.iso: it is odd'])
    state.retry('one.iso')
    expect(state.problemsOf(one)).toEqual(['Exploding ISO: isos/one.iso'])
    await state.changed()
    expect(told).toBe(3)
    stop()
    await state.begin(wanted)
    expect(told).toBe(3)
  })

  it('asks nothing of kernels that come from another server', () => {
    const url = BootEnv.parse({
      Name: 'url',
      OS: { Name: 'demo', IsoFile: 'u.iso' },
      Kernel: 'http://mirror/linux',
    })
    expect(isoTrees(url).trees[0]?.files).toEqual([])
  })
})

describe('the plan for ISO images', () => {
  it('takes the first of those who want one folder, and tells the others', async () => {
    for (const name of ['a.iso', 'b.iso']) {
      await writeFile(join(folder, 'isos', name), name)
      await tree.digest(`isos/${name}`)
    }
    const rivals = [bootEnv('env-a', { IsoFile: 'a.iso' }), bootEnv('env-b', { IsoFile: 'b.iso' })]
    const same = bootEnv('env-c', { IsoFile: 'a.iso' })
    const { next, conflicts } = plan(state, [...rivals, same])
    expect(next).toMatchObject({ path: 'demo', iso: 'a.iso' })
    expect([...conflicts]).toEqual([
      ['demo\nb.iso', expect.stringMatching(/^folder demo has the files of a.iso/)],
    ])
    expect(plan(state, []).next).toBeUndefined()
  })
})
