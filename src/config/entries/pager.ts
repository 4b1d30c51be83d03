import { z } from 'zod';
import { AnyUrl } from './address.ts';
import { Duration } from './measures.ts';
import type { SecretReader } from './secret.ts';
import { Approver } from './team.ts';

/** Who is called when a person is needed, and whom next if nobody answers. */
export function pagerEntry(secret: SecretReader) {
  const pagerduty = { kind: z.literal('pagerduty'), routing_key: secret };
  const opsgenie = {
    kind: z.literal('opsgenie'),
    key: secret,
    url: AnyUrl.default('https://api.opsgenie.com'),
  };
  const webhook = { kind: z.literal('webhook'), url: AnyUrl, secret };
  const second = z.discriminatedUnion(
    'kind',
    [
      z.strictObject(pagerduty),
      z.strictObject(opsgenie),
      z.strictObject(webhook),
      z.strictObject({ kind: z.literal('slack'), who: Approver }),
    ],
    {
      error:
        'write kind: slack with who to mention, or kind: pagerduty, opsgenie or webhook ' +
        'that calls somebody else',
    },
  );
  const more = { patience: Duration.prefault('5m'), second: second.optional() };
  return z
    .discriminatedUnion(
      'kind',
      [
        z.strictObject({ ...pagerduty, ...more }),
        z.strictObject({ ...opsgenie, ...more }),
        z.strictObject({ ...webhook, ...more }),
      ],
      { error: 'write kind: pagerduty, opsgenie or webhook' },
    )
    .superRefine((pager, context) => {
      // Two targets that are the same would only look like two.
      if (pager.second === undefined || whoOf(pager.second) !== whoOf(pager)) return;
      context.addIssue({
        code: 'custom',
        path: ['second', keyNames[pager.kind]],
        message: 'is the same as the first: whoever did not answer there would be called again',
      });
    });
}

type Entry = z.infer<ReturnType<typeof pagerEntry>>;

/** One of those who can be called by a pager. */
export type PagerTarget = Exclude<Entry | NonNullable<Entry['second']>, { readonly kind: 'slack' }>;

const keyNames = { pagerduty: 'routing_key', opsgenie: 'key', webhook: 'url' } as const;

/** The secrets of a pager and of the one that comes next. */
export function pagerSecrets(pager: Entry): readonly string[] {
  return [pager, ...(pager.second === undefined ? [] : [pager.second])].flatMap((one) => {
    switch (one.kind) {
      case 'pagerduty':
        return [one.routing_key];
      case 'opsgenie':
        return [one.key];
      case 'webhook':
        return [one.secret];
      case 'slack':
        return [];
    }
  });
}

function whoOf(target: Entry | NonNullable<Entry['second']>): string {
  switch (target.kind) {
    case 'pagerduty':
      return `pagerduty ${target.routing_key}`;
    case 'opsgenie':
      return `opsgenie ${target.key}`;
    case 'webhook':
      return `webhook ${target.url}`;
    case 'slack':
      return `slack ${target.who}`;
  }
}
