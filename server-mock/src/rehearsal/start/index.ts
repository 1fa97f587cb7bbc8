export { waitForFree } from './progress.ts'
export { type QemuSite, type QemuSiteOptions, startQemuSite } from './qemu-site.ts'
export { type ServerFacts, type ServerProcess, startServerProcess } from './server-process.ts'
export { startSimulatedSite } from './simulated-site.ts'
export {
  clientEnvironment,
  DEV_KEY,
  exampleEnvironment,
  type RehearsalMachine,
  type Site,
  type SiteOptions,
} from './site.ts'
export { buildProvider, TerraformError, TerraformWorkspace } from './terraform.ts'
export { findTerraform } from './terraform-cli.ts'
export { timeline, timelineText } from './timeline.ts'
