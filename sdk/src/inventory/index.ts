export { compatInventory } from './compat.ts'
export type { HostMachine, InventoryData, ParamHolder } from './data.ts'
export { ansibleInventory, type Inventory, inventoryText } from './inventory.ts'
export {
  type AddressSource,
  DIMENSIONS,
  type Dimension,
  FACTS,
  type HostNameSource,
  type InventorySettings,
  inventoryDefaults,
  isAddressSource,
  isDimension,
  isHostNameSource,
  isValueSource,
  type KeyedGroup,
  type ValueSource,
} from './settings.ts'
