import type { GoFunc } from '../values/func.ts'
import { casingFunctions } from './casing.ts'
import { cipherFunctions } from './ciphers.ts'
import { dateFunctions } from './dates.ts'
import { defaultFunctions } from './defaults.ts'
import { dictFunctions } from './dicts.ts'
import { encodingFunctions } from './encoding.ts'
import { listFunctions } from './lists.ts'
import { mathFunctions } from './maths.ts'
import { pathFunctions } from './paths.ts'
import { reflectionFunctions } from './reflection.ts'
import { regexFunctions } from './regexes.ts'
import { semverFunctions } from './semvers.ts'
import { stringFunctions } from './strings.ts'
import { urlFunctions } from './urls.ts'

/**
 * sprig v3's functions whose result depends on their arguments alone: none that reads the environment, the
 * clock, the network or a source of randomness.
 */
export const sprigFunctions: ReadonlyMap<string, GoFunc> = new Map([
  ...stringFunctions,
  ...casingFunctions,
  ...mathFunctions,
  ...listFunctions,
  ...dictFunctions,
  ...defaultFunctions,
  ...encodingFunctions,
  ...cipherFunctions,
  ...pathFunctions,
  ...reflectionFunctions,
  ...regexFunctions,
  ...urlFunctions,
  ...semverFunctions,
  ...dateFunctions,
])
