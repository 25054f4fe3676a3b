import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from './run-program.js';

/** PEM texts. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** An authority made for a spec, by openssl, in a directory that the spec removes. */
export class Authority {
  private constructor(
    private readonly directory: string,
    private readonly name: string,
    readonly certificate: string,
  ) {}

  static async found(directory: string, name: string): Promise<Authority> {
    const { certificate } = await made(directory, name, [
      ...['-x509', '-days', '2', '-subj', `/CN=${name}`],
      ...['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign'],
    ]);
    return new Authority(directory, name, certificate);
  }

  /** Names are as in a certificate: `IP:127.0.0.1` or `DNS:broker.example`. */
  issue(holder: string, names: readonly string[]): Promise<Certificate> {
    const [ca, key] = ['pem', 'key'].map((ending) => join(this.directory, `${this.name}.${ending}`));
    return made(this.directory, `${this.name}-${holder}`, [
      ...['-x509', '-days', '2', '-subj', `/CN=${holder}`, '-CA', ca, '-CAkey', key],
      ...['-addext', 'basicConstraints=critical,CA:FALSE', '-addext', `subjectAltName=${names.join(',')}`],
    ]);
  }
}

async function made(directory: string, name: string, options: readonly string[]): Promise<Certificate> {
  const [certificate, key, settings] = ['pem', 'key', 'cnf'].map((ending) => join(directory, `${name}.${ending}`));
  // Its own settings would add what is added here a second time.
  writeFileSync(settings, '[req]\ndistinguished_name = dn\n[dn]\n');
  const keyOf = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc', '-keyout', key];
  const { code, output } = await runProgram([
    ...['openssl', 'req', '-config', settings, ...keyOf, '-out', certificate, ...options],
  ]);
  if (code !== 0) throw new Error(`openssl could not make a certificate for ${name}: ${output}`);
  return { certificate: readFileSync(certificate, 'utf8'), key: readFileSync(key, 'utf8') };
}
