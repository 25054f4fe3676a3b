export { backUp } from './backup/back-up.js';
export { BackupProblem } from './backup/backup-file.js';
export { restoreInto } from './backup/restore-into.js';
export { Progress } from './progress.js';
export { rebuild } from './rebuilding.js';
