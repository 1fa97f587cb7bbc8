/** Tasks that a task needs done before, by its name; none for a task that does not exist. */
export type PrerequisitesOf = ReadonlyMap<string, readonly string[]>

/**
 * Tasks of a stage with those they need before them (DRP 3.13 `Prerequisites`): recursively, each needed task at
 * the first place where it is needed and once in the stage. A task that the stage names itself stays where it is
 * named, also twice, unless it was put before another one already. Entries that are no tasks (`bootenv:x`,
 * `action:x`) stay as they are. Tasks that need each other are left at the place where the circle closes; such
 * tasks are not valid in the first place.
 */
export function withPrerequisites(tasks: readonly string[], prerequisitesOf: PrerequisitesOf): string[] {
  const list: string[] = []
  const needed = new Set<string>()
  const listed = new Set<string>()
  const addNeeds = (task: string, open: ReadonlySet<string>) => {
    for (const need of prerequisitesOf.get(task) ?? []) {
      if (listed.has(need) || open.has(need)) continue
      addNeeds(need, new Set([...open, need]))
      if (listed.has(need)) continue
      list.push(need)
      listed.add(need)
      needed.add(need)
    }
  }
  for (const task of tasks) {
    if (needed.delete(task)) continue
    addNeeds(task, new Set([task]))
    list.push(task)
    listed.add(task)
  }
  return list
}
