/** What an exit code asks for. */
export interface ExitRequest {
  readonly failed: boolean
  readonly incomplete: boolean
  readonly power: 'none' | 'reboot' | 'poweroff' | 'stop'
}

/**
 * Reads an exit code (DRP): `sane` codes are 16 stop, 32 power off, 64 reboot, with 128 added "incomplete";
 * `original` ones 1 reboot, 2 incomplete, 3 both. 0 is success, all others are failures.
 */
export function readExitCode(code: number, codes: 'sane' | 'original'): ExitRequest {
  const done = (power: ExitRequest['power'], incomplete = false) => ({ failed: false, incomplete, power })
  const failed: ExitRequest = { failed: true, incomplete: false, power: 'none' }
  if (codes === 'original') {
    return [done('none'), done('reboot'), done('none', true), done('reboot', true)][code] ?? failed
  }
  switch (code) {
    case 0:
    case 128:
      return done('none', code === 128)
    case 16:
    case 144:
      return done('stop', code === 144)
    case 32:
    case 160:
      return done('poweroff', code === 160)
    case 64:
    case 192:
      return done('reboot', code === 192)
    default:
      return failed
  }
}
