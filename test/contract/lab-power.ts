/**
 * The program of a plugin provider that switches machines which are not there, as text: it remembers the power of
 * each, says it as `powerstatus`, and can say what it was told as `identify`.
 *
 * @param version that the program gives itself
 */
export function labPower(version = 'v1.0.0'): string {
  return `#!${process.execPath}
const definition = {
  Name: 'lab-power',
  Version: '${version}',
  PluginVersion: 2,
  HasPublish: false,
  AvailableActions: ['poweron', 'poweroff', 'powercycle', 'powerstatus', 'identify'].map((Command) => ({
    Model: 'machines',
    Command,
    RequiredParams: Command === 'identify' ? ['lab-power/seconds'] : [],
    OptionalParams: [],
  })),
}
const [, , verb, socket] = process.argv
if (verb === 'define') {
  console.log(JSON.stringify(definition))
} else {
  const on = new Map()
  const count = new Map()
  const act = ({ Command, Model, Params }) => {
    const key = Model.Uuid
    if (Command === 'powerstatus') return 'Chassis Power is ' + (on.get(key) ? 'on' : 'off')
    count.set(key, (count.get(key) ?? 0) + 1)
    if (Command === 'identify') return { seconds: Params['lab-power/seconds'], calls: count.get(key) }
    on.set(key, Command !== 'poweroff')
    return { calls: count.get(key) }
  }
  require('node:http').createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => { body += chunk })
    request.on('end', () => {
      const answer = request.url.endsWith('/action') ? act(JSON.parse(body)) : {}
      response.setHeader('Content-Type', 'application/json')
      response.end(JSON.stringify(answer))
      if (request.url.endsWith('/stop')) process.exit(0)
    })
  }).listen(socket, () => console.log('READY!'))
}
`
}
