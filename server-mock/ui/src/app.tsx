import type { ReadonlySignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { StreamState } from './api/event-stream.ts'
import { openConsole } from './console.ts'
import { MachinePage } from './machine/machine-page.tsx'
import { MachinesPage } from './machines/machines-page.tsx'
import { Page } from './page.tsx'
import type { Ports } from './ports.ts'
import { MACHINES_LINK, type Route } from './route.ts'
import { LoginForm } from './session/login-form.tsx'
import type { Session } from './session/session.ts'
import { Text } from './text/text.tsx'

interface AppProps {
  readonly session: Session
  readonly ports: Ports
  readonly route: ReadonlySignal<Route>
}

/** The whole console. */
export function App({ session, ports, route }: AppProps) {
  const state = session.state.value
  return (
    <>
      <button type="button" class="skip" onClick={skipToMain}>
        Skip to the content
      </button>
      {state.kind === 'out' ? (
        <>
          <header>
            <span class="brand">Metalwright</span>
          </header>
          <LoginForm session={session} />
        </>
      ) : (
        <LoggedIn key={state.user} user={state.user} session={session} ports={ports} route={route} />
      )}
    </>
  )
}

function LoggedIn({ user, session, ports, route }: AppProps & { readonly user: string }) {
  const console = useMemo(() => openConsole(session, ports), [session, ports])
  useEffect(() => console.close, [console])
  return (
    <>
      <header>
        <a class="brand" href={MACHINES_LINK}>
          Metalwright
        </a>
        <Connection state={console.stream.state} />
        <span class="user">
          <Text of={user} />
        </span>
        <button type="button" onClick={() => session.logout()}>
          Log out
        </button>
      </header>
      <Content route={route.value} console={console} />
    </>
  )
}

function Content({
  route,
  console,
}: {
  readonly route: Route
  readonly console: ReturnType<typeof openConsole>
}) {
  switch (route.kind) {
    case 'machines':
      return <MachinesPage fleet={console.fleet} />
    case 'machine':
      return <MachinePage key={route.uuid} uuid={route.uuid} console={console} />
    case 'unknown':
      return (
        <Page title="No such page">
          <p class="empty">
            <a href={MACHINES_LINK}>Go to all machines</a>
          </p>
        </Page>
      )
  }
}

const WORDS: Readonly<Record<StreamState, string>> = {
  connecting: 'Connecting …',
  live: 'Live',
  lost: 'Connection lost. What is shown may be out of date; trying again …',
}

function Connection({ state }: { readonly state: ReadonlySignal<StreamState> }) {
  return (
    <span role="status" class={`connection ${state.value}`}>
      {WORDS[state.value]}
    </span>
  )
}

/** The address after `#` names the page, so a link to a part of it is not to be had. */
function skipToMain(): void {
  document.querySelector<HTMLElement>('#main h1')?.focus()
}
