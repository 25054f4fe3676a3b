export { MaintenanceModule, maintenanceService } from './maintenance.module.js';
