export { unlessAborted } from './abort.ts'
export {
  AlreadyExistsError,
  ApiError,
  BadRequestError,
  ConflictError,
  ForbiddenError,
  InUseError,
  NotFoundError,
  type Refusal,
  ServerError,
  UnsupportedError,
  ValidationError,
} from './api-error.ts'
export { AuthenticationError } from './authentication-error.ts'
export { type Clock, type Random, systemClock } from './clock.ts'
export { ConnectionError, type ConnectionFault } from './connection-error.ts'
export type { Endpoint } from './endpoint.ts'
export { endpointList } from './endpoint-list.ts'
export { connectionFailure } from './failure.ts'
export { parseFingerprint } from './fingerprint.ts'
export { firstHealthyEndpoint } from './healthy-endpoint.ts'
export { apiPath, apiPathOfName } from './path.ts'
export type { Answer, Content, Request } from './request.ts'
export { backOff } from './retry.ts'
export { SdkError } from './sdk-error.ts'
export { DEFAULT_ENDPOINT, type Settings, settingsFromEnvironment } from './settings.ts'
export { SettingsError } from './settings-error.ts'
export { TlsError } from './tls-error.ts'
export { Transport, type TransportPorts } from './transport.ts'
