/** A server whose files are taken away takes nothing more, and loses nothing that it answered before. */
import assert from 'node:assert/strict';
import {
  closeSync,
  copyFileSync,
  cpSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { call, daybook, PAYMENT, type Serving, serve, temporaryFolder } from '../../test/support/cli.js';

const KEY = { DAYBOOK_TEST_SECRET_KEY: 'sk_test_gone0123456789abcdefghij', DAYBOOK_LOG_LEVEL: 'silent' };
const REPORT = '/v1/payment_records/report_payment';

const pay = (server: Serving) => call(server.address, server.test_key, 'POST', REPORT, PAYMENT);

async function started(): Promise<{ folder: string; file: string; server: Serving }> {
  const folder = temporaryFolder();
  const server = await serve(folder, KEY);
  for (let n = 0; n < 3; n += 1) assert.equal((await pay(server)).status, 200);
  return { folder, file: join(folder, 'daybook.sqlite'), server };
}

const GONE = /The file .+ was moved, removed, replaced or cut while it was in use: nothing more is written to it\. /;

async function endsWithOneLine(server: Serving, line = GONE): Promise<void> {
  assert.equal(await server.ended, 1);
  assert.match(server.output.stderr, /^daybook: [^\n]+\n$/);
  assert.match(server.output.stderr, line);
}

/** [what is done, how, what is said] */
const TAKEN: readonly [string, (file: string, backup: string) => void, RegExp?][] = [
  ['removed', (file) => rmSync(file)],
  ['moved', (file) => renameSync(file, `${file}-elsewhere`)],
  ['replaced', (file) => copyAndReplace(file)],
  // Whoever reads first finds it shorter than it was, or pages missing.
  [
    'cut',
    (file) => truncateSync(file, 8_192),
    new RegExp(`${GONE.source}|The database .+ is damaged \\(.+\\): restore a backup`),
  ],
  ['removed with its folder', (file) => rmSync(join(file, '..'), { recursive: true })],
  ['left without its log', (file) => rmSync(`${file}-wal`)],
  // As `cp` does, but in one step and no shorter than it was.
  [
    'written over with a backup',
    (file, backup) => {
      const descriptor = openSync(file, 'r+');
      writeSync(descriptor, readFileSync(backup), 0, statSync(backup).size, 0);
      closeSync(descriptor);
    },
    /The log .+ belongs to another database than the file beside it, which is a backup/,
  ],
];

function copyAndReplace(file: string): void {
  copyFileSync(file, `${file}.copy`);
  renameSync(`${file}.copy`, file);
}

describe('a database that is', () => {
  for (const [what, take, line] of TAKEN) {
    it(`${what} gets no more payments, and the server ends`, async () => {
      const { server, file, folder } = await started();
      const backup = join(temporaryFolder(), 'backup.sqlite');
      assert.equal((await daybook(['backup', backup, '--data', folder])).code, 0);
      take(file, backup);
      // Whatever is answered from now on, it is not that it was done.
      for (;;) {
        const answered = await pay(server).catch(() => undefined);
        if (answered === undefined) break;
        assert.equal(answered.status, 503);
        assert.match(answered.body.error.message, /^The database is damaged/);
      }
      await endsWithOneLine(server, line);
    });
  }

  it('removed while nobody asks for anything is missed all the same', async () => {
    const { server, file } = await started();
    rmSync(file);
    await endsWithOneLine(server);
  });

  it('replaced by its own copy goes on with all that was answered', async () => {
    const { server, file, folder } = await started();
    copyAndReplace(file);
    await endsWithOneLine(server);
    const next = await serve(folder, KEY);
    const { body } = await call(next.address, next.test_key, 'GET', '/v1/payment_records');
    assert.equal(body.data.length, 3);
    assert.equal(await next.stop(), 0);
  });

  it('put back goes on with all that was answered', async () => {
    const { server, file, folder } = await started();
    renameSync(file, `${file}.away`);
    await endsWithOneLine(server);
    assert.equal(existsSync(file), false);
    renameSync(`${file}.away`, file);
    const copy = temporaryFolder();
    cpSync(folder, copy, { recursive: true });
    const next = await serve(copy, KEY);
    const { body } = await call(next.address, next.test_key, 'GET', '/v1/payment_records');
    assert.equal(body.data.length, 3);
    assert.equal(await next.stop(), 0);
  });
});
