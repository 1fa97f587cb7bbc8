import { DISCOVERY_OS, kernelPaths } from '../boot-paths.ts'
import { type Check, UNASKED } from '../check.ts'
import { problem, warning } from '../finding.ts'
import { absent, wantedBootEnvs } from './boot-files.ts'

/** Is the discovery image there? */
export const discoveryImage: Check = {
  name: 'discovery-image',
  title: 'discovery image',
  judge: ({ server, services }) => {
    if (server === undefined) return UNASKED
    if (services?.files !== 'answers') return { skipped: 'files are not served' }
    const discovering = server.bootEnvs.filter(({ OS }) => OS.Name === DISCOVERY_OS)
    const missing = new Set(absent(services.bootFiles))
    const files = [...new Set(discovering.flatMap(kernelPaths))].filter((path) => missing.has(path))
    if (files.length === 0) return []
    const wanted = [server.prefs['unknownBootEnv'], server.prefs['defaultBootEnv'], ...server.bootEnvsInUse]
    const used = discovering.some(({ Name }) => wanted.includes(Name))
    const message = `The discovery image is not built: ${files.join(' and ')} are missing.`
    const next =
      'Run `metalwright build discovery --base-root <base root>` on the server, as root of a Debian.'
    if (used) return [problem(`${message} Machines that are sent to it wait for ever.`, next)]
    return wantedBootEnvs(server).has('discovery') ? [warning(message, next)] : []
  },
}
