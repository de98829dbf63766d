/** The table of settings in docs/operate.md. */
import { SETTINGS } from './settings.js';

export function settingsTable(): string {
  const rows = Object.values(SETTINGS).map(
    ({ environment, flag, default: value, description }) =>
      `| \`${environment}\` | \`${flag}\` | ${value === undefined ? '' : `\`${value}\``} | ${description} |`,
  );
  return ['| environment | flag | default | meaning |', '|---|---|---|---|', ...rows].join('\n');
}
