import { isIPv4 } from '@metalwright/sdk/models'
import { addressNumber, network } from './network.ts'
import { type Rule, refused } from './rule.ts'

/** A reservation is for one usable address, and a client has one of them in a subnet, or one at all. */
export const reservationRule: Rule<'reservations'> = async (reservation, { session }) => {
  if (!isIPv4(reservation.Addr)) return refused([`Invalid IP address \`${reservation.Addr}\``])
  const invalid: string[] = []
  reservation.Token = reservation.Token.toLowerCase()
  if (reservation.Strategy !== 'MAC') invalid.push(`Invalid Strategy \`${reservation.Strategy}\``)
  const address = addressNumber(reservation.Addr)
  let covering = ''
  for (const body of await session.bodies('subnets')) {
    const own = network(String(body['Subnet']))
    if (own === undefined || address < own.first || address > own.last) continue
    covering = String(body['Name'])
    if (own.bits < 31 && (address === own.first || address === own.last)) {
      invalid.push(`Address ${reservation.Addr} is the network or broadcast address of subnet ${covering}`)
    }
  }
  if (reservation.Scoped && covering === '')
    invalid.push('A scoped reservation needs a subnet that covers its address')
  reservation.Subnet = reservation.Scoped ? covering : ''
  for (const key of await session.find('reservations', 'Token', reservation.Token)) {
    const other = await session.get('reservations', key)
    if (other === undefined || other.Addr === reservation.Addr) continue
    if (!other.Scoped || !reservation.Scoped || other.Subnet === reservation.Subnet) {
      invalid.push(
        `Reservation ${other.Addr} already has Strategy ${other.Strategy} and Token ${other.Token}`,
      )
    }
  }
  return refused(invalid)
}
