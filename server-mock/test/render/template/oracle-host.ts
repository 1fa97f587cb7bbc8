import { sprint } from '../../../src/render/template/format/print.ts'
import {
  CallError,
  fn0,
  fn1,
  fn1Rest,
  fn2,
  fnRest,
  GoSlice,
  type HostObject,
  hostObject,
  int,
  param,
} from '../../../src/render/template/index.ts'

/** The same host data as oracle/host.go makes of the JSON data. */
export function oracleHost(data: unknown): HostObject {
  const params = new Map<string, unknown>(Object.entries(data ?? {}))
  const profiles = ['blue', 'red']
  const machine = hostObject('*main.machine', {
    fields: new Map<string, unknown>([
      ['Name', 'web.example.com'],
      ['Runnable', true],
      ['Profiles', new GoSlice(profiles, 'string')],
      ['Params', data],
    ]),
    methods: new Map([
      ['Path', fn0(() => 'machines/1')],
      ['HasProfile', fn1(param.string, (name) => profiles.includes(name))],
      ['MacAddr', fnRest(param.string, ([form]) => (form === 'pxelinux' ? '01-52-54' : '52:54'))],
    ]),
  })
  return hostObject('*main.host', {
    fields: new Map<string, unknown>([
      ['Machine', machine],
      ['Address', '10.0.0.1'],
      ['Count', int(3)],
      ['Meta', { colour: 'red', deep: { a: 'b' } }],
      ['List', ['x', 1, null]],
      ['Nothing', null],
    ]),
    methods: new Map([
      [
        'Param',
        fn1(param.string, (name) => {
          if (!params.has(name)) throw new CallError(`No such machine parameter ${name}`)
          return params.get(name)
        }),
      ],
      ['ParamExists', fn1(param.string, (name) => params.has(name))],
      ['Bits', fn1(param.string, (mask) => int((mask.split('255.').length - 1) * 8))],
      [
        'Repeat',
        fn2(param.string, param.integer, (text, count) => {
          if (count < 0) throw new CallError(`${count} is less than nothing`)
          return text.repeat(count)
        }),
      ],
      ['Joined', fnRest(param.string, (words) => words.join('+'))],
      ['Kinds', fnRest(param.any, () => '[]interface {}')],
      [
        'Labelled',
        fn1Rest(param.string, param.any, (label, values, call) => `${label}=${sprint(values, call.budget)}`),
      ],
      ['CallTemplate', fn2(param.string, param.any, (name, value, call) => call.include(name, value))],
    ]),
  })
}
