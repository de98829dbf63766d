/** What must hold for every journal, whatever was done, by however many processes, with however many crashes. */
import assert from 'node:assert/strict';
import type { JournalEntry } from '../../src/store/port.js';

export function checkJournal(entries: readonly JournalEntry[]): void {
  const scopes = new Map<number, { event: number; at_ms: number; position: number }>();
  const versions = new Map<string, number>();
  for (const entry of entries) {
    const at = scopes.get(entry.scope) ?? { event: 0, at_ms: 0, position: 0 };
    if (entry.events.length > 0) {
      assert.equal(entry.first_event, at.event + 1, `events of scope ${entry.scope} have a gap or overlap`);
    }
    assert.ok(entry.at_ms >= at.at_ms, `the time of entry ${entry.position} runs backwards`);
    assert.ok(entry.position > at.position, `entry ${entry.position} is out of order`);
    scopes.set(entry.scope, {
      event: at.event + entry.events.length,
      at_ms: entry.at_ms,
      position: entry.position,
    });
    for (const { id, version } of entry.changes) {
      assert.equal(version, (versions.get(`${entry.scope}/${id}`) ?? 0) + 1, `a version of ${id} is missing or double`);
      versions.set(`${entry.scope}/${id}`, version);
    }
  }
}

/** How often each idempotency key had an effect. */
export function effectsByKey(entries: readonly JournalEntry[]): Map<string, number> {
  const effects = new Map<string, number>();
  for (const { idempotency_key: key } of entries) if (key !== null) effects.set(key, (effects.get(key) ?? 0) + 1);
  return effects;
}
