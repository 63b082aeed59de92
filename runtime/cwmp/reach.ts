/**
 * Where connection requests may go. A CPE says at which URL it wants to be asked (TR-069 3.2.2), and the CSE sends a request there from
 * where it stands: what only the CSE can reach, such as itself and the metadata of a cloud, is no place for a CPE.
 */

import { BlockList, isIP } from 'node:net';

/** Networks, as `10.0.0.0/8`, or addresses; `any`: wherever CPEs say; `none`: CPEs are not asked to connect, and come by themselves. */
export type ConnectTo = readonly string[] | 'any' | 'none';

export interface Reach {
  /** Whether a connection request may go to this IP address. */
  reaches(this: void, address: string): boolean;
}

export class ReachError extends Error {
  override readonly name = 'ReachError';
}

/** Where no CPE is (RFC 6890), and where clouds tell machines their secrets. */
const noPlaceForCpes = [
  '0.0.0.0/8', // this network; the machine itself for many systems
  '169.254.0.0/16', // link-local, and with it most metadata
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, and broadcast
  '100.100.100.200', // metadata
  '168.63.129.16', // metadata
  '192.0.0.192', // metadata
  '::/128',
  'fe80::/10',
  'ff00::/8',
  'fd00:ec2::254', // metadata
  'fd20:ce::254', // metadata
];

const thisMachine = ['127.0.0.0/8', '::1'];

/**
 * Without `connectTo`: to all places where CPEs can be; within this machine only where CPEs connect from within it.
 * @throws ReachError
 */
export function reachOf(connectTo: ConnectTo | undefined, isLocal: boolean): Reach {
  if (connectTo === 'any') return { reaches: () => true };
  if (connectTo === undefined) {
    const forbidden = listOf(isLocal ? noPlaceForCpes : [...noPlaceForCpes, ...thisMachine]);
    return { reaches: (address) => !has(forbidden, address) };
  }
  const allowed = listOf(connectTo === 'none' ? [] : connectTo);
  return { reaches: (address) => has(allowed, address) };
}

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(network) ?? [];
    const longest = isIP(address) === 4 ? 32 : 128;
    const prefix = bits === undefined ? longest : Number(bits);
    if (isIP(address) === 0 || prefix > longest) throw new ReachError(`${network} is no network`);
    if (longest === 128) {
      list.addSubnet(address, prefix, 'ipv6');
    } else {
      list.addSubnet(address, prefix, 'ipv4');
      // The same addresses where IPv4 is reached by IPv6 (RFC 6052); those of RFC 4291 are known to the list.
      list.addSubnet(`64:ff9b::${address}`, 96 + prefix, 'ipv6');
    }
  }
  return list;
}

const has = (list: BlockList, address: string): boolean => isIP(address) !== 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
