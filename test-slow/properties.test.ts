/** The properties of npm test, with many more runs, and what npm test does in part. */
process.env['DAYBOOK_SLOW'] = '1';
await import('../test/app/batch.test.js');
await import('../test/app/batch_runner.test.js');
await import('../test/app/payment_intents.property.test.js');
await import('../test/app/payment_records.property.test.js');
await import('../test/api/payments/reports/happened.property.test.js');
await import('../test/api/kernel/card_number_spellings.test.js');
await import('../test/app/repair.test.js');
await import('../test/cli/verify_repair.test.js');
