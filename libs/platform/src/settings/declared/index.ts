export * from './access.js';
export * from './database.js';
export * from './elsewhere.js';
export * from './kafka.js';
export * from './plant.js';
export * from './process.js';
export * from './telling.js';
