import { isIP } from 'node:net';
import type { Command } from 'commander';
import type { Logger } from 'pino';
import { SETTING_NAMES, type SettingName } from '../../app/settings.js';
import { banner } from '../banner.js';
import { serverLogger } from '../logger.js';
import { addSettings, hasSecretFlag, settingsOf } from '../options.js';
import { stopOnSignals, stopWhenUnfit } from '../stop.js';
import { VERSION } from '../version.js';

const NOTES = `
Flags win over the environment. Give keys and the database's password by the environment: other users of the machine
can read command lines.

Without a database URL everything is in one SQLite file in the data folder. On first start a test key is made and kept
there. SIGTERM and SIGINT end the server once running requests are answered.

Examples:
  daybook serve
  daybook serve --port 8080 --data /srv/daybook
  DAYBOOK_LIVE_SECRET_KEY="$(cat /run/secrets/live_key)" HOST=0.0.0.0 daybook serve`;

export function addServe(program: Command): void {
  const names: readonly SettingName[] = SETTING_NAMES;
  const command = program.command('serve').description('Start the server.').addHelpText('after', NOTES);
  addSettings(command, names).action(async () => {
    const settings = settingsOf(command, SETTING_NAMES);
    // Takes the flags out of what the system shows of this process; they were there for a moment all the same.
    if (hasSecretFlag(command, names)) process.title = 'daybook serve';
    const logger = serverLogger(settings.log_level);
    // Only here, so that no other command waits until the whole API is loaded.
    const { start } = await import('../start.js');
    const running = await start(settings, logger);
    warnOfNetwork(logger, settings.host);
    stopOnSignals(running, logger);
    void stopWhenUnfit(running, logger);
    logger.info({ version: VERSION, address: running.address, store: running.store }, 'started');
    process.stdout.write(banner(running, process.stdout.isTTY === true));
  });
}

function warnOfNetwork(logger: Logger, host: string): void {
  const is_loopback = host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
  if (is_loopback) return;
  logger.warn(
    { host },
    'other machines can reach this server, and what they send is not encrypted: put a proxy with TLS before it',
  );
}
