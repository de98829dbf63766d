import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { migrationHash } from '../../src/store/migration.js';
import { MIGRATIONS as POSTGRES } from '../../src/store/postgres/migrations.js';
import { MIGRATIONS as SQLITE } from '../../src/store/sqlite/migrations.js';

/** Never to be changed: databases were made by these. What is new gets a line at the end. */
const SHIPPED = {
  SQLite: [
    'b7e75fb932b149e3023771f5103f338390a343d7047f1afbb5c5fe3594cf9e42',
    '6383240311e92485d0bdf48e200a7f8db00a9dc425a37949b8df6ab8c8961610',
    '5de31b66d3e1aeb2a888f6cea0994d49f30af4e55fe09cc3c93ed42e52eba9ef',
    'f0f9d357966cc150975daf66328f09c3f1cc822db424df5aff9dc4334bef0b57',
    '02bcd005a0888b74ca93b953ed3b7c5c8e5730a9e4f9ee14f4709c738f714685',
    '2d756aa61458131c50512e1c472cd04b9478a756e0933cfcdd8fda54dca3da72',
    '87c3f2114b106132b7be018690758f484b1f910237b9421794f79204dc309d0d',
    'd99e789358ce8eef62cb4d39d5ebfd76e42637eda966b389516c9932b076ded6',
    'dde107d10c012c560bff48d5bdd3c7eee1fe621276bdb2569de92e50d3f24022',
    'c4987a91f9236c88a98dd682032ad5653c1ada3bf6bd780d7c02b13464f431cb',
  ],
  PostgreSQL: [
    'ec0f8a46b403223844d7907b4cb22140e31c23a103f9ca403252c2616482c210',
    '22da5402fc9b87842253ef8c7c4aec47bf59c6700521b91758b6b0d9a987c1fa',
    '405cf0966f75be37db1efb9cff07104e946e1b583034dea68df5798733680dd4',
    '95a1fb4dcc8cfb6d3f6a425d48e401a58117e119bc5240850d4a3cd0060a4222',
    '6c7878f1b3dc5460a953c0262afccdc8d7e31eff04c522d6d7f4d3a9bccbf4d6',
    '34e708501310498e7d08f6333df875d9d7bb45ec129fb9cf5e5d912aa28a58ad',
    '1d06e004f7c09c513a1b2cbcd2bb1803b9a4e68c9fda99f062bce9d35e7823f9',
    '39d05240bbfe317c935116e0ed6e3ee2f00d530add66ad0af11faa464a6c642e',
    '4e164b5d58c9d6abc4f3e8afca897b4326022ec47b59c15fb16951418a75eb82',
    '5c679ed727e3c1e71809f53504fcdf6b212fd49b2f9382fe9536638dfa86cb9c',
  ],
};

describe('migrations', () => {
  for (const [engine, all, shipped] of [
    ['SQLite', SQLITE, SHIPPED.SQLite],
    ['PostgreSQL', POSTGRES, SHIPPED.PostgreSQL],
  ] as const) {
    it(`of ${engine} are those that were shipped, numbered without gaps`, () => {
      assert.deepEqual(
        all.map(({ number }) => number),
        all.map((_, index) => index + 1),
      );
      assert.deepEqual(all.map(migrationHash), shipped);
    });
  }
});
