import type { Prefix } from '../models/catalogue.ts'
import type { Api } from './api.ts'
import { Collection } from './collection.ts'
import { ObjectParams } from './object-params.ts'

/** Kinds of objects whose params have a sub-resource of their own. */
type WithParams = Prefix & ConstructorParameters<typeof ObjectParams>[1]

/** Objects of one kind, with their params. */
export class ParamCollection<P extends WithParams> extends Collection<P> {
  /** Params of the objects, each by itself. */
  readonly params: ObjectParams

  constructor(api: Api, prefix: P) {
    super(api, prefix)
    this.params = new ObjectParams(api, prefix)
  }
}
