import type { Command } from 'commander';
import { UsageError } from '../failure.js';

/** The parser's own help command knows no commands of commands, such as `keys create`. */
export function addHelp(program: Command): void {
  program
    .command('help')
    .description('Print help on a command.')
    .argument('[command...]', 'The command, such as: keys create.')
    .action((names: readonly string[]) => {
      let command = program;
      for (const name of names) {
        const found = command.commands.find((each) => each.name() === name);
        if (found === undefined) {
          throw new UsageError(
            `There is no command "${names.join(' ')}". "${nameOf(command)} --help" shows what there is.`,
          );
        }
        command = found;
      }
      command.outputHelp();
    });
}

function nameOf(command: Command): string {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`;
}
