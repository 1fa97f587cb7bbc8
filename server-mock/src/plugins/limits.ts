/** How much time and room plugins get. Times are milliseconds, sizes bytes. */
export interface PluginLimits {
  /** For `define` to print the definition. */
  readonly defineMs: number
  /** What `define` may print. */
  readonly defineBytes: number
  /** Size of an uploaded program. */
  readonly executableBytes: number
  /** From the start of a plugin until it says that it is ready, and again until it has taken its values. */
  readonly readyMs: number
  /** For one event to be taken. */
  readonly publishMs: number
  /** For a plugin to end after it was told to; as long again after SIGTERM, before it is killed. */
  readonly stopMs: number
  /** For one action. */
  readonly actionMs: number
  /** Answer to one call, either way. */
  readonly messageBytes: number
  /** Body of a call of a plugin's own API, and of its answer. */
  readonly proxyBytes: number
  /** For a plugin's own API to go on answering. */
  readonly proxyIdleMs: number
  /** Pause before the first restart; it doubles with every failure. */
  readonly restartMs: number
  /** Longest pause before a restart. A plugin that has run for as long starts with the shortest again. */
  readonly restartMaxMs: number
  /** Events that may wait for one plugin. */
  readonly events: number
  /** Lines of output taken over into the log per second and plugin. */
  readonly linesPerSecond: number
}

/** What a server gives its plugins. */
export const PLUGIN_LIMITS: PluginLimits = {
  defineMs: 10_000,
  defineBytes: 16 * 1024 * 1024,
  executableBytes: 512 * 1024 * 1024,
  readyMs: 30_000,
  publishMs: 10_000,
  stopMs: 5_000,
  actionMs: 5 * 60_000,
  messageBytes: 8 * 1024 * 1024,
  proxyBytes: 1024 * 1024 * 1024,
  proxyIdleMs: 60_000,
  restartMs: 1_000,
  restartMaxMs: 60_000,
  events: 1_000,
  linesPerSecond: 100,
}
