/**
 * The header `Stripe-Version`: which API version a request is to be answered in.
 *
 * A version is a date, since 30 September 2024 with the name of a release series behind it. Within Daybook only the
 * date counts; what it means is said in the table of changes (`api/kernel/versions/changes.ts`) and nowhere else. The text is
 * kept to be echoed in the response.
 */

import { errors, isRefusal, type Refusal } from '../core/kernel/errors.js';

export interface ApiVersion {
  /** What the client sent, suffixes of previews included; echoed in the response and stored in events. */
  readonly text: string;
  /** `YYYY-MM-DD`, which compares as text. */
  readonly date: string;
}

/**
 * The version of a request without the header. It is older than 2026-09-30.endive on purpose: that version refuses
 * `payment_method_types`, which Stripe's own examples send along without naming a version.
 */
export const DEFAULT_API_VERSION = '2026-07-29.dahlia';

/** The oldest version that answers are written in: older ones differ in ways that nobody has described here. */
export const OLDEST_API_VERSION = '2020-08-27';

/** Versions before this date are a bare date; from it on, the name is required. */
const FIRST_NAMED_DATE = '2024-09-30';
/** Stripe's first version. */
const FIRST_DATE = '2011-01-01';
/** The newest version this release of Daybook knows. Names it does not know can only belong to later ones. */
const NEWEST_KNOWN_DATE = '2026-10-28';

/** The release series and their first dates, in order. Each one ends where the next one starts. */
const SERIES: readonly { readonly name: string; readonly from: string }[] = [
  { name: 'acacia', from: FIRST_NAMED_DATE },
  { name: 'basil', from: '2025-03-31' },
  { name: 'clover', from: '2025-09-30' },
  { name: 'dahlia', from: '2026-03-25' },
  { name: 'endive', from: '2026-09-30' },
];

/** The name that preview releases of the SDKs send with any date. */
const PREVIEW = 'preview';

/** Date, name, and any number of `; feature=v1`, by which clients turn on previews. */
const SHAPE = /^(\d{4}-\d{2}-\d{2})(?:\.([a-z]+))?(?:; *[a-z0-9_]+=v\d+)*$/;

/** A limit on what is echoed and kept; no client turns on that many previews. */
const MAXIMUM_LENGTH = 1024;

/**
 * Clients send the same few texts with every request, so those that were accepted are kept. A client that makes up
 * ever new suffixes fills the map once in a while; then it starts afresh.
 */
const parsed_versions = new Map<string, ApiVersion>();
const MAXIMUM_PARSED_VERSIONS = 256;

const DEFAULT_VERSION: ApiVersion = Object.freeze({
  text: DEFAULT_API_VERSION,
  date: DEFAULT_API_VERSION.slice(0, 10),
});
const OLDEST_VERSION: ApiVersion = Object.freeze({ text: OLDEST_API_VERSION, date: OLDEST_API_VERSION });

/** Reads the header. Without it the default version applies; anything but an existing version is refused. */
export function parseApiVersion(header: string | undefined): ApiVersion | Refusal {
  if (header === undefined) return DEFAULT_VERSION;
  const known = parsed_versions.get(header);
  if (known !== undefined) return known;
  const version = parseText(header.trim());
  if (version === null) return errors.invalidVersion(header);
  if (version.date < OLDEST_API_VERSION) return errors.versionTooOld(header, OLDEST_API_VERSION);
  if (parsed_versions.size >= MAXIMUM_PARSED_VERSIONS) parsed_versions.clear();
  parsed_versions.set(header, version);
  return version;
}

/** The version that something stored is shown in: it was a version when it was stored, and may be too old by now. */
export function storedVersion(text: string | undefined): ApiVersion {
  const version = parseApiVersion(text);
  return isRefusal(version) ? OLDEST_VERSION : version;
}

function parseText(text: string): ApiVersion | null {
  if (text.length > MAXIMUM_LENGTH) return null;
  const match = SHAPE.exec(text);
  const date = match?.[1];
  if (date === undefined || !isCalendarDate(date) || !isVersion(date, match?.[2])) return null;
  return Object.freeze({ text, date });
}

function isVersion(date: string, name: string | undefined): boolean {
  if (name === undefined) return date >= FIRST_DATE && date < FIRST_NAMED_DATE;
  if (name === PREVIEW) return date >= FIRST_NAMED_DATE;
  const index = SERIES.findIndex((series) => series.name === name);
  const series = SERIES[index];
  if (series === undefined) return date > NEWEST_KNOWN_DATE;
  const next = SERIES[index + 1];
  return date >= series.from && (next === undefined || date < next.from);
}

function isCalendarDate(date: string): boolean {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  const day = Number(date.slice(8, 10));
  return month >= 1 && month <= 12 && day >= 1 && day <= daysOfMonth(year, month);
}

function daysOfMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
