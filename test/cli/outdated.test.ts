/** A server ends with one line when a newer Daybook has migrated its database. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openDatabase } from '../../src/store/sqlite/open.js';
import { call, PAYMENT, type Serving, serve } from '../support/cli.js';
import { engines } from '../support/engines.js';
import { administer } from '../support/postgres.js';

const LINE =
  'daybook: A newer Daybook has migrated the database while this process was running: it has ended, and nothing was written wrongly. Start the newer version instead.\n';

const REPORT = '/v1/payment_records/report_payment';

for (const engine of engines()) {
  describe(`a server on ${engine.name} whose database was migrated by a newer Daybook`, { skip: engine.skip }, () => {
    const withServer = async (use: (server: Serving, migrate: () => Promise<void>) => Promise<void>) => {
      const { location, remove } = await engine.make();
      const { database_url, data_folder } = location;
      const server = await serve(data_folder, {
        DAYBOOK_LOG_LEVEL: 'error',
        ...(database_url === undefined ? {} : { DATABASE_URL: database_url }),
      });
      const migrate = async () => {
        if (database_url !== undefined) {
          await administer(database_url, "INSERT INTO schema_migrations (number, name) VALUES (9999, 'newer')");
          return;
        }
        const database = openDatabase(join(data_folder, 'daybook.sqlite'));
        database.pragma('user_version = 9999');
        database.close();
      };
      await use(server, migrate).finally(async () => {
        server.signal('SIGKILL');
        await server.ended;
        await remove();
      });
    };

    it('takes nothing more that is sent to it, and ends with one line', () =>
      withServer(async (server, migrate) => {
        assert.equal((await call(server.address, server.test_key, 'POST', REPORT, PAYMENT)).status, 200);
        await migrate();
        const answers = await Promise.all(
          Array.from({ length: 20 }, () =>
            call(server.address, server.test_key, 'POST', REPORT, PAYMENT).catch(() => undefined),
          ),
        );
        // Refused, or not heard any more where it has ended by then.
        for (const answer of answers) assert.ok(answer === undefined || answer.status === 429, String(answer?.status));
        assert.equal(await server.ended, 1);
        assert.equal(server.output.stderr, LINE);
      }));

    it('ends with one line also when nobody sends anything', () =>
      withServer(async (server, migrate) => {
        await migrate();
        assert.equal(await server.ended, 1);
        assert.equal(server.output.stderr, LINE);
      }));
  });
}
