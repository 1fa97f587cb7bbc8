import type { Stage } from '@metalwright/sdk/models'
import { withPrerequisites } from '../../engine/prerequisites.ts'
import type { Session } from '../session.ts'

/** A stage with its tasks as a machine runs them: with everything they need before them. */
export async function runnableStage<S extends Pick<Stage, 'Tasks'>>(session: Session, stage: S): Promise<S> {
  const prerequisites = new Map<string, readonly string[]>()
  const waiting = [...stage.Tasks]
  for (let task = waiting.pop(); task !== undefined; task = waiting.pop()) {
    if (prerequisites.has(task) || task.includes(':')) continue
    const needed = (await session.get('tasks', task))?.Prerequisites ?? []
    prerequisites.set(task, needed)
    waiting.push(...needed)
  }
  return { ...stage, Tasks: withPrerequisites(stage.Tasks, prerequisites) }
}
