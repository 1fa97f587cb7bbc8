import { plainLine } from './plain-text.ts'

/** Text that a machine or another user has sent: never markup, and kept from reordering what is around it. */
export function Text({ of }: { readonly of: string }) {
  return <bdi>{plainLine(of)}</bdi>
}
