import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shellVariables } from '../../../src/rehearsal/simulated/system/shell-variables.ts'

describe('variables of a start script', () => {
  it('are its plain assignments, with or without export', () => {
    const script = [
      '#!/bin/sh',
      "# RS_COMMENT='no'",
      "export RS_UUID='u-1' RS_ENDPOINT='https://10.0.0.1:8092' RS_BARE=x/y=z",
      'RS_TOKEN="to ken"',
      'RS_MIXED=\'a\'"b"c # why',
      "RS_LATER='one'",
      "RS_LATER='two'",
      "  RS_INDENTED='no'",
      'RS_EXPANDED="$RS_TOKEN"',
      'RS_RUN=`id`',
      'RS_SUB=$(id)',
      "RS_FOR_COMMAND='x' command",
      "echo RS_ECHO='no'",
      "RS_OPEN='never closed",
      'exit 0',
    ].join('\n')
    expect(Object.fromEntries(shellVariables(script))).toEqual({
      RS_UUID: 'u-1',
      RS_ENDPOINT: 'https://10.0.0.1:8092',
      RS_BARE: 'x/y=z',
      RS_TOKEN: 'to ken',
      RS_MIXED: 'abc',
      RS_LATER: 'two',
    })
  })

  it('come back as they were quoted', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Z_]{1,8}$/),
        fc.stringMatching(/^[^'\n\r]{0,30}$/),
        (name, value) => {
          expect(shellVariables(`export ${name}='${value}'`).get(name)).toBe(value)
        },
      ),
    )
  })

  it('are read from any text without a fault', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (script) => {
        shellVariables(script)
        shellVariables(`A=${script}`)
      }),
    )
  })
})
