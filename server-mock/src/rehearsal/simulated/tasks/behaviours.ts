import { deployedCheck } from './deployed-check.ts'
import { imageDeploy } from './image-deploy.ts'
import { classify, inventory } from './inventory.ts'
import type { TaskBehaviour } from './task-run.ts'
import { wipe } from './wipe.ts'

/** What simulated machines do for tasks of the built-in content, by name; all other tasks just succeed. */
export const behaviours: ReadonlyMap<string, TaskBehaviour> = new Map([
  ['inventory', inventory],
  ['classify', classify],
  ['image-deploy', imageDeploy],
  ['wipe', wipe],
  ['deployed-check', deployedCheck],
])
