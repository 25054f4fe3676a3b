import { matching, numberBetween, oneOf, port as portNumber } from '../kinds.js';
import type { Setting } from '../setting.js';

export const host: Setting<string> = {
  name: 'MILLWRIGHT_HOST',
  what: 'The address that it listens on',
  example: '0.0.0.0',
  otherwise: '127.0.0.1',
  kind: matching(/^[A-Za-z0-9._:%-]{1,255}$/, 'a host name or an address'),
  readBy: ['service', 'site'],
};

export const port: Setting<number> = {
  name: 'MILLWRIGHT_PORT',
  what: 'Where the API and the health pages are served',
  example: '3000',
  otherwise: '3000',
  kind: portNumber,
  readBy: ['service', 'site'],
};

export const metricsPort: Setting<number> = {
  name: 'MILLWRIGHT_METRICS_PORT',
  what: 'Where Prometheus reads `/metrics`, apart from the API; nowhere without it',
  example: '9464',
  kind: portNumber,
  readBy: ['service', 'site'],
};

export const logLevel: Setting<string> = {
  name: 'MILLWRIGHT_LOG_LEVEL',
  what: 'What is said in the log, which is JSON',
  example: 'warn',
  otherwise: 'info',
  kind: oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
  readBy: ['service', 'migrate', 'site'],
};

export const drainSeconds: Setting<number> = {
  name: 'MILLWRIGHT_DRAIN_SECONDS',
  what: 'How long requests are still taken after SIGTERM, with readiness red already. Those in flight are answered after that too, for up to 25 s in all',
  unit: 's',
  example: '10',
  otherwise: '2',
  kind: numberBetween({ least: 0, most: 20, of: 'a number of seconds' }),
  readBy: ['service'],
};

export const dataDirectory: Setting<string> = {
  name: 'MILLWRIGHT_DATA',
  what: 'The directory with the data of a site',
  example: '/var/lib/millwright',
  otherwise: 'millwright-data',
  kind: matching(/^[^\0]{1,4096}$/, 'the path of a directory'),
  readBy: ['site', 'import', 'backup', 'restore'],
};
