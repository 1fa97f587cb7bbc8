export { FakeDrp, type FakeDrpOptions } from './fake-drp.ts'
export { type ServedHandlers, serveHandlers } from './serve-handlers.ts'
