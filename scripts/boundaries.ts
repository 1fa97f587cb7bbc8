// Who may import whom. Fails on a forbidden import, and when nothing was read at all.
//
//   node scripts/boundaries.ts
import { cruise, type ICruiseResult } from 'dependency-cruiser'

/** Modules a healthy run reads at the least; a parser that understands nothing reads none and finds no fault. */
const LEAST_MODULES = 100

/** `from` may import `to` of its own package only where a rule does not forbid it. */
function forbid(name: string, from: string, to: string, comment: string) {
  return { name, comment, severity: 'error' as const, from: { path: from }, to: { path: to } }
}

/** A room may import only these others of its package. */
function only(room: string, allowed: readonly string[], comment: string) {
  const [base = '', name = ''] = /^(.*\/src\/)([^/]+)$/.exec(room)?.slice(1) ?? []
  const others = [name, ...allowed].map((other) => other.replaceAll('.', '\\.')).join('|')
  return {
    name: `${room}: ${allowed.length === 0 ? 'nothing else' : allowed.join(', ')}`,
    comment,
    severity: 'error' as const,
    from: { path: `^${room}/` },
    to: { path: `^${base}`, pathNot: `^${base}(${others})(/|$|\\.)` },
  }
}

const PURE = '(fs|fs/promises|net|dgram|http|https|http2|tls|child_process|timers|os|undici|ws)'

const forbidden = [
  {
    name: 'no cycles',
    comment: 'types may know each other, running code may not',
    severity: 'error' as const,
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only' as const] } },
  },
  only('sdk/src/models', [], 'models are the ground everything stands on'),
  only('sdk/src/patch', ['models/json.ts'], 'patch knows JSON, not objects'),
  only('sdk/src/certificate', [], 'certificates know nothing of DRP'),
  only('sdk/src/transport', ['models', 'certificate'], 'transport carries models'),
  only('sdk/src/secure', ['models'], 'seals JSON values, knows no objects'),
  only('sdk/src/content', ['models'], 'packs and folders, no server'),
  only('sdk/src/kinds', ['models'], 'plain data: plugins that start often import it'),
  only('sdk/src/inventory', ['models', 'transport'], 'its script asks the server'),
  forbid(
    'the inventory itself is pure',
    '^sdk/src/inventory/[^/]+\\.ts$',
    `^((node:)?${PURE}$|sdk/src/(transport|inventory/script)/)`,
    'a function of what the API gives; providers call it too',
  ),
  forbid(
    'the inventory script starts light',
    '^sdk/src/inventory/',
    '^(undici|ws|zod|node_modules/(undici|ws|zod)/)',
    'it starts for every run of Ansible',
  ),
  only('sdk/src/collections', ['transport', 'models', 'patch', 'events', 'secure'], ''),
  only('sdk/src/events', ['transport', 'models', 'patch'], ''),
  only(
    'sdk/src/objects',
    ['transport', 'models', 'patch', 'collections', 'client.ts'],
    'kinds that are known when a program runs',
  ),
  only('sdk/src/testing', ['models', 'patch', 'transport'], 'answers as a server does, without the client'),
  only('sdk/src/claims', ['transport', 'models', 'patch', 'collections', 'events', 'client.ts'], ''),
  forbid('sdk stands alone', '^sdk/', '^(server-mock|provider-)', 'the SDK works against any DRP server'),
  forbid(
    'the server uses only models, patch and certificate of the SDK',
    '^server-mock/src/(?!rehearsal/|doctor/|commands/images)',
    '^sdk/src/(transport|collections|events|claims|inventory|client|index)',
    'the server is not its own client; only what stands outside of it is: rehearsals, the doctor, commands for people',
  ),
  forbid(
    'nobody imports the composition root',
    '^server-mock/src/(?!commands/)',
    '^server-mock/src/server\\.ts',
    '',
  ),
  forbid('engine is pure', '^server-mock/src/engine/', `^(node:)?${PURE}$`, ''),
  forbid('render is pure', '^server-mock/src/render/', `^(node:)?${PURE}$`, ''),
  forbid('reading inventories is pure', '^server-mock/src/inventory/', `^(node:)?${PURE}$`, ''),
  forbid(
    'the DHCP codec and strategy are pure',
    '^server-mock/src/dhcp/(codec|strategy)/',
    `^(node:)?${PURE}$`,
    '',
  ),
  forbid(
    'only the store speaks SQL',
    '^server-mock/src/(?!store/)',
    '^(node:sqlite|pg$|node_modules/pg/|server-mock/src/store/(sqlite|postgres|optimistic))',
    '',
  ),
  forbid('engine knows models only', '^server-mock/src/engine/', '^server-mock/src/(?!engine/)', ''),
  forbid('the C library knows no other room', '^server-mock/src/libc/', '^server-mock/src/(?!libc/)', ''),
  forbid('DHCP knows no other room', '^server-mock/src/dhcp/', '^server-mock/src/(?!dhcp/|libc/)', ''),
  forbid('TFTP knows no other room', '^server-mock/src/tftp/', '^server-mock/src/(?!tftp/|libc/)', ''),
  forbid(
    'drivers of BMCs know no other room',
    '^server-mock/src/bmc/(ipmi|redfish|manual)/',
    '^server-mock/src/(?!bmc/)',
    'they get an address and credentials, and know no objects',
  ),
  forbid(
    'the template engine knows no other room',
    '^server-mock/src/render/template/',
    '^server-mock/src/(?!render/template/)',
    '',
  ),
  forbid('providers use the SDK only', '^provider-', '^server-mock/src/', 'they work against any DRP server'),
  forbid(
    'plugin, values and framework know no resource',
    '^provider-terraform/src/(plugin|values|framework)/',
    '^provider-terraform/src/(resources|data-sources|functions|ephemeral|lists|actions)/',
    '',
  ),
  forbid(
    'plugin, values and framework know no DRP',
    '^provider-terraform/src/(plugin|values|framework)/',
    '^sdk/src/(?!certificate|crash-report)',
    '',
  ),
  forbid(
    "Pulumi's plugin and values know no DRP",
    '^provider-pulumi/src/(plugin|values)/',
    '^(provider-pulumi/src/(resources|functions|sdk|schema)/|sdk/src/(?!crash-report))',
    '',
  ),
]

const { output } = await cruise(
  ['sdk/src', 'server-mock/src', 'server-mock/discovery', 'provider-terraform/src', 'provider-pulumi/src'],
  {
    ruleSet: { forbidden },
    validate: true,
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'node_modules|/generated/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts'],
    },
    tsPreCompilationDeps: true,
  },
)
const result = readResult(output)
const { totalCruised, violations } = result.summary
for (const { rule, from, to } of violations) process.stdout.write(`${rule.name}: ${from} → ${to}\n`)
process.stdout.write(`${totalCruised} modules read, ${violations.length} forbidden imports\n`)
if (totalCruised < LEAST_MODULES) {
  process.stdout.write(`fewer than ${LEAST_MODULES} modules: the parser does not understand the sources\n`)
}
process.exit(violations.length === 0 && totalCruised >= LEAST_MODULES ? 0 : 1)

function readResult(value: ICruiseResult | string): ICruiseResult {
  if (typeof value === 'string') throw new Error('the result is text, not an object')
  return value
}
