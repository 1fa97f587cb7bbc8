import type { OpenSocket } from './api/socket.ts'
import type { Ports } from './ports.ts'
import { tabTokenStore } from './session/token-store.ts'

/** Milliseconds after which a hidden page, which paints no frames, is brought up to date all the same. */
const FRAME_AT_MOST = 250

/** The browser, as the console uses it. */
export function browserPorts(): Ports {
  return {
    fetch: (url, init) => fetch(url, init),
    openSocket,
    clock: {
      now: () => Date.now(),
      random: () => Math.random(),
      after: (milliseconds, work) => {
        const timer = setTimeout(work, milliseconds)
        return () => clearTimeout(timer)
      },
    },
    store: tabTokenStore(() => sessionStorage),
    nextFrame,
    isSeen: () => document.visibilityState === 'visible',
  }
}

const openSocket: OpenSocket = (path, listener) => {
  const url = new URL(path, location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  const socket = new WebSocket(url)
  socket.addEventListener('open', () => listener.opened())
  socket.addEventListener('message', ({ data }) => {
    if (typeof data === 'string') listener.received(data)
  })
  socket.addEventListener('close', () => listener.closed())
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text)
    },
    close: () => socket.close(),
  }
}

function nextFrame(work: () => void): void {
  const once = () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    work()
  }
  const frame = requestAnimationFrame(once)
  const timer = setTimeout(once, FRAME_AT_MOST)
}
