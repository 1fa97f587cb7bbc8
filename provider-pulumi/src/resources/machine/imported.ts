/** Output that tells that a machine was imported: what it was built from is not known. No program sees it. */
export const IMPORTED = '__imported'
