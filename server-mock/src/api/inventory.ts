import { Json } from '@metalwright/sdk/models'
import { z } from 'zod'
import type { EventBus } from '../events/bus.ts'
import { InventoryReport } from '../inventory/report.ts'
import { classifyMachine, outcomeWords } from '../objects/machines/classifications.ts'
import { takeInventory } from '../objects/machines/inventories.ts'
import type { Objects } from '../objects/objects.ts'
import { conflict, Problem } from '../objects/problem.ts'
import { needBody, objectAccess } from './objects.ts'
import { queryFlag } from './query-flag.ts'
import { read } from './read.ts'
import type { Answer, Call, Route } from './route.ts'

const Change = z.object({
  path: z.string(),
  old: z.unknown(),
  new: z.unknown(),
})
const InventoryAnswer = z.object({
  changes: z.array(Change).describe('Differences to what was stored before'),
  identity: z
    .object({
      state: z.enum(['changed', 'conflict']),
      time: z.string(),
      reasons: z.array(z.string()),
      machines: z.array(z.string()),
    })
    .optional()
    .describe('Absent while there is no doubt about who the machine is'),
  lines: z.array(z.string()).describe('The same in words'),
})
const ClassificationBody = z.strictObject({
  rules: z
    .array(Json)
    .max(500)
    .optional()
    .describe('Rules to be tried instead of the stored ones; with dryRun only'),
})
const ClassificationAnswer = z.object({
  dryRun: z.boolean(),
  rules: z.array(
    z.object({
      name: z.string(),
      matched: z.boolean(),
      why: z.array(z.string()).describe('What the machine has where the rule looks'),
      problem: z.string().optional().describe('Why the rule could not be used'),
    }),
  ),
  changes: z.array(z.string()).describe('What was made different, or would be'),
  notes: z.array(z.string()).describe('What was left out, and why'),
})
const AS_TEXT = { text: '`true` for lines of text instead of JSON: what goes into the log of a job' }

/** What machines are made of, and what they become by it. */
export function inventoryRoutes(objects: Objects, bus: EventBus): Route[] {
  return [
    {
      method: 'POST',
      path: '/machines/:key/inventory',
      access: objectAccess(objects, 'machines', 'update:/Params'),
      description: {
        summary: 'Store what a machine is made of, compared to what was stored',
        body: InventoryReport,
        answer: InventoryAnswer,
        query: AS_TEXT,
      },
      handle: async (call) => {
        const report = read(InventoryReport, needBody(call), 'machines')
        const { name } = call.principal
        const { machine, changes, identity, held, lines } = await takeInventory(
          objects,
          name,
          segment(call),
          report,
        )
        const { Uuid, Name } = machine
        if (changes.length > 0 || identity?.state === 'conflict') {
          bus.post({
            Type: 'machines',
            Action: 'inventory-changed',
            Key: Uuid,
            Principal: name,
            Object: JSON.parse(JSON.stringify({ Uuid, Name, changes, identity, held })),
          })
        }
        if (held) throw conflict('machines', Uuid, lines)
        return answer(call, { changes, identity, lines }, lines)
      },
    },
    {
      method: 'POST',
      path: '/machines/:key/classify',
      access: objectAccess(objects, 'machines', (call) => [isDryRun(call) ? 'get' : 'update']),
      description: {
        summary: 'Do to a machine what the rules of its profiles say of its hardware',
        body: ClassificationBody,
        answer: ClassificationAnswer,
        query: { dryRun: '`true` to be told only what would be done; needs `get`', ...AS_TEXT },
      },
      handle: async (call) => {
        const { rules } = read(ClassificationBody, call.body ?? {}, 'machines')
        const dryRun = isDryRun(call)
        if (rules !== undefined && !dryRun)
          throw new Problem(400, ['Rules of the call are only tried: add ?dryRun=true, or store them'])
        const outcome = await classifyMachine(objects, call.principal.name, segment(call), { dryRun, rules })
        return answer(call, outcome, outcomeWords(outcome))
      },
    },
  ]
}

function isDryRun(call: Call): boolean {
  return queryFlag(call.query, 'dryRun')
}

function answer(call: Call, body: object, lines: readonly string[]): Answer {
  if (!queryFlag(call.query, 'text')) return { status: 200, body }
  const headers = { 'Content-Type': 'text/plain; charset=utf-8' }
  return { status: 200, headers, text: lines.map((line) => `${line}\n`).join('') }
}

function segment(call: Call): string {
  return call.path['key'] ?? ''
}
