import * as of from './declared/index.js';
import { inFile, type Setting } from './setting.js';

/** What is known of the settings while they are checked: also one whose value makes no sense is set. */
export interface Checked {
  isSet(setting: Setting<unknown>): boolean;
  /** Undefined where it is not set or makes no sense. */
  maybe<Value>(setting: Setting<Value>): Value | undefined;
}

type Rule = (checked: Checked) => readonly string[];

const named = ({ name }: Setting<unknown>): string => `${name} or ${inFile(name)}`;

const sasl: Rule = ({ isSet }) => {
  const { kafkaSaslMechanism: mechanism, kafkaSaslUsername: username, kafkaSaslPassword: password } = of;
  if (isSet(mechanism))
    return [username, password]
      .filter((one) => !isSet(one))
      .map((one) => `${mechanism.name} is set, but neither ${inFile(one.name)} nor ${one.name} is`);
  const useless = [username, password].find(isSet);
  return useless ? [`${useless.name} is set, but ${mechanism.name} is not; it should be ${mechanism.kind.should}`] : [];
};

const tls: Rule = ({ isSet, maybe }) => {
  const { kafkaTls, kafkaTlsAuthority: authority, kafkaTlsCertificate: certificate, kafkaTlsKey: key } = of;
  if (maybe(kafkaTls) === false)
    return [authority, certificate, key]
      .filter(isSet)
      .map(({ name }) => `${name} is set, but ${kafkaTls.name} is not true: nothing would be encrypted`);
  if (isSet(certificate) === isSet(key)) return [];
  const [there, missing] = isSet(key) ? [key, certificate] : [certificate, key];
  return [`${there.name} and ${missing.name} belong together, but ${named(missing)} is not set`];
};

const ports: Rule = ({ maybe }) => {
  const port = maybe(of.port);
  return port !== undefined && port !== 0 && port === maybe(of.metricsPort)
    ? [`${of.metricsPort.name} is ${port}, the same as ${of.port.name}; metrics need a port of their own`]
    : [];
};

const databaseOf = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(1));

/** The owner may come another way than the service, which may go through a pool: host and port may differ. */
const databases: Rule = ({ maybe }) => {
  const [url, ownerUrl] = [maybe(of.databaseUrl), maybe(of.databaseOwnerUrl)];
  if (!url || !ownerUrl || databaseOf(url) === databaseOf(ownerUrl)) return [];
  return [
    `${of.databaseOwnerUrl.name} names the database ${databaseOf(ownerUrl)}, but ${of.databaseUrl.name} the database ${databaseOf(url)}; both should name the same`,
  ];
};

const provider: Rule = ({ isSet }) => {
  const { oidcIssuer: issuer, oidcAudience: audience, oidcKeys: keys, oidcKeysUrl: keysUrl } = of;
  if (isSet(keys) && isSet(keysUrl)) return [`${keys.name} and ${keysUrl.name} are both set; set one of them`];
  if (!isSet(issuer))
    return [audience, keys, keysUrl, of.oidcActorClaim, of.oidcRolesClaim]
      .filter(isSet)
      .map(({ name }) => `${name} is set, but ${issuer.name} is not: nobody would be believed`);
  return [
    ...(isSet(audience)
      ? []
      : [`${issuer.name} is set, but ${audience.name} is not; it should be what the provider calls Millwright`]),
    ...(isSet(keys) || isSet(keysUrl)
      ? []
      : [
          `${issuer.name} is set, but neither ${keysUrl.name} nor ${keys.name} is; one should say what its tokens are verified with`,
        ]),
  ];
};

const rules: readonly Rule[] = [sasl, tls, ports, databases, provider];

/** What is right one by one and makes no sense together, a sentence each. */
export const contradictions: Rule = (checked) => rules.flatMap((rule) => rule(checked));
