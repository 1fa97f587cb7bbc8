export {
  EventStream,
  type EventStreamOptions,
  type PostedEvent,
  type SubscribeOptions,
} from './event-stream.ts'
export { parseSelector, type Selector, selects } from './selector.ts'
export { type ResyncReason, type StreamItem, Subscription } from './subscription.ts'
