import { matches } from '../framework/validator.ts'

/** Rule for one DRP filter. */
export const filterText = matches(/^[^=\s]+=./, 'a filter such as "Arch=Eq(amd64)"')
