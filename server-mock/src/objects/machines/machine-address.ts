import { SYSTEM } from '../../auth/principal.ts'
import type { Objects } from '../objects.ts'
import { saveMachine } from './machines.ts'

/** Notes the address a known machine was given (DRP): any other machine that had it loses it. */
export async function noteAddress(objects: Objects, mac: string, address: string): Promise<void> {
  await objects.edit(SYSTEM, async (edit) => {
    const [uuid] = await edit.find('machines', 'HardwareAddrs', mac)
    const machine = uuid === undefined ? undefined : await edit.get('machines', uuid)
    if (machine === undefined || machine.Address === address) return
    for (const other of await edit.find('machines', 'Address', address)) {
      const holder = await edit.get('machines', other)
      if (holder === undefined) continue
      await saveMachine(edit, objects, structuredClone(holder), { ...holder, Address: '0.0.0.0' }, 'save')
    }
    await saveMachine(edit, objects, structuredClone(machine), { ...machine, Address: address }, 'save')
  })
}
