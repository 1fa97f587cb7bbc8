export type { InventoryData } from './data.ts'
export { ansibleInventory, type Inventory, inventoryText } from './inventory.ts'
export {
  type AddressSource,
  DIMENSIONS,
  type Dimension,
  type HostNameSource,
  type InventorySettings,
  inventoryDefaults,
  isAddressSource,
  isDimension,
  isHostNameSource,
} from './settings.ts'
