/** A server whose files are taken away takes nothing more, and loses nothing that it answered before. */
import assert from 'node:assert/strict';
import { copyFileSync, cpSync, existsSync, renameSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { call, PAYMENT, type Serving, serve, temporaryFolder } from '../support/cli.js';

const KEY = { DAYBOOK_TEST_SECRET_KEY: 'sk_test_gone0123456789abcdefghij', DAYBOOK_LOG_LEVEL: 'silent' };
const REPORT = '/v1/payment_records/report_payment';

const pay = (server: Serving) => call(server.address, server.test_key, 'POST', REPORT, PAYMENT);

async function started(): Promise<{ folder: string; file: string; server: Serving }> {
  const folder = temporaryFolder();
  const server = await serve(folder, KEY);
  for (let n = 0; n < 3; n += 1) assert.equal((await pay(server)).status, 200);
  return { folder, file: join(folder, 'daybook.sqlite'), server };
}

async function endsWithOneLine(server: Serving): Promise<void> {
  assert.equal(await server.ended, 1);
  assert.match(
    server.output.stderr,
    /^daybook: The file [^\n]+ was moved, removed, replaced or cut while it was in use: nothing more is written to it\. [^\n]+\n$/,
  );
}

/** [what is done, how] */
const TAKEN: readonly [string, (file: string) => void][] = [
  ['removed', (file) => rmSync(file)],
  ['moved', (file) => renameSync(file, `${file}-elsewhere`)],
  ['replaced', (file) => copyAndReplace(file)],
  ['cut', (file) => truncateSync(file, 8_192)],
  ['removed with its folder', (file) => rmSync(join(file, '..'), { recursive: true })],
  ['left without its log', (file) => rmSync(`${file}-wal`)],
];

function copyAndReplace(file: string): void {
  copyFileSync(file, `${file}.copy`);
  renameSync(`${file}.copy`, file);
}

describe('a database that is', () => {
  for (const [what, take] of TAKEN) {
    it(`${what} gets no more payments, and the server ends`, async () => {
      const { server, file } = await started();
      take(file);
      // Whatever is answered from now on, it is not that it was done.
      for (;;) {
        const answered = await pay(server).catch(() => undefined);
        if (answered === undefined) break;
        assert.equal(answered.status, 503);
        assert.match(answered.body.error.message, /^The database is damaged/);
      }
      await endsWithOneLine(server);
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
