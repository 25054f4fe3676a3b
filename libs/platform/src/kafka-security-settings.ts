import { readFileSync } from 'node:fs';
import { saslMechanisms, type KafkaSecurity } from '@millwright/messaging';
import { SettingProblem } from './setting-problem.js';

type Environment = Readonly<Record<string, string | undefined>>;

const sasl = 'MILLWRIGHT_KAFKA_SASL_';
const tls = 'MILLWRIGHT_KAFKA_TLS';

function fileOf(environment: Environment, name: string): string | undefined {
  const path = environment[name];
  if (!path) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new SettingProblem(
      `${name} names the file ${path}, which cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function passwordOf(environment: Environment): string | undefined {
  const given = environment[`${sasl}PASSWORD`];
  const inFile = fileOf(environment, `${sasl}PASSWORD_FILE`)?.replace(/\r?\n$/, '');
  if (given && inFile !== undefined)
    throw new SettingProblem(`${sasl}PASSWORD and ${sasl}PASSWORD_FILE are both set; set one of them`);
  return given || inFile;
}

function saslOf(environment: Environment): KafkaSecurity['sasl'] {
  const given = environment[`${sasl}MECHANISM`];
  const username = environment[`${sasl}USERNAME`];
  const password = passwordOf(environment);
  if (!given) {
    if (username || password)
      throw new SettingProblem(
        `${sasl}MECHANISM is not set, but a user or a password is; it should be one of ${saslMechanisms.join(', ')}`,
      );
    return undefined;
  }
  const mechanism = saslMechanisms.find((known) => known === given.toLowerCase());
  if (!mechanism)
    throw new SettingProblem(`${sasl}MECHANISM is ${given}; it should be one of ${saslMechanisms.join(', ')}`);
  if (!username) throw new SettingProblem(`${sasl}MECHANISM is set, but ${sasl}USERNAME is not`);
  if (!password)
    throw new SettingProblem(`${sasl}MECHANISM is set, but neither ${sasl}PASSWORD nor ${sasl}PASSWORD_FILE is`);
  return { mechanism, username, password };
}

function tlsOf(environment: Environment): KafkaSecurity['tls'] {
  const wanted = environment[tls] ?? 'false';
  if (wanted !== 'true' && wanted !== 'false')
    throw new SettingProblem(`${tls} is ${wanted}; it should be true or false`);
  const files = ['CA', 'CERTIFICATE', 'KEY'].map((part) => `${tls}_${part}_FILE`);
  if (wanted === 'false') {
    const useless = files.find((name) => environment[name]);
    if (useless) throw new SettingProblem(`${useless} is set, but ${tls} is not true: nothing would be encrypted`);
    return undefined;
  }
  const [authority, certificate, key] = files.map((name) => fileOf(environment, name));
  if ((certificate === undefined) !== (key === undefined))
    throw new SettingProblem(`${files[1]} and ${files[2]} belong together; one of them is not set`);
  return { authority, certificate, key };
}

/** SASL and TLS towards the brokers. What contradicts itself stops the start. */
export const kafkaSecuritySettings = (environment: Environment): KafkaSecurity => ({
  sasl: saslOf(environment),
  tls: tlsOf(environment),
});
