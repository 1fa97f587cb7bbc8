export { ACTION_PREFIXES, Action, type ActionPrefix, AvailableAction } from './action.ts'
export { ArchInfo, BootEnv, OsInfo } from './bootenv.ts'
export {
  type CatalogueEntry,
  catalogue,
  type Index,
  type IndexKind,
  type InputOf,
  isPrefix,
  type KeyForm,
  type ObjectOf,
  PREFIXES,
  type Prefix,
} from './catalogue.ts'
export { Content, ContentMeta, ContentSummary } from './content.ts'
export { Context } from './context.ts'
export { DecodeError, decode } from './decode.ts'
export { fromDraft4 } from './draft4-schema.ts'
export { CatalogItem, Element, Endpoint, VersionSet } from './endpoint.ts'
export { ErrorBody } from './error-body.ts'
export { Event } from './event.ts'
export { COMPUTED_FIELDS, hexAddress, isIPv4, isUuid, NIL_UUID, ZERO_TIME } from './fields.ts'
export {
  DerivedImage,
  Image,
  ImageFormat,
  ImageImport,
  ImageProgress,
  ImagePrune,
  ImageState,
  ImagesPruned,
  ImageUse,
  MachineImage,
} from './image.ts'
export { Info } from './info.ts'
export { Job, JobAction, JobExitState, JobState } from './job.ts'
export { Json, type JsonObject, type JsonValue } from './json.ts'
export { KexecFile, KexecPlan } from './kexec-plan.ts'
export { Lease } from './lease.ts'
export { LogLine } from './log-line.ts'
export { Machine, PoolStatus } from './machine.ts'
export { NetworkInterface } from './network-interface.ts'
export { Param } from './param.ts'
export { Plugin, PluginProvider, PluginUpload } from './plugin.ts'
export { Pool, PoolAutoFill, PoolResult, PoolTransition } from './pool.ts'
export { PoolRequest } from './pool-request.ts'
export { Prefs } from './prefs.ts'
export { Profile } from './profile.ts'
export { Reservation } from './reservation.ts'
export { Claim, Role } from './role.ts'
export {
  Rollout,
  RolloutClaimed,
  RolloutMachine,
  RolloutMachineState,
  RolloutState,
} from './rollout.ts'
export { Phase, PhaseReport, Run, RunKind, StalledRun } from './run.ts'
export { Stage } from './stage.ts'
export { DhcpOption, Subnet } from './subnet.ts'
export { Task } from './task.ts'
export { Template } from './template.ts'
export { TemplateInfo } from './template-info.ts'
export { Tenant } from './tenant.ts'
export { User, UserPassword, UserToken } from './user.ts'
export { Fingerprint, Whoami } from './whoami.ts'
export { Workflow } from './workflow.ts'
