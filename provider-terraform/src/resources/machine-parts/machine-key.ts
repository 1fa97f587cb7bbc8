import type { Attribute } from '../../framework/attribute.ts'
import { string } from '../../framework/attribute.ts'
import { matches } from '../../framework/validator.ts'

/** The form of a UUID. */
export const uuidForm = /^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/

/** The argument that names the machine a resource is about. */
export const machineKey: Attribute = string({
  required: true,
  requiresReplace: true,
  description: 'UUID of the machine.',
  validators: [matches(uuidForm, 'the UUID of a machine')],
})
