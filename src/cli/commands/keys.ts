import type { Command } from 'commander';
import { addKeysCreate } from './keys_create.js';
import { addKeysList } from './keys_list.js';
import { addKeysRevoke } from './keys_revoke.js';
import { addKeysRoll } from './keys_roll.js';

const EXAMPLES = `
Keys are shown once and stored as hashes. Changes take effect on running servers within a second.

Examples:
  daybook keys create --name laptop
  daybook keys create --type restricted --permission payment_records:write events:read
  daybook keys list
  daybook keys roll key_… --expires-in 24h
  daybook keys revoke key_…`;

export function addKeys(program: Command): void {
  const keys = program
    .command('keys')
    .description('Make, list, roll and revoke API keys.')
    .addHelpText('after', EXAMPLES);
  for (const add of [addKeysCreate, addKeysList, addKeysRoll, addKeysRevoke]) add(keys);
}
