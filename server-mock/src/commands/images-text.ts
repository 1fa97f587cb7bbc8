import type { Image } from '@metalwright/sdk/models'

/** Users of an image that are named in a line. */
const NAMED = 3

/** `1.5 GB`. */
export function bytesText(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  let [value, unit] = [bytes, 0]
  for (; value >= 1000 && unit < units.length - 1; unit++) value /= 1000
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`
}

/** A line for each image, below a heading. */
export function imageTable(images: readonly Image[]): string {
  const rows = images.map((image) => [
    image.Name,
    image.Format,
    bytesText(image.Bytes),
    image.DiskBytes === undefined ? '-' : bytesText(image.DiskBytes),
    stateText(image),
    usersText(image) || '-',
  ])
  const all = [['NAME', 'FORMAT', 'SIZE', 'DISK', 'STATE', 'USED BY'], ...rows]
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')
  return all.map((row) => line(row).trimEnd()).join('\n')
}

/** All there is to say of an image. */
export function imageLines(image: Image): string {
  const { Name, Format, Bytes, Sha256, DiskBytes, CreatedAt, Derived, UsedBy, Error: why } = image
  const facts: [string, string][] = [
    ['name', Name],
    ['state', stateText(image)],
    ...(why === '' ? [] : [['error', why] satisfies [string, string]]),
    ['format', Format],
    ['size', `${bytesText(Bytes)} (${Bytes} bytes)`],
    ['sha256', Sha256],
    ['disk', DiskBytes === undefined ? 'not told' : `${bytesText(DiskBytes)} (${DiskBytes} bytes)`],
    ['created', CreatedAt],
    ...(Derived === undefined
      ? []
      : ([
          ['written as', `${Derived.Path}, ${bytesText(Derived.Bytes)}`],
          ['', `sha256 ${Derived.Sha256}`],
        ] satisfies [string, string][])),
    ['used by', UsedBy.map(({ Prefix, Name: name }) => `${Prefix}/${name}`).join(', ') || 'nobody'],
  ]
  return facts.map(([name, value]) => `${name.padEnd(11)} ${value}`).join('\n')
}

function stateText({ State, Done, Total }: Image): string {
  return Total > 0 ? `${State} ${Math.floor((100 * Done) / Total)}%` : State
}

function usersText({ UsedBy }: Image): string {
  const named = UsedBy.slice(0, NAMED).map(({ Prefix, Name }) => `${Prefix}/${Name}`)
  const rest = UsedBy.length - named.length
  return [...named, ...(rest > 0 ? [`${rest} more`] : [])].join(', ')
}
