/** A hardware address as text, which the hex forms of a setting re-write. */
const MAC = /^[0-9a-f]{2}(?::[0-9a-f]{2})+$/

/** Settings of a running iPXE: what the machine is and what DHCP gave, and what the script has set itself. */
export class IpxeSettings {
  readonly #given: ReadonlyMap<string, string>
  readonly #set = new Map<string, string>()

  /** @param given values by name; those of the boot interface as `net0/…`, all others bare */
  constructor(given: ReadonlyMap<string, string>) {
    this.#given = given
  }

  /**
   * Value of `[scope/]name[:type]`, empty when there is none. `netX` is the boot interface, and a bare name is
   * looked up among what the script has set, the machine, then the boot interface.
   */
  get(expression: string): string {
    const [path = '', type = ''] = expression.split(':', 2)
    const name = path.replace(/^netX\//, 'net0/')
    const value = this.#set.get(name) ?? this.#given.get(name) ?? this.#given.get(`net0/${name}`) ?? ''
    return formatted(value, type)
  }

  /** Sets a value; an empty one clears it. */
  set(path: string, value: string): void {
    const [name = ''] = path.replace(/^netX\//, 'net0/').split(':', 1)
    if (value === '') this.#set.delete(name)
    else this.#set.set(name, value)
  }
}

function formatted(value: string, type: string): string {
  const hex = (separator: string) => {
    const digits = MAC.test(value)
      ? value.split(':')
      : (Buffer.from(value).toString('hex').match(/../g) ?? [])
    return digits.join(separator)
  }
  switch (type) {
    case 'hexhyp':
      return hex('-')
    case 'hex':
      return hex(':')
    case 'hexraw':
      return hex('')
    case 'uristring':
      return encodeURIComponent(value.toWellFormed())
    default:
      return value
  }
}
