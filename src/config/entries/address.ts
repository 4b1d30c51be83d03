/**
 * # src/config/entries
 *
 * The parts of `davy.yml`, a schema for each.
 */

import { z } from 'zod';
import { hidesSecret } from './hidden-secret.ts';

/** Where something answers on the web. */
export const AnyUrl = z.url({
  protocol: /^https?$/,
  error: 'write an address such as https://sentry.example.com',
});
/** The same without a secret, because logs repeat it; `instead` is where that belongs. */
export function addressWith(instead: string) {
  return AnyUrl.refine((url) => !hidesSecret(url), {
    error: `must not hold a password or a token: write ${instead}`,
  });
}
