import type { Connection } from '../connection.ts'
import type { Action } from '../framework/action.ts'
import { machineAction } from './machine-action.ts'
import { powerAction } from './power.ts'
import { releaseAction } from './release.ts'
import { runWorkflowAction } from './run-workflow.ts'

/** Every action. */
export const actions: readonly Action<Connection>[] = [
  machineAction,
  powerAction,
  releaseAction,
  runWorkflowAction,
]
