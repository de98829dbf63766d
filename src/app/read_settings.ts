/** Settings as they were given: a flag wins over the environment, and either over the default. */
import { type SettingName, type Settings, settingOf, WrongValue } from './settings.js';

/** A setting that cannot be used. The message is one line that says what to do; it never repeats a secret. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
}

/**
 * Reads only the settings that are asked for, so that a wrong PORT does not keep anybody from listing keys. A variable
 * that is set to nothing counts as absent, as container tools write it.
 */
export function readSettings<N extends SettingName>(
  names: readonly N[],
  flags: { readonly [K in N]?: string | undefined },
  environment: Readonly<Record<string, string | undefined>>,
): Pick<Settings, N> {
  const settings: Partial<Record<SettingName, unknown>> = {};
  for (const name of names) {
    const { environment: variable, flag, default: fallback } = settingOf(name);
    const by_environment = environment[variable] === '' ? undefined : environment[variable];
    const given = flags[name] ?? by_environment;
    settings[name] = parsed(name, flags[name] === undefined ? variable : flag, given ?? fallback);
  }
  return settings as Pick<Settings, N>;
}

function parsed(name: SettingName, source: string, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  const { parse, secret } = settingOf(name);
  try {
    if (text === '') throw new WrongValue('given a value, or left out');
    return parse(text);
  } catch (error) {
    if (!(error instanceof WrongValue)) throw error;
    const shown = secret || text === '' ? '' : `, not ${JSON.stringify(text.slice(0, 100))}`;
    throw new SettingError(`${source} must be ${error.message}${shown}.`);
  }
}
