/**
 * Boots the matrix and writes the table of docs/reference/boot-matrix.md. Needs root, QEMU, its firmware, ISC's
 * DHCP relay and dnsmasq.
 *
 *   node test/e2e/boot-matrix/main.ts [--arm64 FOLDER] [CELL …]
 *
 * With names of cells it boots these and prints the table only. arm64 needs a folder with ipxe-arm64.efi (Debian
 * 13's package ipxe), and vmlinuz and initrd.img of a discovery system for arm64.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ARM64_CELLS, CELLS } from './cells.ts'
import { runMatrix } from './run-matrix.ts'
import { resultTable } from './table.ts'

const PAGE = join(import.meta.dirname, '..', '..', '..', 'docs', 'reference', 'boot-matrix.md')
/** What stands between these in the page is made. */
const BEGIN = '<!-- table: node test/e2e/boot-matrix/main.ts -->\n'
const END = '\n<!-- end of the table -->'

const { values, positionals: names } = parseArgs({
  allowPositionals: true,
  options: { arm64: { type: 'string' } },
})
const { arm64 } = values
const cells = [...CELLS, ...(arm64 === undefined ? [] : ARM64_CELLS)]
const wanted = cells.filter(({ name }) => names.length === 0 || names.includes(name))
const log = (line: string): void => console.error(line)
const table = resultTable(await runMatrix(wanted, { log, ...(arm64 === undefined ? {} : { arm64 }) }))
console.log(table)
if (arm64 === undefined) log('arm64 was not booted: --arm64 FOLDER')
if (names.length === 0) {
  const page = await readFile(PAGE, 'utf8')
  const [before = '', rest = ''] = page.split(BEGIN)
  await writeFile(PAGE, `${before}${BEGIN}${table}${rest.slice(rest.indexOf(END))}`)
}
