import { messagesOf, objectOf } from '../network/machine-api.ts'
import { type ImageSettings, typeOf } from './image-settings.ts'
import type { Refusal, TaskRun } from './task-run.ts'

/** Milliseconds between two questions how far the server is. */
const PAUSE = 2000

/** What the server makes of an image that a machine cannot write itself; waits until it is there. */
export async function convertedImage(run: TaskRun, asked: ImageSettings): Promise<ImageSettings | Refusal> {
  const { running, api, settings, log } = run
  const { ports } = running.hardware
  let shown = ''
  for (;;) {
    const answer = await api.request('GET', `/machines/${settings.uuid}/image`)
    const body = objectOf(answer)
    if (answer.status === 200) {
      const { Url = '', Sha256 = '', Format = '', DiskBytes = 0 } = body
      return {
        ...asked,
        url: String(Url),
        sha256: String(Sha256),
        type: typeOf(String(Format)),
        size: Number(DiskBytes),
      }
    }
    if (answer.status !== 202) {
      return {
        cause: messagesOf(answer),
        next: 'check image-deploy/image-file, image-deploy/image-url and image-deploy/image-sha256',
      }
    }
    const line = `The server prepares the image: ${body['State']}, ${body['Done']} of ${body['Total']} bytes`
    if (line !== shown) log(line)
    shown = line
    await ports.sleep(PAUSE, running.signal)
  }
}
