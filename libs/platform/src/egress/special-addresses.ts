import { BlockList, isIP, isIPv4 } from 'node:net';

/** Networks that are not the public internet; IANA's registries of special-purpose addresses. */
const privateNetworks = [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '::1/128',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '3fff::/20',
  '5f00::/16',
  'fc00::/7',
  'fec0::/10',
];

/**
 * What a name must never lead to, not even one that is allowed: no network, the link itself with the metadata service of
 * clouds, everybody at once.
 */
const neverNetworks = [
  '0.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '224.0.0.0/3',
  '::/128',
  'fe80::/10',
  'ff00::/8',
  'fd00:ec2::/32',
];

/** IPv4 addresses in the clothes of IPv6: mapped, compatible, translated (NAT64) and 6to4. */
const embeddings = [
  { network: '::ffff:0:0/96', from: 12 },
  { network: '::ffff:0:0:0/96', from: 12 },
  { network: '64:ff9b::/96', from: 12 },
  { network: '64:ff9b:1::/48', from: 12 },
  { network: '::/96', from: 12 },
  { network: '2002::/16', from: 2 },
];

export function networks(list: readonly string[]): BlockList {
  const found = new BlockList();
  for (const network of list) {
    const [address, bits] = network.split('/');
    const family = isIPv4(address) ? 'ipv4' : 'ipv6';
    found.addSubnet(address, Number(bits ?? (family === 'ipv4' ? 32 : 128)), family);
  }
  return found;
}

export const isWithin = (list: BlockList, address: string): boolean =>
  list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');

const ofPrivate = networks(privateNetworks);
const ofNever = networks(neverNetworks);
const ofEmbeddings = embeddings.map(({ network, from }) => ({ list: networks([network]), from }));

/** The sixteen bytes of an IPv6 address. */
function bytesOf(address: string): number[] {
  const [, zoneless] = /^([^%]*)/.exec(address) ?? ['', address];
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(zoneless);
  const hex = (high: string, low: string): string => ((Number(high) << 8) | Number(low)).toString(16);
  const text = dotted ? `${dotted[1]}${hex(dotted[2], dotted[3])}:${hex(dotted[4], dotted[5])}` : zoneless;
  const [head, tail] = text.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const groups = tail === undefined ? head : [...head, ...Array(8 - head.length - tail.length).fill('0'), ...tail];
  return groups.flatMap((group) => [parseInt(group, 16) >> 8, parseInt(group, 16) & 0xff]);
}

/** An address, and the one that it stands for where it only wraps another. */
export function unwrapped(address: string): string[] {
  if (isIPv4(address)) return [address];
  const found = ofEmbeddings.find(({ list }) => isWithin(list, address));
  return found
    ? [
        address,
        bytesOf(address)
          .slice(found.from, found.from + 4)
          .join('.'),
      ]
    : [address];
}

export type AddressKind = 'public' | 'private' | 'never';

/** Where an address leads. What cannot be read leads nowhere. */
export function kindOf(address: string): AddressKind {
  if (isIP(address) === 0) return 'never';
  const [outer, inner] = unwrapped(address);
  if (inner !== undefined && outer !== '::' && outer !== '::1') return worse(kindOf(inner), 'public');
  if (isWithin(ofNever, outer)) return 'never';
  return isWithin(ofPrivate, outer) ? 'private' : 'public';
}

const order: readonly AddressKind[] = ['public', 'private', 'never'];
const worse = (a: AddressKind, b: AddressKind): AddressKind => order[Math.max(order.indexOf(a), order.indexOf(b))];
