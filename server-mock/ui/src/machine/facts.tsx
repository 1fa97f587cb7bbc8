import type { ComponentChildren } from 'preact'
import { ConditionText } from '../machines/condition-text.tsx'
import { TaskBar } from '../machines/task-bar.tsx'
import type { MachineSummary } from '../objects/machine.ts'
import { Text } from '../text/text.tsx'

/** What is known of a machine besides its params. */
export function Facts({ machine }: { readonly machine: MachineSummary }) {
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">Facts</h2>
      <dl class="facts">
        <Fact name="Condition">
          <ConditionText machine={machine} />
        </Fact>
        <Fact name="Tasks">
          <TaskBar machine={machine} />
        </Fact>
        <TextFact name="Description" text={machine.Description} />
        <TextFact name="Pool" text={machine.Pool} />
        <Fact name="Claimed">{machine.PoolAllocated ? 'yes' : 'no'}</Fact>
        <TextFact name="Workflow" text={machine.Workflow} />
        <TextFact name="Stage" text={machine.Stage} />
        <TextFact name="Boot environment" text={machine.BootEnv} />
        <TextFact name="Address" text={machine.Address} />
        <TextFact name="MAC addresses" text={machine.HardwareAddrs.join(', ')} />
        <TextFact name="Architecture" text={machine.Arch} />
        <TextFact name="System" text={machine.OS} />
        <TextFact name="Context" text={machine.Context} />
        <TextFact name="Profiles" text={machine.Profiles.join(', ')} />
        <TextFact name="UUID" text={machine.Uuid} />
      </dl>
    </section>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function TextFact({ name, text }: { readonly name: string; readonly text: string }) {
  if (text === '') return null
  return (
    <Fact name={name}>
      <Text of={text} />
    </Fact>
  )
}
