export { InventoryModule, inventoryService } from './inventory.module.js';
