import { AllowedTargets, NoTarget } from '../../egress/allowed-targets.js';
import { defaultSchedule } from '../../webhooks/retry-schedule.js';
import { listOf, numberBetween, url } from '../kinds.js';
import type { Kind, Setting } from '../setting.js';

const tracedBy = ['service', 'site'] as const;
// An import into a site that does not run starts it, webhooks included.
const readBy = [...tracedBy, 'import'] as const;

const targets: Kind<AllowedTargets> = {
  should: 'hosts, addresses and networks with commas between, such as erp.plant.local,10.20.0.0/16',
  parse: (given) => {
    try {
      return new AllowedTargets(given.split(',').filter((one) => one.trim() !== ''));
    } catch (error) {
      if (error instanceof NoTarget) return undefined;
      throw error;
    }
  },
};

export const webhookAllow: Setting<AllowedTargets> = {
  name: 'MILLWRIGHT_WEBHOOK_ALLOW',
  what: 'Hosts, addresses and networks that webhooks may reach although they are not public',
  example: 'erp.plant.local,10.20.0.0/16',
  kind: targets,
  readBy,
};

const mostAttempts = 50;
const seconds = listOf(
  numberBetween({ least: 0.001, most: 604_800 }),
  `up to ${mostAttempts} numbers of seconds, one after each failed attempt, such as 5,300,1800`,
);

export const webhookRetrySeconds: Setting<readonly number[]> = {
  name: 'MILLWRIGHT_WEBHOOK_RETRY_SECONDS',
  what: 'How long after each failed attempt a webhook is tried again',
  unit: 's',
  example: '5,300,1800',
  otherwise: defaultSchedule.join(','),
  kind: {
    ...seconds,
    parse: (given) => {
      const all = seconds.parse(given);
      return all && all.length <= mostAttempts ? all : undefined;
    },
  },
  readBy,
};

export const otlpUrl: Setting<string> = {
  name: 'MILLWRIGHT_OTLP_URL',
  what: 'A receiver of OTLP over HTTP; no traces are sent without it',
  example: 'http://collector:4318',
  kind: url(['http:', 'https:'], 'the address of a receiver of OTLP over HTTP such as http://collector:4318'),
  readBy: tracedBy,
  secret: 'the password in its URL',
};

export const traceShare: Setting<number> = {
  name: 'MILLWRIGHT_TRACE_SHARE',
  what: 'The share of traces that are kept where the caller does not decide',
  example: '0.1',
  otherwise: '1',
  kind: numberBetween({ least: 0, most: 1 }),
  readBy: tracedBy,
};
