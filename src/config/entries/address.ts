/**
 * # src/config/entries
 *
 * The parts of `davy.yml`, a schema for each.
 */

import { z } from 'zod';
import { hidesSecret } from './hidden-secret.ts';

/**
 * Whether an address is one of the machine's own network, where clouds hand out their keys. What
 * stands in its numbers is no matter: a URL knows one form of each.
 */
export function isLinkLocal(url: string): boolean {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  return /^169\.254\.|^\[(?:fe[89ab][0-9a-f]:|fd00:ec2::254\]|::ffff:a9fe:)/.test(host);
}

/** Said of such an address. */
export const linkLocalError =
  "must not be an address of this machine's own network: clouds hand out their keys there";

/** Where something answers on the web. */
export const AnyUrl = z
  .url({
    protocol: /^https?$/,
    error: 'write an address such as https://sentry.example.com',
  })
  .refine((url) => !isLinkLocal(url), { error: linkLocalError });
/** The same without a secret, because logs repeat it; `instead` is where that belongs. */
export function addressWith(instead: string) {
  return AnyUrl.refine((url) => !hidesSecret(url), {
    error: `must not hold a password or a token: write ${instead}`,
  });
}
