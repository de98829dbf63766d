/** The table of each kind: what every write and every look at single rows needs, prepared once. */

import type { Kind } from '../../core/kernel/kind.js';
import { KIND_NAMES, kindOf } from '../../core/kinds.js';
import type { Sqlite, Statement, ValueStatement } from './binding.js';

interface KindTable {
  /** Of the columns that the kind declares. */
  readonly names: readonly string[];
  readonly insert: Statement;
  readonly version: ValueStatement;
  readonly get: Statement;
}

export type KindTables = Readonly<Record<Kind, KindTable>>;

export function kindTables(database: Sqlite): KindTables {
  return Object.fromEntries(KIND_NAMES.map((kind) => [kind, kindTable(database, kind)])) as Record<Kind, KindTable>;
}

function kindTable(database: Sqlite, kind: Kind): KindTable {
  const { table, columns } = kindOf(kind);
  const names = Object.keys(columns);
  const all = ['scope', 'id', 'version', 'document', ...names];
  return {
    names,
    insert: database.prepare(`INSERT INTO ${table} (${all.join(', ')}) VALUES (${all.map(() => '?').join(', ')})`),
    version: database.prepareValue(`SELECT version FROM ${table} WHERE scope = ? AND id = ?`),
    get: database.prepare(`SELECT id, version, document FROM ${table} WHERE scope = ? AND id = ?`),
  };
}
