/** The oldest Node that runs the provider. */
export const oldestNode = [22, 19] as const

/** The bundled provider as a file that starts by itself where a Node is on PATH. An old Node is told so. */
export function asScript(bundle: string): string {
  const [major, minor] = oldestNode
  const message = `terraform-provider-drp needs Node ${major}.${minor} or later, and the node on PATH is `
  const check = `{const[a,b]=process.versions.node.split('.').map(Number);if(a<${major}||a===${major}&&b<${minor}){process.stderr.write(${JSON.stringify(message)}+process.version+'\\n');process.exit(1)}}`
  return `#!/usr/bin/env node\n${check}\n${bundle}`
}
