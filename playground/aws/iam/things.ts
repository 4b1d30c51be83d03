import { z } from 'zod';
import type { Identity } from './identity.ts';
import { policySchema } from './policy.ts';

/** Without documents one may do everything, as whoever owns the account may. */
const policies = z.array(policySchema).optional();

/** A user with keys of their own. */
export const userThing = z.strictObject({
  name: z.string(),
  keyId: z.string(),
  secret: z.string(),
  policies,
});

/** A role that can be taken on. */
export const roleThing = z.strictObject({
  name: z.string().regex(/^[\w+=,.@-]{1,64}$/),
  externalId: z.string().optional(),
  policies,
});

/** Puts a user in place. */
export function placeUser(
  identity: Identity,
  account: string,
  { name, keyId, secret, policies }: z.output<typeof userThing>,
): void {
  identity.keys.set(keyId, {
    id: keyId,
    secret,
    arn: `arn:aws:iam::${account}:user/${name}`,
    userId: `AIDA${name.toUpperCase()}`,
    ...(policies === undefined ? {} : { policies }),
  });
}

/** Ends every session that was lent: those who hold one are told that it is over. */
export function endSessions(identity: Identity): number {
  const lent = [...identity.keys.values()].filter(({ session }) => session !== undefined);
  for (const key of lent)
    if (key.session !== undefined)
      identity.keys.set(key.id, { ...key, session: { ...key.session, endsAtMs: 0 } });
  return lent.length;
}
