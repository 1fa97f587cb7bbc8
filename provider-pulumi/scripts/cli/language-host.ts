import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type handleUnaryCall, Server, ServerCredentials } from '@grpc/grpc-js'
import languageServices from '@pulumi/pulumi/proto/language_grpc_pb.js'
import language from '@pulumi/pulumi/proto/language_pb.js'
import plugin from '@pulumi/pulumi/proto/plugin_pb.js'

/** Exit code by which a program says that it has told its errors already. */
const TOLD = 32

/** Serves the part of Pulumi's language protocol that runs a program for Node.js. */
export interface LanguageHost {
  /** Port on 127.0.0.1. */
  readonly port: number
  close(): void
}

/**
 * Starts a host that runs programs as Pulumi's own does: each in a Node of its own, by the `@pulumi/pulumi` that the
 * program has.
 *
 * @param onText told what programs print
 */
export async function startLanguageHost(onText: (text: string) => void): Promise<LanguageHost> {
  const run: handleUnaryCall<language.RunRequest, language.RunResponse> = ({ request }, reply) => {
    const info = request.getInfo()
    const folder = info?.getProgramDirectory() || request.getPwd()
    const runner = createRequire(join(folder, 'package.json')).resolve('@pulumi/pulumi/cmd/run/index.js')
    const [engine = ''] = request.getArgsList()
    const args = [
      ...['--monitor', request.getMonitorAddress(), '--engine', engine],
      ...['--project', request.getProject(), '--stack', request.getStack()],
      ...['--organization', request.getOrganization()],
      ...['--parallel', String(request.getParallel()), '--pwd', folder],
      ...(info === undefined ? [] : ['--root-directory', info.getRootDirectory()]),
      ...(request.getDryrun() ? ['--dry-run'] : []),
      info?.getEntryPoint() || '.',
    ]
    const config = Object.fromEntries(request.getConfigMap().getEntryList())
    const child = spawn(process.execPath, [runner, ...args], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        PULUMI_CONFIG: JSON.stringify(config),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
      },
    })
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', onText)
    const response = new language.RunResponse()
    child.once('error', (error) => reply(null, response.setError(error.message)))
    child.once('close', (code, signal) => {
      if (code === TOLD) response.setBail(true)
      else if (code !== 0) response.setError(`Program exited with ${signal ?? code}`)
      reply(null, response)
    })
  }

  const server = new Server()
  server.addService(languageServices.LanguageRuntimeService, {
    run,
    getRequiredPlugins: answer(new language.GetRequiredPluginsResponse()),
    getRequiredPackages: answer(new language.GetRequiredPackagesResponse()),
    getPluginInfo: answer(new plugin.PluginInfo()),
  })
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    )
  })
  return { port, close: () => server.forceShutdown() }
}

/** Answers every call with the same message. */
function answer<T>(message: T): handleUnaryCall<unknown, T> {
  return (_call, reply) => reply(null, message)
}
