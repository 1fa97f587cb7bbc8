import { Text } from '../text/text.tsx'

const TONES: Readonly<Record<string, string>> = {
  Free: 'good',
  InUse: 'used',
  Building: 'waiting',
  Joining: 'waiting',
  Leaving: 'waiting',
  Destroying: 'waiting',
  HoldJoin: 'bad',
  HoldBuild: 'bad',
  HoldDestroy: 'bad',
  HoldLeave: 'bad',
}

/** A pool status as a coloured word; the colour adds nothing the word does not say. */
export function StatusBadge({ status }: { readonly status: string }) {
  return (
    <span class={`badge ${Object.hasOwn(TONES, status) ? TONES[status] : ''}`}>
      <Text of={status} />
    </span>
  )
}
