import { signal } from '@preact/signals'
import { render } from 'preact'
import { App } from './app.tsx'
import { browserPorts } from './browser-ports.ts'
import { routeOf } from './route.ts'
import { Session } from './session/session.ts'
import './style/base.css'
import './style/machine.css'
import './style/machines.css'

const ports = browserPorts()
const session = new Session(ports)
const route = signal(routeOf(location.hash))
addEventListener('hashchange', () => {
  route.value = routeOf(location.hash)
})
const place = document.getElementById('console')
if (place !== null) render(<App session={session} ports={ports} route={route} />, place)
