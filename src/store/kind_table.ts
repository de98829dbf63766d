/** The table of a kind that is like others: the same step on every engine, in the words of each. */

type ColumnType = 'integer' | 'text';

export interface KindTable {
  readonly table: string;
  /** Beside scope, id, version and document; without any where the kind declares none. */
  readonly columns: Readonly<Record<string, ColumnType>>;
}

/** How an engine writes types down, and what it says behind the columns. */
export interface TableDialect {
  readonly types: Readonly<Record<ColumnType | 'scope' | 'version' | 'document', string>>;
  readonly ending: string;
}

export const SQLITE_TABLES: TableDialect = {
  types: { scope: 'INTEGER', version: 'INTEGER', document: 'TEXT', integer: 'INTEGER', text: 'TEXT' },
  ending: ' WITHOUT ROWID',
};

/** Texts are compared by their bytes, as ids must be. */
export const POSTGRES_TABLES: TableDialect = {
  types: { scope: 'integer', version: 'bigint', document: 'json', integer: 'bigint', text: 'text COLLATE "C"' },
  ending: '',
};

/**
 * The statements that make it. What a kind declares is not read here: a step that has shipped says the same for good, and
 * a column that is added later is another step.
 */
export function kindTable({ table, columns }: KindTable, { types, ending }: TableDialect): string {
  const lines = [
    `scope ${types.scope} NOT NULL, id ${types.text} NOT NULL, version ${types.version} NOT NULL, document ${types.document} NOT NULL`,
    ...Object.entries(columns).map(([name, type]) => `${name} ${types[type]}`),
    'PRIMARY KEY (scope, id)',
  ];
  return `\nCREATE TABLE ${table} (\n${lines.map((line) => `  ${line}`).join(',\n')}\n)${ending};\n`;
}
