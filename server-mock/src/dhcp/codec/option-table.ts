/** How the value of an option is written as text in subnets and reservations. */
export type OptionForm =
  | 'message-type'
  | 'address'
  | 'addresses'
  | 'text'
  | 'u32'
  | 'u16'
  | 'u8'
  | 'empty'
  | 'bytes'

/** Text form by option code, as DRP reads and writes DhcpOption values; every other code is `bytes`. */
const codesByForm: Readonly<Record<Exclude<OptionForm, 'bytes'>, readonly number[]>> = {
  'message-type': [53],
  address: [1, 16, 28, 32, 50, 54],
  addresses: [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 21, 33, 41, 42, 44, 45, 48, 49, 65, 68, 69, 70, 71, 72, 73, 74, 75, 76,
  ],
  text: [12, 14, 15, 17, 18, 40, 47, 56, 60, 64, 66, 67, 77, 100, 101],
  u32: [2, 24, 35, 38, 51, 58, 59],
  u16: [13, 22, 26, 57, 93],
  u8: [19, 20, 23, 27, 29, 30, 31, 34, 36, 37, 39, 46, 52],
  empty: [0, 255],
}

const forms: ReadonlyMap<number, OptionForm> = new Map(
  (Object.keys(codesByForm) as Exclude<OptionForm, 'bytes'>[]).flatMap((form) =>
    codesByForm[form].map((code): [number, OptionForm] => [code, form]),
  ),
)

/** Text form of an option's value; `bytes` (comma list of decimal bytes) for codes DRP has no form for. */
export function optionForm(code: number): OptionForm {
  return forms.get(code) ?? 'bytes'
}
