import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { call, daybook, GUARANTEED, serve, temporaryFolder } from '../support/cli.js';

test('a backup made while payments are reported is whole, private, and can be started from', async () => {
  const data = temporaryFolder();
  const copies = temporaryFolder();
  const server = await serve(data);
  let reported = 0;
  let reporting = true;
  const reporters = Array.from({ length: 8 }, async () => {
    while (reporting) {
      const form = `${GUARANTEED}&metadata[order]=${reported}`;
      const { status } = await call(
        server.address,
        server.test_key,
        'POST',
        '/v1/payment_records/report_payment',
        form,
      );
      assert.equal(status, 200);
      reported += 1;
    }
  });
  while (reported < 500) await new Promise((resolve) => setTimeout(resolve, 10));
  const before = reported;
  const backups = await Promise.all(
    ['a', 'b'].map((name) => daybook(['backup', join(copies, `${name}.sqlite`), '--data', data])),
  );
  const during = await daybook(['verify', '--data', data]);
  const written = reported;
  reporting = false;
  await Promise.all(reporters);
  assert.ok(written > before, 'payments were reported while the copy was made');
  assert.equal(during.code, 0, during.stdout);
  for (const { code, stderr } of backups) assert.equal(code, 0, stderr);
  assert.deepEqual(readdirSync(copies).sort(), ['a.sqlite', 'b.sqlite'], 'nothing lies beside the copies');
  assert.equal((statSync(join(copies, 'a.sqlite')).mode & 0o777).toString(8), '600');

  const verified = await daybook(['verify', '--file', join(copies, 'a.sqlite')]);
  assert.equal(verified.code, 0, verified.stdout);
  const objects = Number(/Verified (\d+) objects/.exec(verified.stdout)?.[1]);
  assert.ok(objects >= before * 3, 'what was reported before is in the copy');
  assert.deepEqual(readdirSync(copies).sort(), ['a.sqlite', 'b.sqlite']);
  await server.stop();

  const restored = temporaryFolder();
  writeFileSync(join(restored, 'daybook.sqlite'), readFileSync(join(copies, 'a.sqlite')));
  const again = await serve(restored, { DAYBOOK_TEST_SECRET_KEY: server.test_key });
  const { body } = await call(again.address, server.test_key, 'GET', '/v1/payment_records');
  assert.equal(body.data.length, 10);
  await again.stop();
});

test('a file that exists is overwritten only on demand', async () => {
  const data = temporaryFolder();
  const file = join(temporaryFolder(), 'copy.sqlite');
  await daybook(['migrate', '--data', data]);
  writeFileSync(file, 'precious');
  const refused = await daybook(['backup', file, '--data', data]);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /^daybook: .*copy\.sqlite exists already\. .*--force\.\n$/);
  assert.equal(readFileSync(file, 'utf8'), 'precious');
  assert.equal((await daybook(['backup', file, '--force', '--data', data])).code, 0);
  assert.equal((await daybook(['verify', '--file', file])).code, 0);
});

test('a folder that does not exist is named in one line', async () => {
  const data = temporaryFolder();
  await daybook(['migrate', '--data', data]);
  const { code, stderr } = await daybook(['backup', join(data, 'no', 'copy.sqlite'), '--data', data]);
  assert.equal(code, 1);
  assert.match(stderr, /^daybook: The backup cannot be written .*\n$/);
});

test('a file that is no database is not restored, and no folder is made for it', async () => {
  const file = join(temporaryFolder(), 'note');
  const data = join(temporaryFolder(), 'data');
  writeFileSync(file, 'not a database at all, but long enough to look into'.repeat(100));
  assert.deepEqual(await daybook(['restore', file, '--data', data]), {
    code: 1,
    stdout: '',
    stderr: `daybook: ${file} is no copy that "daybook backup" made of the embedded database. Nothing was changed.\n`,
  });
  assert.ok(!existsSync(data));
});

test('a file that is no database of Daybook is not verified', async () => {
  const file = join(temporaryFolder(), 'text.sqlite');
  writeFileSync(file, 'not a database at all, but long enough to look into'.repeat(100));
  const { code, stdout, stderr } = await daybook(['verify', '--file', file]);
  assert.equal(code, 1);
  assert.match(stdout, /^The database .* is damaged .*\nVerified .*: 1 difference\.\n$/);
  assert.equal(stderr, '');
});
