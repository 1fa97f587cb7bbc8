export * from './generated/index.ts'
export { MachineSet, type MachineSetArgs } from './machine-set.ts'
