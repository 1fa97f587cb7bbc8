/**
 * What may be told of an error that nobody caught: its kind and where it came from. Messages of such errors can hold
 * values of a configuration, and what a process prints as it ends is shown to users and kept in logs.
 */
export function crashReport(error: unknown): { readonly kind: string; readonly stack: string } {
  if (!(error instanceof Error)) return { kind: typeof error, stack: '' }
  const { name, message, stack = '' } = error
  // What V8 writes before the frames; a stack in another form might have the message anywhere.
  const head = message === '' ? name : `${name}: ${message}`
  return { kind: name, stack: stack.startsWith(`${head}\n`) ? stack.slice(head.length + 1) : '' }
}
