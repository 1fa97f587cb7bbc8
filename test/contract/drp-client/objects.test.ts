import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installedDrppy } from '../../tools/install-drppy.ts'
import { type ForeignSite, startForeignSite } from './foreign-site.ts'
import { kinds } from './kinds.ts'

const unknownUuid = '99999999-9999-4999-8999-999999999999'

/** Every kind of object through the calls of a client that was generated from DRP's own description. */
describe.skipIf(installedDrppy() === undefined)('the foreign client', () => {
  let site: ForeignSite
  beforeAll(async () => {
    site = await startForeignSite()
  })
  afterAll(() => site?.close())

  describe.each(kinds)('on $prefix', (kind) => {
    const { prefix, model, parameter, key, samples, editable = 'Description' } = kind
    const many = `/${prefix}`
    const one = `/${prefix}/{${parameter}}`
    const [first, second] = samples
    const [firstKey, secondKey] = kind.segments ?? [String(first[key]), String(second[key])]
    const [errorKey] = kind.errorKeys ?? [firstKey]
    const at = (name: string) => ({ [parameter]: name })
    const absent =
      prefix === 'reservations' ? '192.168.77.99' : parameter === 'uuid' ? unknownUuid : 'foreign-absent'
    const absentKey = prefix === 'reservations' ? 'C0A84D63' : absent
    const keysOf = (list: readonly JsonObject[]) => list.map((object) => object[key])

    it('creates, and answers the whole object as its classes declare it', async () => {
      const created = await site.root.exchange(`POST ${many}`, { model, body: first })
      expect(created.status).toBe(201)
      expect(created.value).toMatchObject(first)
      expect(created.headers['content-type']).toMatch(/^application\/json/)
      expect(created.value).toMatchObject({ Validated: true, Errors: expect.any(Array), ReadOnly: false })
      // The client's classes want every field that is not optional; a plain body is what scripts send.
      await site.root.call(`POST ${many}`, { body: second })
    })

    it('is refused a second one by the same key', async () => {
      expect(await site.root.refused(`POST ${many}`, { model, body: first })).toMatchObject({
        status: 409,
        error: { Model: prefix, Key: errorKey, Type: 'CREATE', Messages: ['already exists'], Code: 409 },
      })
    })

    it('gets by key, by unique index, and learns what is not there', async () => {
      const got = await site.root.object(`GET ${one}`, { path: at(firstKey) })
      expect(got).toMatchObject(first)
      expect(await site.root.call(`GET ${one}`, { path: at(`Key:${firstKey}`) })).toEqual(got)
      expect(await site.root.refused(`GET ${one}`, { path: at(absent) })).toMatchObject({
        status: 404,
        error: { Model: prefix, Key: absentKey, Type: 'GET', Messages: ['Not Found'], Code: 404 },
      })
    })

    it('asks with HEAD', async () => {
      expect(await site.root.generic('exists', prefix, firstKey)).toBe(true)
      expect(await site.root.generic('exists', prefix, absent)).toBe(false)
      const { status, error } = await site.root.refused(`HEAD ${one}`, { path: at(absent) })
      expect([status, error]).toEqual([404, undefined])
    })

    it('lists, counts and pages', async () => {
      const all = await site.root.list(`GET ${many}`)
      expect(keysOf(all)).toEqual(expect.arrayContaining([first[key], second[key]]))
      expect(await site.root.call(`HEAD ${many}`)).toEqual(
        expect.arrayContaining([
          { name: 'count', count: all.length },
          { name: 'total-count', count: all.length },
        ]),
      )
      const page = await site.root.list(`GET ${many}`, { query: { limit: 1, offset: 1 } })
      expect(page).toEqual(all.slice(1, 2))
      expect(await site.root.list(`GET ${many}`, { query: { offset: all.length } })).toEqual([])
    })

    it('filters and sorts', async () => {
      const wanted = [firstKey, secondKey].map((segment, index) => String(samples[index]?.[key] ?? segment))
      const both = wanted.join(',')
      const name = (list: readonly JsonObject[]) => keysOf(list)
      expect(name(await site.root.filter(prefix, key, 'Eq', wanted[0] ?? ''))).toEqual([first[key]])
      expect(name(await site.root.filter(prefix, key, 'In', both, 'sort', key))).toEqual(wanted)
      expect(name(await site.root.filter(prefix, key, 'In', both, 'sort', key, 'reverse'))).toEqual(
        wanted.toReversed(),
      )
      expect(name(await site.root.filter(prefix, key, 'Between', ...wanted))).toEqual(wanted)
      expect(name(await site.root.filter(prefix, key, 'Ne', wanted[0] ?? ''))).not.toContain(first[key])
      expect(
        await site.root
          .filter(prefix, 'Key', 'Eq', wanted[0] ?? '', 'Available', 'Eq', 'notabool')
          .catch(String),
      ).toMatch(/406/)
      expect(await site.root.filterRefused(prefix, 'Nonsense', 'Eq', 'x')).toMatchObject({
        status: 406,
        error: { Type: 'GET', Messages: ['Filter not found: Nonsense'], Code: 406 },
      })
    })

    it('leaves out with slim', async () => {
      const [slim] = await site.root.filter(prefix, key, 'Eq', String(first[key]), 'slim', 'Meta,Params')
      expect(slim).toMatchObject({ Meta: {}, ...('Params' in first ? { Params: {} } : {}) })
    })

    it('patches under guards, and not when they fail', async () => {
      const patched = await site.root.object(`PATCH ${one}`, {
        path: at(firstKey),
        body: [
          { op: 'test', path: `/${editable}`, value: first[editable] ?? '' },
          { op: 'replace', path: `/${editable}`, value: 'patched' },
        ],
      })
      expect(patched[editable]).toBe('patched')
      const failed = await site.root.refused(`PATCH ${one}`, {
        path: at(firstKey),
        body: [
          { op: 'test', path: `/${editable}`, value: 'something else' },
          { op: 'replace', path: `/${editable}`, value: 'never' },
        ],
      })
      expect(failed).toMatchObject({ status: 409, error: { Type: 'PATCH', Code: 409 } })
      expect(failed.error?.Messages).toEqual([
        expect.stringMatching(/^Patch error at line 0/),
        expect.stringMatching(/^Patch line: \{/),
      ])
      expect((await site.root.object(`GET ${one}`, { path: at(firstKey) }))[editable]).toBe('patched')
    })

    it('is refused patches that do not fit', async () => {
      const patch = (body: JsonValue, name = firstKey) =>
        site.root.refused(`PATCH ${one}`, { path: at(name), body })
      expect(await patch([{ op: 'replace', path: `/${editable}`, value: { no: 'text' } }])).toMatchObject({
        status: 406,
      })
      expect(await patch([{ op: 'replace', path: `/${key}`, value: second[key] ?? '' }])).toMatchObject({
        status: 400,
      })
      expect(await patch([], absent)).toMatchObject({
        status: 404,
        error: { Model: prefix, Key: absentKey, Type: 'PATCH', Messages: ['Not Found'] },
      })
    })

    it('replaces', async () => {
      const now = await site.root.object(`GET ${one}`, { path: at(firstKey) })
      const put = await site.root.object(`PUT ${one}`, {
        path: at(firstKey),
        model,
        body: { ...now, [editable]: 'replaced' },
      })
      expect(put).toMatchObject({ ...first, [editable]: 'replaced' })
      const other = await site.root.refused(`PUT ${one}`, { path: at(firstKey), body: { ...second } })
      expect(other).toMatchObject({
        status: 400,
        error: { Messages: [expect.stringMatching(/^Key change from \S+ to \S+ not allowed$/)] },
      })
      expect(await site.root.refused(`PUT ${one}`, { path: at(absent), body: now })).toMatchObject({
        status: 404,
      })
    })

    it('is refused an object without a key', async () => {
      const { [key]: _, ...keyless } = second
      if (key === 'Uuid') return
      expect(await site.root.refused(`POST ${many}`, { body: keyless })).toMatchObject({
        status: 400,
        error: { Model: prefix, Messages: ['Empty key not allowed'] },
      })
    })

    it('deletes, and gets the object back once more', async () => {
      const removed = await site.root.object(`DELETE ${one}`, { path: at(firstKey) })
      expect(removed).toMatchObject({ [key]: first[key], [editable]: 'replaced' })
      expect(await site.root.refused(`DELETE ${one}`, { path: at(firstKey) })).toMatchObject({
        status: 404,
        error: { Model: prefix, Key: errorKey, Type: 'DELETE', Messages: ['Not Found'] },
      })
      expect(await site.root.generic('exists', prefix, firstKey)).toBe(false)
      await site.root.call(`DELETE ${one}`, { path: at(secondKey) })
    })
  })
})
