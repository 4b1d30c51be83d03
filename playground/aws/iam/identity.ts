import type { Policy } from './policy.ts';

/** Keys that open a door: long-lived ones, or those of a session that ends. */
export type Key = {
  readonly id: string;
  readonly secret: string;
  readonly session?: { readonly token: string; readonly endsAtMs: number };
  /** Whom `GetCallerIdentity` names. */
  readonly arn: string;
  readonly userId: string;
  /** What they may do; undefined is everything, as for whoever owns the account. */
  readonly policies?: readonly Policy[];
};

/** A role that may be taken on, by those who know its external id if it has one. */
export type Role = {
  readonly name: string;
  readonly externalId?: string | undefined;
  readonly policies?: readonly Policy[] | undefined;
};

/** Who is known to this account. */
export type Identity = {
  readonly keys: Map<string, Key>;
  readonly roles: Map<string, Role>;
};

/** Makes the account's first keys, which may do everything. */
export function newIdentity(account: string, keyId: string, secret: string): Identity {
  const owner: Key = {
    id: keyId,
    secret,
    arn: `arn:aws:iam::${account}:user/owner`,
    userId: 'AIDAOWNER0000000EXAMPLE',
  };
  return { keys: new Map([[keyId, owner]]), roles: new Map() };
}

/** Whether a key's session is over, in real time. */
export function isOver(key: Key): boolean {
  return key.session !== undefined && key.session.endsAtMs <= Date.now();
}
