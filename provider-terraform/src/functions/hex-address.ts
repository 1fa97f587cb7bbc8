import { FunctionArgumentError, type ProviderFunction } from '../framework/function.ts'
import { addressFromHex, addressToHex } from '../resources/objects/hex-address.ts'

/** `hex_address`: an address as DRP writes it in keys. */
export const hexAddress: ProviderFunction = {
  name: 'hex_address',
  summary: 'An IPv4 address in hexadecimal',
  description:
    'Gives an IPv4 address as eight hexadecimal digits in upper case: the key of leases and reservations, and the name of files that boot loaders ask for.',
  parameters: [{ name: 'address', type: 'string', description: 'Address such as `192.168.100.100`.' }],
  returns: 'string',
  call([address]) {
    const hex = addressToHex(String(address))
    if (hex !== undefined) return hex
    throw new FunctionArgumentError(0, 'The value must be an IPv4 address such as 192.168.100.100.')
  },
}

/** `from_hex_address`: the address behind a key. */
export const fromHexAddress: ProviderFunction = {
  name: 'from_hex_address',
  summary: 'The IPv4 address behind hexadecimal digits',
  description: 'Gives the IPv4 address that eight hexadecimal digits stand for.',
  parameters: [{ name: 'text', type: 'string', description: 'Eight digits such as `C0A86464`.' }],
  returns: 'string',
  call([text]) {
    const address = addressFromHex(String(text))
    if (address !== undefined) return address
    throw new FunctionArgumentError(0, 'The value must be eight hexadecimal digits such as C0A86464.')
  },
}
