/** No room left: nothing is half written, reading goes on, everybody is told, and it is over when there is room again. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { type Answer, request } from '../../support/daybook.js';
import { type Engine, engines, type TestDatabase } from '../../support/engines.js';
import { withClient } from '../../support/postgres.js';
import { type Runtime, type ServerProcess, startServerProcess } from '../../support/server_process.js';

/** Files of the process may have 4 MB: the log of SQLite comes to that before it is ever written back. */
const LIMITED: Runtime = {
  executable: '/bin/sh',
  flags: ['-c', 'ulimit -S -f 8192; exec "$0" "$@"', process.execPath],
};

interface Scarcity {
  readonly runtime: Runtime;
  take(database: TestDatabase): Promise<void>;
  give(database: TestDatabase, daybook: ServerProcess): Promise<void>;
}

const SCARCITIES: Readonly<Record<string, Scarcity>> = {
  SQLite: {
    runtime: LIMITED,
    take: async () => undefined,
    async give(_database, { pid }) {
      const { status, stderr } = spawnSync('prlimit', ['--pid', String(pid), '--fsize=unlimited'], {
        encoding: 'utf8',
      });
      assert.equal(status, 0, stderr);
    },
  },
  // What the server says when a file cannot be made longer, said where the first row of a commit is written.
  PostgreSQL: {
    runtime: { executable: process.execPath, flags: [] },
    take: ({ location }) =>
      withClient(location.database_url as string, async (client) => {
        await client.query(`CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$`);
        await client.query('CREATE TRIGGER full_disk BEFORE INSERT ON journal EXECUTE FUNCTION full_disk()');
      }),
    give: ({ location }) =>
      withClient(location.database_url as string, async (client) => {
        await client.query('DROP TRIGGER full_disk ON journal');
      }),
  },
};

const LARGE = Array.from({ length: 40 }, (_, index) => `metadata[k${index}]=${'x'.repeat(450)}`).join('&');

for (const engine of engines()) {
  test(`a full storage on ${engine.name}`, { skip: engine.skip }, () => runsFull(engine));
}

async function runsFull(engine: Engine): Promise<void> {
  const scarcity = SCARCITIES[engine.name] as Scarcity;
  const database = await engine.make();
  const daybook = await startServerProcess(database.location, {}, scarcity.runtime);
  try {
    const create = (form: string, headers = {}) => request(daybook, 'POST', '/v1/customers', form, headers);
    const ready = async () => {
      const began_ms = performance.now();
      const { status } = await fetch(`${daybook.address}/ready`);
      assert.ok(performance.now() - began_ms < 2_000);
      return status;
    };
    const written: string[] = [];
    const note = (answer: Answer): number => {
      if (answer.status === 200) written.push(answer.body.id);
      else checkFull(answer);
      return answer.status;
    };
    note(await create('name=before'));
    assert.equal(await ready(), 200);
    await scarcity.take(database);
    const began_ms = performance.now();
    while (note(await create(LARGE)) === 200);
    assert.equal(await ready(), 503);

    // Under an idempotency key too, and many at once: each is done or not.
    const refused = { 'Idempotency-Key': 'again' };
    assert.equal(note(await create(LARGE, refused)), 503);
    for (let round = 0; round < 10; round += 1) {
      for (const answer of await Promise.all(Array.from({ length: 30 }, () => create(LARGE)))) note(answer);
    }
    assert.equal(await ready(), 503);
    const { status, body } = await request(daybook, 'GET', '/v1/customers', 'limit=100');
    assert.equal(status, 200);
    assert.deepEqual(new Set(body.data.map(({ id }: { id: string }) => id)), new Set(written));

    await scarcity.give(database, daybook);
    const seconds = (performance.now() - began_ms) / 1000;
    assert.equal(note(await create(LARGE, refused)), 200);
    assert.equal((await create(LARGE, refused)).body.id, written.at(-1));
    assert.equal(await ready(), 200);
    while (daybook.errors() === '') await pause(10);
    const lines = daybook.errors().trim().split('\n');
    assert.ok(lines.length <= seconds + 2, `${lines.length} lines in ${seconds} s`);
  } finally {
    await daybook.kill();
    await database.remove();
  }
}

function checkFull({ status, headers, body }: Answer): void {
  assert.equal(status, 503, JSON.stringify(body));
  assert.match(body.error.message, /storage is full/);
  assert.equal(body.error.type, 'api_error');
  assert.equal(headers.get('stripe-should-retry'), 'true');
}
