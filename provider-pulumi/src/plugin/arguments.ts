/** How the plugin was started. */
export interface Arguments {
  /** Address of the engine; undefined when somebody started the plugin by hand, to have an engine attach to it. */
  readonly engineAddress: string | undefined
  /** Print the version and end. */
  readonly version: boolean
}

/** Flags of the engine that take a value in the next word. */
const VALUED = ['tracing', 'v', 'stderrthreshold', 'vmodule', 'log_dir', 'log_backtrace_at']

/**
 * Reads the command line: `[--logtostderr] [-v=N] [--tracing URL] [ENGINE_ADDRESS]`. Flags it does not know are
 * passed over: engines may get new ones.
 */
export function readArguments(words: readonly string[]): Arguments {
  let engineAddress: string | undefined
  let version = false
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? ''
    const flag = /^--?([^=]+)(=.*)?$/.exec(word)
    if (flag === null) engineAddress ??= word === '' ? undefined : word
    else if (flag[1] === 'version') version = true
    else if (flag[2] === undefined && VALUED.includes(flag[1] ?? '')) at += 1
  }
  return { engineAddress, version }
}
