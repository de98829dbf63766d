/**
 * Steps of the schema that are the same on every engine but for its words. What differs stands in the engine's own list;
 * numbers go through both. A step that has shipped is never edited.
 */
import { kindTable, type TableDialect } from './kind_table.js';
import type { Migration } from './migration.js';

interface SharedStep {
  readonly number: number;
  readonly name: string;
  readonly sql: (dialect: TableDialect) => string;
}

const STEPS: readonly SharedStep[] = [
  {
    number: 11,
    name: 'tax rates',
    sql: (dialect) => kindTable({ table: 'tax_rates', columns: { active: 'integer', inclusive: 'integer' } }, dialect),
  },
  {
    number: 12,
    name: 'payments that failed without a reason',
    sql: () => `UPDATE payment_records SET decline_reason = 'none' WHERE decline_reason IS NULL AND state = 'failed';`,
  },
  {
    number: 13,
    name: 'references of named processors',
    // Until now reports knew no processor but `custom`: nothing is there to be filled.
    sql: ({ types }) => `
      ALTER TABLE payment_attempt_records ADD COLUMN claimed_reference ${types.text};
      CREATE UNIQUE INDEX payment_attempt_records_claimed_reference
        ON payment_attempt_records (scope, claimed_reference) WHERE claimed_reference IS NOT NULL;`,
  },
  {
    number: 14,
    name: 'when evidence of disputes is due',
    sql: ({ types }) => `
      ALTER TABLE disputes ADD COLUMN evidence_due_by ${types.integer} NOT NULL DEFAULT 0;
      UPDATE disputes SET evidence_due_by = CAST(document ->> 'evidence_due_by' AS ${types.integer});
      CREATE INDEX disputes_evidence_due_by ON disputes (scope, status, evidence_due_by, id);`,
  },
];

/** All steps of an engine, in their order. */
export function withSharedSteps(own: readonly Migration[], dialect: TableDialect): readonly Migration[] {
  const shared = STEPS.map(({ number, name, sql }) => ({ number, name, sql: sql(dialect) }));
  return [...own, ...shared].sort((one, other) => one.number - other.number);
}
