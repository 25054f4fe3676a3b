export const services = ['orders', 'tracking', 'quality', 'inventory', 'maintenance'] as const;
export type ServiceName = (typeof services)[number];
