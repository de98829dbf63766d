/**
 * Where deliveries may go. A URL is looked at when it is given; the address behind its name is looked at on every
 * connection, since names can be pointed elsewhere at any time.
 */
import { BlockList, isIP } from 'node:net';
import type { Refusal } from '../../core/kernel/refusal.js';
import type { Store } from '../../store/port.js';
import {
  forbiddenAddress,
  hostIsNone,
  noSchemeOrHost,
  notEncrypted,
  otherScheme,
  portZero,
  privateAddress,
  urlTooLong,
  withControlCharacters,
  withPassword,
} from './refusals.js';

/** In which modes deliveries may go to addresses that are not on the public internet. */
export const PRIVATE_TARGETS = ['test', 'always', 'never'] as const;
export type PrivateTargets = (typeof PRIVATE_TARGETS)[number];

/**
 * Without a setting test mode may reach them until there is a live key: from then on the machine is no longer one to try
 * things on, and whoever has a key for test mode must not look around in its network.
 */
export async function allowsPrivate(
  store: Pick<Store, 'list' | 'scopes'>,
  setting: PrivateTargets | undefined,
  livemode: boolean,
): Promise<boolean> {
  if (setting !== undefined) return setting === 'always' || (setting === 'test' && !livemode);
  return !livemode && !(await hasLiveKey(store));
}

async function hasLiveKey(store: Pick<Store, 'list' | 'scopes'>): Promise<boolean> {
  for (const { scope, livemode } of store.scopes) {
    if (!livemode) continue;
    const { items } = await store.list({ scope, kind: 'api_key', where: [], limit: 1 });
    if (items.length > 0) return true;
  }
  return false;
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

/**
 * What nothing is ever sent to, in no mode and by no setting: link-local addresses, at which clouds tell machines their
 * own credentials, in every form in which IPv6 can hold them, and what clouds use beside them.
 */
const FORBIDDEN = new BlockList();
FORBIDDEN.addSubnet('169.254.0.0', 16, 'ipv4');
for (const [network, bits] of [
  ['fe80::', 10],
  ['::a9fe:0', 112], // compatible with IPv4
  ['::ffff:a9fe:0', 112], // mapped
  ['::ffff:0:a9fe:0', 112], // translated
  ['64:ff9b::a9fe:0', 112], // NAT64
  ['64:ff9b:1::', 48], // NAT64 of one's own network: where in it IPv4 stands, nobody can know
  ['2001::', 32], // Teredo, which hides IPv4
  ['2002:a9fe::', 32], // 6to4
] as const) {
  FORBIDDEN.addSubnet(network, bits, 'ipv6');
}
for (const address of ['100.100.100.200', '168.63.129.16', '192.0.0.192']) FORBIDDEN.addAddress(address, 'ipv4');
for (const address of ['fd00:ec2::23', 'fd00:ec2::254', 'fd20:ce::254']) FORBIDDEN.addAddress(address, 'ipv6');

const MAPPED = /^::ffff:(.+)$/i;

export function isForbiddenAddress(address: string): boolean {
  const [plain = ''] = address.split('%', 1);
  const version = isIP(plain);
  return version !== 0 && FORBIDDEN.check(plain, version === 4 ? 'ipv4' : 'ipv6');
}

/** What may be connected to, and whose answers are shown. */
export interface TargetPolicy {
  readonly allows: (address: string) => boolean;
  /** What stands on pages of a private network is for those who can reach them. */
  readonly showsAnswers: (address: string) => boolean;
}

export function targetPolicy(private_allowed: boolean): TargetPolicy {
  return {
    allows: (address) => !isForbiddenAddress(address) && (private_allowed || isPublicAddress(address)),
    showsAnswers: isPublicAddress,
  };
}

export function isPublicAddress(address: string): boolean {
  const [plain = ''] = address.split('%', 1);
  switch (isIP(plain)) {
    case 4:
      return !PRIVATE.check(plain, 'ipv4') && !isForbiddenAddress(plain);
    case 6: {
      const mapped = MAPPED.exec(plain)?.[1];
      if (mapped !== undefined && isIP(mapped) === 4) return isPublicAddress(mapped);
      return GLOBAL_V6.check(plain, 'ipv6') && !PRIVATE_V6.check(plain, 'ipv6');
    }
    default:
      return false;
  }
}

/** Parts of letters, digits, dashes and underscores between dots, and a dot at the end or none. */
const HOST_NAME = /^(?:[\w-]{1,63}\.)*[\w-]{1,63}\.?$/;

/** Names that never stand for a public address, so that the mistake shows before the first delivery. */
const LOCAL_NAME = /(^|\.)(localhost|localdomain|local|internal|home\.arpa)\.?$/i;

export const MAXIMUM_URL_LENGTH = 2048;

/** What is wrong with a URL, as the sentence of a refusal; undefined where nothing is. */
export function urlProblem(text: string, livemode: boolean, private_allowed: boolean): Refusal | undefined {
  // Some would be left out as the URL is read, which would make what is checked another text than what was sent.
  if (/\p{Cc}/u.test(text)) return withControlCharacters();
  if (!URL.canParse(text)) return noSchemeOrHost();
  const url = new URL(text);
  if (url.href.length > MAXIMUM_URL_LENGTH) return urlTooLong(MAXIMUM_URL_LENGTH);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return otherScheme();
  if (livemode && url.protocol !== 'https:') return notEncrypted();
  if (url.username !== '' || url.password !== '') return withPassword();
  if (url.port === '0') return portZero();
  const host = hostOf(url);
  if (isIP(host) === 0 && !HOST_NAME.test(host)) return hostIsNone();
  if (private_allowed) return isForbiddenAddress(host) ? forbiddenAddress() : undefined;
  return (isIP(host) === 0 ? LOCAL_NAME.test(host) : !isPublicAddress(host)) ? privateAddress() : undefined;
}

/** The host without the brackets around an IPv6 address. The parser has turned odd spellings of IPv4 into the usual. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}
