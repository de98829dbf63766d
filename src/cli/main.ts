/** The command line. No command ever asks a question: all that it needs are flags and the environment. */
import { Command } from 'commander';
import { addBackup } from './commands/backup.js';
import { addDemo } from './commands/demo.js';
import { addHead } from './commands/head.js';
import { addHelp } from './commands/help.js';
import { addKeys } from './commands/keys.js';
import { addListen } from './commands/listen.js';
import { addMigrate } from './commands/migrate.js';
import { addRestore } from './commands/restore.js';
import { addServe } from './commands/serve.js';
import { addVerify } from './commands/verify.js';
import { addWebhooks } from './commands/webhooks.js';
import { reportFailure } from './failure.js';
import { VERSION } from './version.js';

const EXAMPLES = `
Examples:
  daybook serve                                 Start, with everything in ./data
  daybook serve --port 8080 --data /srv/daybook Start elsewhere
  DATABASE_URL=postgresql://user:password@host/database daybook serve
                                                Start on PostgreSQL
  daybook keys create --live --name shop        Make a secret key for live mode
  daybook listen --forward-to localhost:3000/webhook
                                                Post events to a program as they happen
  daybook backup daybook-monday.sqlite          Copy everything, while it is running
  daybook restore daybook-monday.sqlite         Put such a copy in the place of what is there
  daybook verify                                Check everything that is stored
  daybook head                                  Print the head of the journal, to prove it with later
  daybook demo --data ./demo                    Make a few thousand payments to look at

"daybook help <command>" tells more about a command. Every setting can be given by the environment too.`;

const program = new Command('daybook')
  .description('Daybook: one record of every payment, whichever processor took it, spoken to like Stripe.')
  .version(VERSION, '-V, --version', 'Print the version.')
  .helpOption('-h, --help', 'Print this help.')
  .helpCommand(false)
  .addHelpText('after', EXAMPLES)
  // Whatever goes wrong is told in one form, whoever notices it.
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'daybook: ')) })
  .showHelpAfterError('(daybook --help shows what there is)')
  .exitOverride();

for (const add of [
  addServe,
  addKeys,
  addWebhooks,
  addListen,
  addMigrate,
  addVerify,
  addHead,
  addBackup,
  addRestore,
  addDemo,
  addHelp,
])
  add(program);

/** `head` and its like close the pipe when they have seen enough: the rest has no reader, and the work goes on. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = reportFailure(error);
}
