/** The Terraform spelling of a field: `NextServer` is `next_server`, `OS` is `os`, `DRPVersion` is `drp_version`. */
export function attributeName(field: string): string {
  return field
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
}

/** The name of a field of a nested object: `ID` is that of a template. */
export function innerName(field: string): string {
  return field === 'ID' ? 'template_id' : attributeName(field)
}
