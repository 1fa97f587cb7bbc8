import type { Api } from './api.ts'
import { Collection } from './collection.ts'
import { ObjectParams } from './object-params.ts'

/** Profiles and their params. */
export class Profiles extends Collection<'profiles'> {
  readonly params: ObjectParams

  constructor(api: Api) {
    super(api, 'profiles')
    this.params = new ObjectParams(api, 'profiles')
  }
}
