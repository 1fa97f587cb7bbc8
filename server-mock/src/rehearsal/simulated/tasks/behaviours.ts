import { deployedCheck } from './deployed-check.ts'
import { imageDeploy } from './image-deploy.ts'
import { inventory } from './inventory.ts'
import type { TaskBehaviour } from './task-run.ts'
import { wipe } from './wipe.ts'

/** What simulated machines do for tasks of the built-in content, by name; all other tasks just succeed. */
export const behaviours: ReadonlyMap<string, TaskBehaviour> = new Map([
  ['inventory', inventory],
  ['image-deploy', imageDeploy],
  ['wipe', wipe],
  ['deployed-check', deployedCheck],
])
