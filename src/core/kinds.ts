/** Every kind of object, from the rooms that declare them. */
import { BILLING_KINDS } from './billing/registry.js';
import type { Part } from './kernel/decision.js';
import type { Document, Documents, Kind } from './kernel/kind.js';
import type { ColumnValue, KindDeclaration } from './kernel/kind_declaration.js';
import type { Metadata } from './kernel/shared.js';
import { PAYMENTS_KINDS } from './payments/registry.js';
import { PLATFORM_KINDS } from './platform/registry.js';

export const KINDS = { ...BILLING_KINDS, ...PAYMENTS_KINDS, ...PLATFORM_KINDS } as const satisfies {
  readonly [K in Kind]: KindDeclaration<Documents[K]>;
};

const PART_PREFIXES: Readonly<Record<Part, string>> = { line_item: 'uli' };

/** What ids of a kind begin with. */
export function prefixOf(name: Kind | Part): string {
  return isKind(name) ? KINDS[name].prefix : PART_PREFIXES[name];
}

export const KIND_NAMES = Object.keys(KINDS).sort() as Kind[];

export function isKind(name: string): name is Kind {
  return Object.hasOwn(KINDS, name);
}

/** The declaration of a kind, typed for use with any kind. */
export function kindOf(kind: Kind): KindDeclaration<Document<Kind>> {
  return KINDS[kind] as KindDeclaration<Document<Kind>>;
}

export function columnsOf(kind: Kind, document: Document<Kind>): Record<string, ColumnValue> {
  const columns: Record<string, ColumnValue> = {};
  for (const [name, derive] of Object.entries(kindOf(kind).columns)) columns[name] = derive(document);
  return columns;
}

/** The metadata that is indexed for search; undefined where the kind has none. */
export function searchableMetadata(kind: Kind, document: Document<Kind>): Metadata | undefined {
  return kindOf(kind).searches_metadata && 'metadata' in document ? document.metadata : undefined;
}
