export { contractOf, staleFiles } from './contract-files.js';
