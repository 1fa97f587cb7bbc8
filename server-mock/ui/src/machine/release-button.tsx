import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { ApiClient } from '../api/api-client.ts'
import type { MachineSummary } from '../objects/machine.ts'
import { Text } from '../text/text.tsx'

/** Workflow that a released machine goes through. */
const WORKFLOW = 'release'

interface ReleaseProps {
  readonly machine: MachineSummary
  readonly api: ApiClient
}

/** Gives a claimed machine back to its pool, after a question. Nothing is shown for a machine nobody claims. */
export function ReleaseButton({ machine, api }: ReleaseProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const problem = useSignal('')
  const isBusy = useSignal(false)
  if (!machine.PoolAllocated || machine.PoolStatus === 'Destroying') return null

  const release = async () => {
    isBusy.value = true
    problem.value = ''
    try {
      await api.post(`/pools/${encodeURIComponent(machine.Pool)}/releaseMachines`, {
        'pool/machine-list': [machine.Uuid],
        'pool/workflow': WORKFLOW,
      })
      dialog.current?.close()
    } catch (error) {
      problem.value = error instanceof Error ? error.message : String(error)
    } finally {
      isBusy.value = false
    }
  }
  const ask = () => {
    problem.value = ''
    dialog.current?.showModal()
  }
  return (
    <div class="actions">
      <button type="button" onClick={ask}>
        Release …
      </button>
      <dialog ref={dialog} aria-labelledby="release-title" aria-describedby="release-text">
        <h2 id="release-title">
          Release <Text of={machine.Name} />?
        </h2>
        <p id="release-text">
          Whoever claimed the machine loses it at once, and the workflow {WORKFLOW} wipes what was deployed on
          it. This cannot be undone.
        </p>
        <p role="alert" class="problem">
          <Text of={problem.value} />
        </p>
        <div class="buttons">
          <button type="button" onClick={() => dialog.current?.close()}>
            Keep the machine
          </button>
          <button type="button" class="danger" disabled={isBusy.value} onClick={() => void release()}>
            {isBusy.value ? 'Releasing …' : 'Release the machine'}
          </button>
        </div>
      </dialog>
    </div>
  )
}
