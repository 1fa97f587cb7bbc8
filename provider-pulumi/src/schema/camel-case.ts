/** A name in camel case as Pulumi spells properties: `pool_id` is `poolId`. */
export function camelCase(snake: string): string {
  return snake.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}

/** A name as Pulumi spells types: `catalog_item` is `CatalogItem`. */
export function pascalCase(snake: string): string {
  const camel = camelCase(snake)
  return camel.slice(0, 1).toUpperCase() + camel.slice(1)
}
