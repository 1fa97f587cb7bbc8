import { FunctionArgumentError, type ProviderFunction } from '../framework/function.ts'
import { addressToHex } from '../resources/objects/hex-address.ts'
import { objectType } from '../values/type.ts'
import { DynamicValue, isArray, isNumber, type Value } from '../values/value.ts'
import { optionCode, optionFacts, optionNames } from './dhcp-options.ts'

/** `dhcp_option`: a DHCP option as subnets and reservations take it. */
export const dhcpOption: ProviderFunction = {
  name: 'dhcp_option',
  summary: 'Make a DHCP option',
  description:
    'Makes an element of `options` of a `drp_subnet` or `drp_reservation` from the code or name of a DHCP option and its value, and checks the value. Lists of addresses become texts with commas, bools 1 and 0; options without a form of their own take a text, or a list of bytes.',
  parameters: [
    {
      name: 'option',
      type: 'dynamic',
      description: 'Code from 1 to 254, or a name of RFC 2132 such as `domain-name-servers`.',
    },
    { name: 'value', type: 'dynamic', description: 'Value: a text, number, bool, or a list of them.' },
  ],
  returns: objectType([
    ['code', 'number'],
    ['value', 'string'],
  ]),
  call([option = null, value = null]) {
    const code = codeOf(plain(option))
    return new Map<string, Value>([
      ['code', code],
      ['value', textOf(code, plain(value))],
    ])
  },
}

function plain(value: Value): Value {
  return value instanceof DynamicValue ? value.value : value
}

function codeOf(option: Value): number {
  const code =
    isNumber(option) || (typeof option === 'string' && /^\d+$/.test(option)) ? Number(option) : undefined
  const found = code ?? (typeof option === 'string' ? optionCode(option) : undefined)
  if (found !== undefined && Number.isInteger(found) && found >= 1 && found <= 254) return found
  throw new FunctionArgumentError(
    0,
    code === undefined
      ? `There is no such DHCP option. Use its code, or one of: ${optionNames().join(', ')}.`
      : 'The code of a DHCP option is a whole number from 1 to 254.',
  )
}

function textOf(code: number, value: Value): string {
  const { form, most = 0, name } = optionFacts(code)
  const parts = (isArray(value) ? value : [value]).map((part) => textOfPart(plain(part)))
  const refuse = (due: string): never => {
    throw new FunctionArgumentError(1, `The value of option ${name} must be ${due}.`)
  }
  switch (form) {
    case 'text':
      return parts.length === 1 ? (parts[0] ?? '') : refuse('one text')
    case 'number': {
      const [only = ''] = parts
      const fits = parts.length === 1 && /^\d{1,10}$/.test(only) && Number(only) <= most
      return fits ? only : refuse(`a whole number from 0 to ${most}`)
    }
    case 'address':
    case 'addresses': {
      const all = parts.flatMap((part) => part.split(',')).map((part) => part.trim())
      const fit = all.length > 0 && all.every((part) => addressToHex(part) !== undefined)
      if (!fit || (form === 'address' && all.length > 1)) {
        refuse(form === 'address' ? 'an IPv4 address' : 'IPv4 addresses')
      }
      return all.join(',')
    }
    case 'bytes': {
      const [only = ''] = parts
      const asked = parts.flatMap((part) => part.split(',')).map((part) => part.trim())
      if (asked.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return asked.join(',')
      if (parts.length > 1) return refuse('a text or a list of bytes')
      return only.startsWith('string:') ? only : `string:${only}`
    }
  }
}

function textOfPart(part: Value): string {
  if (typeof part === 'string') return part
  if (typeof part === 'boolean') return part ? '1' : '0'
  if (typeof part === 'number' || typeof part === 'bigint') return String(part)
  throw new FunctionArgumentError(1, 'The value must be a text, a whole number, a bool, or a list of them.')
}
