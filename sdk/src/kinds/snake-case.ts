/** A field in snake case, as Terraform spells it: `NextServer` is `next_server`, `OS` is `os`, `DRPVersion` is `drp_version`, `UseAutoFill` is `use_autofill`. */
export function snakeCase(field: string): string {
  return field
    .replaceAll('AutoFill', 'Autofill')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
}
