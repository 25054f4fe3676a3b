export * from './generated/index.js';
export { createClient, type Client } from './generated/client/index.js';
