import { type Command, Option } from 'commander';
import { RESOURCES } from '../../api/kernel/access.js';
import { createKey } from '../../app/keys.js';
import { KEY_TYPES, type KeyType, type Permissions } from '../../core/platform/api_key/types.js';
import { UsageError } from '../failure.js';
import { showMadeKey } from '../made_key.js';
import { addSettings, DATA_SETTINGS, settingsOf } from '../options.js';
import { withLedger } from '../with_ledger.js';

interface Options {
  readonly type: KeyType;
  readonly live?: true;
  readonly name?: string;
  readonly permission?: readonly string[];
}

const MAXIMUM_NAME = 200;

export function addKeysCreate(keys: Command): void {
  const command = keys
    .command('create')
    .description('Make a key and print it: the key on stdout, its id on stderr.')
    .addOption(new Option('--type <type>', 'What the key may do.').choices(KEY_TYPES).default('secret'))
    .option('--live', 'A key for live mode; without it, for test mode.')
    .option('--name <name>', 'What people call the key.')
    .option(
      '--permission <resource:right...>',
      `What a restricted key may do: read or write (which includes reading) on ${RESOURCES.join(', ')}.`,
    );
  addSettings(command, DATA_SETTINGS).action(async (options: Options) => {
    const { type, live, name } = options;
    const permissions = permissionsOf(options);
    if (name !== undefined && (name === '' || name.length > MAXIMUM_NAME)) {
      throw new UsageError(`--name must have 1 to ${MAXIMUM_NAME} characters.`);
    }
    const { key, text } = await withLedger(settingsOf(command, DATA_SETTINGS), (ledger) =>
      createKey(ledger, { type, livemode: live === true, name, permissions }),
    );
    showMadeKey(text, key);
  });
}

function permissionsOf({ type, permission: given = [] }: Options): Permissions | undefined {
  if (type !== 'restricted') {
    if (given.length > 0) throw new UsageError('--permission is for restricted keys. Add --type restricted.');
    return undefined;
  }
  if (given.length === 0) {
    throw new UsageError('A restricted key needs what it may do. Add --permission, such as payment_records:read.');
  }
  const permissions: Record<string, 'read' | 'write'> = {};
  for (const text of given) {
    const [resource = '', right, ...more] = text.split(':');
    if (more.length > 0 || (right !== 'read' && right !== 'write')) {
      throw new UsageError(`--permission ${text} cannot be read. Write it as resource:read or resource:write.`);
    }
    if (!(RESOURCES as readonly string[]).includes(resource)) {
      throw new UsageError(`--permission ${text} names no resource. The resources are ${RESOURCES.join(', ')}.`);
    }
    if (permissions[resource] !== 'write') permissions[resource] = right;
  }
  return permissions;
}
