/**
 * Where deliveries may go. A URL is looked at when it is given; the address behind its name is looked at on every
 * connection, since names can be pointed elsewhere at any time.
 */
import { BlockList, isIP } from 'node:net';

/** In which modes deliveries may go to addresses that are not on the public internet. */
export const PRIVATE_TARGETS = ['test', 'always', 'never'] as const;
export type PrivateTargets = (typeof PRIVATE_TARGETS)[number];

export function allowsPrivate(setting: PrivateTargets, livemode: boolean): boolean {
  return setting === 'always' || (setting === 'test' && !livemode);
}

/** Networks that are not the public internet (IANA's registries of special-purpose addresses), and multicast. */
const PRIVATE = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16], // link-local, and the metadata services of clouds
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  PRIVATE.addSubnet(network, bits, 'ipv4');
}

/** Of IPv6 only 2000::/3 is given out; within it these lead back to IPv4 or nowhere. */
const GLOBAL_V6 = new BlockList();
GLOBAL_V6.addSubnet('2000::', 3, 'ipv6');
const PRIVATE_V6 = new BlockList();
for (const [network, bits] of [
  ['2001::', 23], // Teredo and other protocol assignments
  ['2001:db8::', 32],
  ['2002::', 16], // 6to4
  ['3fff::', 20],
] as const) {
  PRIVATE_V6.addSubnet(network, bits, 'ipv6');
}

const MAPPED = /^::ffff:(.+)$/i;

export function isPublicAddress(address: string): boolean {
  const [plain = ''] = address.split('%', 1);
  switch (isIP(plain)) {
    case 4:
      return !PRIVATE.check(plain, 'ipv4');
    case 6: {
      const mapped = MAPPED.exec(plain)?.[1];
      if (mapped !== undefined && isIP(mapped) === 4) return isPublicAddress(mapped);
      return GLOBAL_V6.check(plain, 'ipv6') && !PRIVATE_V6.check(plain, 'ipv6');
    }
    default:
      return false;
  }
}

/** Names that never stand for a public address, so that the mistake shows before the first delivery. */
const LOCAL_NAME = /(^|\.)(localhost|localdomain|local|internal|home\.arpa)\.?$/i;

/** What is wrong with a URL, as the sentence of a refusal; undefined where nothing is. */
export function urlProblem(text: string, livemode: boolean, private_allowed: boolean): string | undefined {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return 'An explicit scheme (such as https) and a host must be provided.';
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'The scheme must be http or https.';
  if (livemode && url.protocol !== 'https:') return 'In live mode the scheme must be https.';
  if (url.username !== '' || url.password !== '') {
    return 'It must not name a user or a password. Deliveries are signed: verify the signature instead.';
  }
  const host = hostOf(url);
  if (private_allowed) return undefined;
  if (isIP(host) === 0 ? LOCAL_NAME.test(host) : !isPublicAddress(host)) {
    return 'The host must be reachable from the public internet. DAYBOOK_WEBHOOK_PRIVATE_TARGETS can allow private addresses.';
  }
  return undefined;
}

/** The host without the brackets around an IPv6 address. The parser has turned odd spellings of IPv4 into the usual. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}
