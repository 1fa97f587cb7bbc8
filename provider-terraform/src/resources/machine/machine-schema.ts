import type { Schema } from '../../framework/schema.ts'
import { choiceAttributes } from './schema-choice.ts'
import { computedAttributes } from './schema-computed.ts'
import { lifeAttributes } from './schema-life.ts'
import { settingAttributes } from './schema-settings.ts'

/** Schema of `drp_machine`. Version 0 is that of the provider `rackn/drp`, whose state is read, too. */
export const machineSchema: Schema = {
  version: 1,
  description:
    'Claims a machine from a pool, waits until it is built, and gives it back on destroy. The claim is made and its id is known before any waiting, so an interrupted apply loses no machine.',
  attributes: { ...choiceAttributes, ...settingAttributes, ...lifeAttributes, ...computedAttributes },
}
