import { SettingsError } from '@metalwright/sdk'
import { doctorSettings } from './gather/settings.ts'
import { gather } from './gather.ts'
import { diagnose, reportText } from './report.ts'

/** What `metalwright doctor` is asked. */
export interface DoctorOptions {
  /** URL of the server; `RS_ENDPOINT` or this host when left out. */
  readonly endpoint: string | undefined
  /** Folder of the server on this host. */
  readonly baseRoot: string | undefined
  readonly format: 'text' | 'json'
  /** `RS_KEY`, `RS_TOKEN`, `RS_FINGERPRINT` and so on. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Takes the report. */
  readonly write: (text: string) => void
  /** Takes lines of progress. */
  readonly tell: (line: string) => void
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/**
 * Says in words what is wrong with an installation, each with the next step. Looks only: nothing is changed.
 *
 * @returns exit code: 0 no problem, 1 problems, 2 the installation could not be looked at
 */
export async function doctor(options: DoctorOptions): Promise<0 | 1 | 2> {
  const { endpoint, baseRoot, environment, format, now, tell, write } = options
  try {
    const settings = await doctorSettings(environment, endpoint, baseRoot)
    const report = diagnose(await gather({ settings, baseRoot, tell, now }))
    write(format === 'json' ? `${JSON.stringify(report, undefined, 2)}\n` : reportText(report))
    return report.exitCode
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    write(
      format === 'json' ? `${JSON.stringify({ exitCode: 2, error: error.message })}\n` : `${error.message}\n`,
    )
    return 2
  }
}
