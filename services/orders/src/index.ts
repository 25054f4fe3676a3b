export { OrdersModule, ordersService } from './orders.module.js';
