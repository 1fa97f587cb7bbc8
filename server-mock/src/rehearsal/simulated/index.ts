export type { Firmware, Pace } from './hardware.ts'
export type { DhcpPlace } from './network/address-client.ts'
export { lossyNetwork, type NetworkFaults } from './network/faults.ts'
export { type SimulationPorts, systemPorts } from './ports.ts'
export { type FleetOptions, SimulatedFleet } from './simulated-fleet.ts'
export {
  type MachineState,
  SimulatedMachine,
  type SimulatedMachineOptions,
  SimulationTimeout,
} from './simulated-machine.ts'
export type { PlannedTask, TaskFault, TaskOutcome, TaskPlan } from './tasks/task-plan.ts'
