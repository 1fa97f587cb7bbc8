import { SdkError } from './sdk-error.ts'

/** A setting that cannot be used, code `invalid_settings`. */
export class SettingsError extends SdkError {
  /** Name of the setting, such as `endpoint`. */
  readonly setting: string

  constructor(setting: string, message: string, cause?: unknown) {
    super('invalid_settings', message, cause)
    this.setting = setting
  }
}
