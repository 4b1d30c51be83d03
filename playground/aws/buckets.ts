import type { Clock } from './clock.ts';

/** How many calls may come at once, and how many come back in a second. */
export type Bucket = { readonly most: number; readonly perSecond: number };

/**
 * What an account may call, per API. EC2's numbers are its documented ones; those of the other
 * services are not published, so these are ours, on the strict side.
 */
const documented: Readonly<Record<string, Bucket>> = {
  'ec2:RunInstances': { most: 5, perSecond: 2 },
  'ec2:StartInstances': { most: 5, perSecond: 2 },
  'ec2:CreateTags': { most: 100, perSecond: 10 },
  'ec2:DeleteTags': { most: 100, perSecond: 10 },
  'ec2:TerminateInstances': { most: 100, perSecond: 5 },
  'ssm:GetParameter': { most: 40, perSecond: 40 },
  'ssm:PutParameter': { most: 3, perSecond: 3 },
};
const reading: Bucket = { most: 100, perSecond: 20 };
const unpaged: Bucket = { most: 50, perSecond: 10 };
const changing: Bucket = { most: 50, perSecond: 5 };
const readingElsewhere: Bucket = { most: 40, perSecond: 10 };
const changingElsewhere: Bucket = { most: 20, perSecond: 4 };

/** Says yes while there is something left for this API. */
export type Buckets = {
  readonly take: (api: string, isUnpaged: boolean) => boolean;
  /** From now on these APIs have that; the others have what they had. */
  readonly limit: (limits: Readonly<Record<string, Bucket>>) => void;
};

/** Fills the buckets; own numbers go before those of AWS. */
export function newBuckets(clock: Clock, given: Readonly<Record<string, Bucket>>): Buckets {
  let own = given;
  const left = new Map<string, { readonly tokens: number; readonly atMs: number }>();
  return {
    take(api, isUnpaged) {
      const bucket = own[api] ?? documented[api] ?? usual(api, isUnpaged);
      const name = `${api}${isUnpaged ? ' unpaged' : ''}`;
      const now = clock.now();
      const before = left.get(name) ?? { tokens: bucket.most, atMs: now };
      const refilled = before.tokens + ((now - before.atMs) / 1_000) * bucket.perSecond;
      const tokens = Math.min(bucket.most, refilled);
      left.set(name, { tokens: tokens < 1 ? tokens : tokens - 1, atMs: now });
      return tokens >= 1;
    },
    limit(limits) {
      own = { ...own, ...limits };
    },
  };
}

function usual(api: string, isUnpaged: boolean): Bucket {
  const [service, action = ''] = api.split(':');
  const reads = /^(Describe|Get|List)/.test(action);
  if (service !== 'ec2') return reads ? readingElsewhere : changingElsewhere;
  if (reads) return isUnpaged ? unpaged : reading;
  return changing;
}
