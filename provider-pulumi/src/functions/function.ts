import type { ResourceContext } from '../resources/resource.ts'
import type { FunctionSchema } from '../schema/schema.ts'
import type { PropertyMap } from '../values/value.ts'

/** A function that programs call. Its inputs fit the schema. */
export interface DrpFunction {
  readonly schema: FunctionSchema
  run(inputs: PropertyMap, context: ResourceContext): Promise<PropertyMap>
}
