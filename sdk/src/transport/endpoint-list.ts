/** Servers of `RS_ENDPOINTS`: URLs with blanks or commas between them. */
export function endpointList(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((endpoint) => endpoint !== '')
}
