/** Settings as flags of a command, made from their declaration. */
import { type Command, Option } from 'commander';
import { readSettings } from '../app/read_settings.js';
import { type SettingName, type Settings, settingOf } from '../app/settings.js';

/** The settings that say which data a command works on. */
export const DATA_SETTINGS = ['data_folder', 'database_url'] as const satisfies readonly SettingName[];

/** `meanings` say what a setting is to this command, where that is not what it is to a server. */
export function addSettings(
  command: Command,
  names: readonly SettingName[],
  meanings: { readonly [K in SettingName]?: string } = {},
): Command {
  for (const name of names) command.addOption(optionOf(name, meanings[name]));
  return command;
}

/** The settings of a command that was called, from its flags and the environment. */
export function settingsOf<N extends SettingName>(command: Command, names: readonly N[]): Pick<Settings, N> {
  const given = command.opts<Record<string, string | undefined>>();
  const flags = Object.fromEntries(names.map((name) => [name, given[optionOf(name).attributeName()]])) as {
    [K in N]?: string | undefined;
  };
  return readSettings(names, flags, process.env);
}

/** Whether a secret was given where other users of the machine can read it: on the command line. */
export function hasSecretFlag(command: Command, names: readonly SettingName[]): boolean {
  const given = command.opts<Record<string, string | undefined>>();
  return names.some((name) => settingOf(name).secret === true && given[optionOf(name).attributeName()] !== undefined);
}

/** The parser of the command line only collects; values are judged where the environment's are. */
function optionOf(name: SettingName, meaning?: string): Option {
  const { flag, value_name, description, environment, default: fallback } = settingOf(name);
  const by_default = fallback === undefined ? '' : `; default ${fallback}`;
  return new Option(`${flag} <${value_name}>`, `${meaning ?? description} (${environment}${by_default})`);
}
