/** What npm test tries of this, with many more runs, and what it leaves out. */
process.env['DAYBOOK_SLOW'] = '1';
await import('../../test/app/batch.test.js');
