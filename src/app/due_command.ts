/** One due object given its command: what became of it, and a line in the log where that is not what it should be. */

import { dueAt } from '../core/clockwork/due.js';
import type { CommandName } from '../core/commands.js';
import type { DueObject, ScopeInfo, StoredRow } from '../store/port.js';
import type { Committer } from './committer.js';
import { brokenBy } from './failures.js';

export interface DueLog {
  debug(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface DueCommandOptions {
  readonly committer: Pick<Committer, 'submit'>;
  readonly log: DueLog;
  /** The version that events of this work are rendered in. */
  readonly api_version: string;
}

/** `failed`: it broke, could not be written, or left the object as due as it was. */
export type DueResult = 'done' | 'refused' | 'failed';

export async function submitDue(
  { committer, log, api_version }: DueCommandOptions,
  { scope, livemode }: ScopeInfo,
  name: CommandName,
  { id, due_at }: DueObject,
): Promise<DueResult> {
  const fields = { command: name, id, scope };
  try {
    const outcome = await committer.submit({
      name,
      input: { id },
      scope,
      livemode,
      actor: 'daybook',
      request_id: null,
      api_version,
    });
    switch (outcome.status) {
      case 'refused':
        log.warn({ ...fields, refusal: outcome.refusal }, 'due work was refused');
        return 'refused';
      case 'broken':
        log.error({ ...fields, err: brokenBy(outcome) }, 'due work broke');
        return 'failed';
      case 'done':
        if (movedOn(outcome.row, id, due_at)) return 'done';
        log.error(fields, 'due work left its object as it was');
        return 'failed';
      case 'replayed':
        throw new Error('due work has no idempotency key');
    }
  } catch (error) {
    log.error({ ...fields, err: error }, 'due work could not be written');
    return 'failed';
  }
}

function movedOn(row: StoredRow, id: string, due_at: number): boolean {
  return row.id === id && dueAt(row.kind, JSON.parse(row.document)) !== due_at;
}
