import type { Random } from '../random.ts'

const SECTOR = 2048
const SIGNATURES = ['NM', 'PX', 'SL', 'CE', 'CL', 'RE', 'SP', 'ST', 'ZF', 'ER', 'XX']
/** Fields of a directory record by their place: bytes, then numbers of 32 bits. */
const BYTES = [0, 1, 25, 26, 27, 32, 33]
const NUMBERS = [2, 10]

/** Varies an ISO 9660 image in its directory records, their system use fields, its descriptors, or its length. */
export function varyIso(input: Uint8Array, random: Random): Uint8Array {
  const image = Buffer.from(input)
  for (let times = 1 + random.below(3); times > 0; times--) varyOnce(image, random)
  if (random.below(20) === 0) return image.subarray(0, random.below(image.length + 1))
  if (random.below(40) === 0) return Buffer.concat([image, image.subarray(0, random.below(8) * SECTOR)])
  return image
}

function varyOnce(image: Buffer, random: Random): void {
  const sectors = Math.floor(image.length / SECTOR)
  if (sectors === 0) return
  if (random.below(12) === 0) {
    varyDescriptor(image, random)
    return
  }
  if (random.below(25) === 0) {
    image.copy(image, random.below(sectors) * SECTOR, ...slice(random.below(sectors)))
    return
  }
  // The record of a top directory, or one of any sector.
  if (random.below(12) === 0) {
    varyRecord(image, random.below(Math.min(2, sectors)) * SECTOR + 156, sectors, random)
    return
  }
  const start = random.below(sectors) * SECTOR
  const records: number[] = []
  for (let at = start; at < start + SECTOR; ) {
    const length = image[at] ?? 0
    if (length < 34 || records.length > 60) break
    records.push(at)
    at += length
  }
  const record = random.pick(records)
  if (record === undefined) put8(image, start + random.below(64), random.below(256))
  else varyRecord(image, record, sectors, random)
}

function slice(sector: number): [number, number] {
  return [sector * SECTOR, (sector + 1) * SECTOR]
}

function varyDescriptor(image: Buffer, random: Random): void {
  const sector = random.below(3) * SECTOR
  switch (random.below(4)) {
    case 0:
      put8(image, sector, random.pick([0, 1, 2, 3, 255]) ?? 0)
      break
    case 1:
      put8(image, sector + 1 + random.below(6), random.below(256))
      break
    case 2:
      put16(image, sector + 128, random.pick([0, 1, 256, 512, 1024, 2048, 4096, 0xffff]) ?? 0)
      break
    default:
      put8(image, sector + 88, 0x25)
      put8(image, sector + 89, 0x2f)
      put8(image, sector + 90, random.pick([0x40, 0x43, 0x45, 0]) ?? 0)
      break
  }
}

function varyRecord(image: Buffer, record: number, sectors: number, random: Random): void {
  switch (random.below(4)) {
    case 0:
      put8(image, record + (random.pick(BYTES) ?? 0), odd(random))
      break
    case 1:
      put32(image, record + (random.pick(NUMBERS) ?? 2), number(sectors, random))
      break
    default:
      varyFields(image, record, sectors, random)
      break
  }
}

/** Changes one of the system use fields of a record, or puts one there. */
function varyFields(image: Buffer, record: number, sectors: number, random: Random): void {
  const end = record + (image[record] ?? 0)
  const name = image[record + 32] ?? 0
  const fields: number[] = []
  for (
    let at = record + 33 + name + (name % 2 === 0 ? 1 : 0);
    at + 4 <= end;
    at += Math.max(4, image[at + 2] ?? 0)
  )
    fields.push(at)
  const field = random.pick(fields)
  if (field === undefined) return
  switch (random.below(5)) {
    case 0:
      image.write(random.pick(SIGNATURES) ?? 'NM', field, 'latin1')
      break
    case 1:
      put8(image, field + 2, odd(random))
      break
    case 2:
      put8(image, field + 4 + random.below(8), odd(random))
      break
    case 3: {
      // A field that goes on somewhere, maybe in itself.
      if (field + 28 > end) return
      image.write('CE\x1c\x01', field, 'latin1')
      put32(image, field + 4, number(sectors, random))
      put32(image, field + 12, random.pick([0, record % SECTOR, 2040, 0xffffffff]) ?? 0)
      put32(image, field + 20, random.pick([0, 4, 28, 2048, 4096, 4097, 0xffffffff]) ?? 0)
      break
    }
    default:
      image.write('CL\x0c\x01', field, 'latin1')
      put32(image, field + 4, number(sectors, random))
      break
  }
}

function odd(random: Random): number {
  return random.pick([0, 1, 2, 4, 8, 0x0e, 0x7f, 0x80, 0xff, random.below(256)]) ?? 0
}

/** Numbers of blocks, and sizes. */
function number(sectors: number, random: Random): number {
  const edges = [0, 1, 15, 16, 33, 34, SECTOR, 4096, (sectors + 16) * SECTOR, 0x7fffffff, 0xffffffff]
  return random.below(2) === 0 ? 16 + random.below(sectors + 2) : (random.pick(edges) ?? 0)
}

function put8(image: Buffer, at: number, value: number): void {
  if (at < image.length) image[at] = value
}

function put16(image: Buffer, at: number, value: number): void {
  if (at + 2 <= image.length) image.writeUInt16LE(value, at)
}

function put32(image: Buffer, at: number, value: number): void {
  if (at + 4 <= image.length) image.writeUInt32LE(value >>> 0, at)
}
