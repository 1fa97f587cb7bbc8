import { type DownloadPorts, loadText } from '../network/file-client.ts'

/** A script is run only when it is whole: an interpreter line at the top, `exit 0` on a line further down. */
function isWhole(script: string): boolean {
  const [first = '', ...lines] = script.split('\n')
  return first.startsWith('#!') && lines.includes('exit 0')
}

/** The start script at an address; `undefined` when there is no whole one to be had. */
export async function startScript(url: string, ports: DownloadPorts): Promise<string | undefined> {
  const place = URL.parse(url)
  if (place === null) return undefined
  const text = await loadText(place, ports).catch(() => {
    ports.signal.throwIfAborted()
    return undefined
  })
  return text !== undefined && isWhole(text) ? text : undefined
}
