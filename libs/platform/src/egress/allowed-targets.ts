import { isIP, type BlockList } from 'node:net';
import { isWithin, networks, unwrapped } from './special-addresses.js';

const hostPattern = /^[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?$/;

/** Not a host, not an address, not a network. */
export class NoTarget extends Error {}

/** Where this plant may be sent to although it is not public: what its operator has written down, and nothing else. */
export class AllowedTargets {
  private readonly hosts = new Set<string>();
  private readonly nets: BlockList;

  /** Hosts, addresses and networks: `erp.plant.local`, `192.168.7.20`, `10.20.0.0/16`. */
  constructor(entries: readonly string[] = []) {
    const nets: string[] = [];
    for (const entry of entries.map((one) => one.trim().toLowerCase())) {
      const [address, bits, ...rest] = entry.split('/');
      const family = isIP(address);
      if (family !== 0 && rest.length === 0 && isPrefix(bits, family)) nets.push(entry);
      else if (hostPattern.test(entry) && isIP(entry) === 0) this.hosts.add(entry);
      else throw new NoTarget(`${entry} is neither a host nor an address nor a network such as 10.20.0.0/16`);
    }
    this.nets = networks(nets);
  }

  hasHost(name: string): boolean {
    return this.hosts.has(name);
  }

  /** Also an address in other clothes is only allowed as what it stands for. */
  hasAddress(address: string): boolean {
    return isIP(address) !== 0 && isWithin(this.nets, unwrapped(address).at(-1) as string);
  }
}

const isPrefix = (bits: string | undefined, family: number): boolean =>
  bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
