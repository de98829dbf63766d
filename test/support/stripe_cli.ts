/** The official Stripe CLI, as an ordinary command of a shell that knows nothing of this machine. */
import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { TEST_KEY } from './daybook.js';
import { type Ran, shell, skipWithout } from './shell.js';

export const stripeBinary = findBinary();

/** Made for node:test's `skip`. */
export const skipStripeCli = skipWithout('the Stripe CLI for this platform', stripeBinary !== undefined);

/** Runs a script in which `stripe` speaks to the given Daybook; the CLI keeps its files in `home`. */
export function stripeShell(
  script: string,
  daybook: { readonly address: string },
  home: string,
  environment: Record<string, string> = {},
): Promise<Ran> {
  return shell(`stripe() { "$BINARY" "$@" --api-base "$ADDRESS" --api-key "$KEY"; }\n${script}`, {
    BINARY: stripeBinary ?? '',
    ADDRESS: daybook.address,
    KEY: TEST_KEY,
    HOME: home,
    XDG_CONFIG_HOME: home,
    STRIPE_CLI_TELEMETRY_OPTOUT: '1',
    NO_PROXY: '*',
    ...environment,
  });
}

function findBinary(): string | undefined {
  try {
    const require = createRequire(import.meta.url);
    const found = require.resolve(`@stripe/cli-${process.platform}-${process.arch}/bin/stripe`);
    accessSync(found, constants.X_OK);
    return found;
  } catch {
    return undefined;
  }
}
