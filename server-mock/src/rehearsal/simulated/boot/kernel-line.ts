/** Value of the last `name=value` word of a kernel command line; empty when there is none. */
export function kernelArgument(line: string, name: string): string {
  const start = `${name}=`
  return (
    line
      .split(/\s+/)
      .findLast((word) => word.startsWith(start))
      ?.slice(start.length) ?? ''
  )
}

/** MAC address of `BOOTIF=01-aa-bb-…`, lower case with colons; empty when there is none. */
export function bootMac(line: string): string {
  const [, ...octets] = kernelArgument(line, 'BOOTIF').toLowerCase().split('-')
  return octets.join(':')
}
