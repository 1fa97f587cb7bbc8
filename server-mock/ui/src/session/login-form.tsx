import { useSignal } from '@preact/signals'
import type { TargetedSubmitEvent } from 'preact'
import { useRef } from 'preact/hooks'
import { ApiError } from '../api/api-error.ts'
import { Page } from '../page.tsx'
import type { Session } from './session.ts'

/** Asks for user and password. */
export function LoginForm({ session }: { readonly session: Session }) {
  const state = session.state.value
  const problem = useSignal(state.kind === 'out' ? state.reason : '')
  const isBusy = useSignal(false)
  const password = useRef<HTMLInputElement>(null)

  const login = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    isBusy.value = true
    problem.value = ''
    try {
      await session.login(String(fields.get('user')).trim(), String(fields.get('password')))
    } catch (error) {
      problem.value = problemText(error)
      isBusy.value = false
      password.current?.select()
    }
  }
  return (
    <Page title="Log in">
      <form class="login" onSubmit={(event) => void login(event)}>
        <label for="user">User</label>
        <input
          id="user"
          name="user"
          required
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
        />
        <label for="password">Password</label>
        <input
          id="password"
          name="password"
          type="password"
          required
          autocomplete="current-password"
          ref={password}
        />
        <p role="alert" class="problem">
          {problem.value}
        </p>
        <button type="submit" class="primary" disabled={isBusy.value}>
          {isBusy.value ? 'Logging in …' : 'Log in'}
        </button>
      </form>
    </Page>
  )
}

function problemText(error: unknown): string {
  if (error instanceof ApiError && error.code === 'unauthorised') {
    return 'Wrong user name or password.'
  }
  return error instanceof Error ? error.message : String(error)
}
