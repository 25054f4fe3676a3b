export { importLog, type Imported, type ImportOptions } from './importing.js';
export { Progress } from './progress.js';
export { readLogFile, type LogFile } from './log-file.js';
