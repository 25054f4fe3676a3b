export { Progress } from './progress.js';
export { rebuild } from './rebuilding.js';
