// Shows, in plain JavaScript: a user who may do no more than he needs (read machines, change one param), and a token
// of his for a program. Prints the token only, for RS_TOKEN.
//
//   export RS_TOKEN=$(node examples/scripts/narrow-user.mjs inventory-bot)
import { randomBytes } from 'node:crypto'
import { Client } from '@metalwright/sdk'

const [name = 'inventory-bot', ttlSeconds = '3600'] = process.argv.slice(2)
const client = Client.fromEnvironment()
await client.roles.ensure({
  Name: name,
  Description: 'Reads machines and notes where they stand',
  Claims: [
    { scope: 'machines', action: 'list,get', specific: '*' },
    { scope: 'machines', action: 'update:/Params/inventory~1rack', specific: '*' },
  ],
})
await client.users.ensure({ Name: name, Roles: [name] })
// Nobody needs to know it: a token is all the program gets. Setting it ends the tokens that were made before.
await client.users.setPassword(name, randomBytes(32).toString('base64url'))
const { Token } = await client.users.token(name, { ttlSeconds: Number(ttlSeconds) })
console.log(Token)
await client.close()
