import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDefinition } from '../../src/plugins/definition.ts'
import { PluginFailure } from '../../src/plugins/plugin-failure.ts'

const printed = (more: object) => JSON.stringify({ Name: 'one', PluginVersion: 2, ...more })

describe('a definition', () => {
  it('is read with what it leaves out filled in', () => {
    const { provider, pack } = readDefinition(printed({ Content: 'meta: {Name: other, Version: v1}' }), 'one')
    expect(provider).toMatchObject({ HasPublish: false, AvailableActions: [], RequiredParams: [], Meta: {} })
    expect(pack).toMatchObject({ meta: { Name: 'one', Version: 'v1' }, sections: {} })
    expect(readDefinition(printed({}), 'one').pack).toBeUndefined()
  })

  it('does not say what the server computes', () => {
    const claimed = {
      Available: false,
      Errors: ['x'],
      ReadOnly: true,
      Bundle: 'basic',
      Endpoint: 'elsewhere',
    }
    expect(readDefinition(printed(claimed), 'one').provider).toMatchObject({
      Available: true,
      Validated: true,
      Errors: [],
      ReadOnly: false,
      Bundle: '',
      Endpoint: '',
    })
  })

  it('names everything that is wrong with it', () => {
    const wrong = { Name: 'two', PluginVersion: 4, AvailableActions: [{ Command: '' }, { Command: 'save' }] }
    try {
      readDefinition(printed(wrong), 'one')
      expect.unreachable()
    } catch (error) {
      expect(PluginFailure.messagesOf(error)).toEqual([
        'it defines the provider two, not one',
        'its PluginVersion is 4; this server speaks 2',
        'an action has no Command',
        'an action cannot be called save',
      ])
    }
  })

  it('of any other text or object is refused in words of one line', () => {
    const refused = (text: string) => {
      try {
        readDefinition(text, 'one')
      } catch (error) {
        expect(error).toBeInstanceOf(PluginFailure)
        for (const message of PluginFailure.messagesOf(error)) {
          expect(message).not.toMatch(/\p{Cc}/u)
          expect(message.length).toBeLessThan(3000)
        }
        return
      }
      expect(JSON.parse(text)).toMatchObject({ Name: 'one', PluginVersion: 2 })
    }
    fc.assert(fc.property(fc.string({ unit: 'binary' }), refused))
    const fields = fc.dictionary(
      fc.constantFrom(
        'Name',
        'PluginVersion',
        'HasPublish',
        'AvailableActions',
        'Content',
        'Meta',
        '__proto__',
      ),
      fc.oneof(fc.constantFrom('one', 2, null, '{', 'meta: {}', 'a: &a [*a]'), fc.jsonValue()),
    )
    fc.assert(fc.property(fields, (object) => refused(JSON.stringify(object))))
    refused('['.repeat(100_000))
    refused(`{"Name":"one","PluginVersion":2,"Content":${JSON.stringify('['.repeat(5000))}}`)
  })
})
