import { z } from 'zod';
import { Duration } from './measures.ts';
import type { SecretReader } from './secret.ts';
import { Approver } from './team.ts';

/** Who is called when a person is needed, and whom next if nobody answers. */
export function pagerEntry(secret: SecretReader) {
  // Two targets that are the same would only look like two.
  const second = z.discriminatedUnion(
    'kind',
    [
      z.strictObject({ kind: z.literal('pagerduty'), routing_key: secret }),
      z.strictObject({ kind: z.literal('slack'), who: Approver }),
    ],
    {
      error: 'write kind: pagerduty with another routing_key, or kind: slack with who to mention',
    },
  );
  const pagerduty = z.strictObject({
    kind: z.literal('pagerduty'),
    routing_key: secret,
    patience: Duration.prefault('5m'),
    second: second.optional(),
  });
  return z
    .discriminatedUnion('kind', [pagerduty], {
      error: 'write kind: pagerduty; no other pager is built yet',
    })
    .refine(
      (pager) =>
        pager.second?.kind !== 'pagerduty' || pager.second.routing_key !== pager.routing_key,
      {
        path: ['second', 'routing_key'],
        error: 'is the same as the first: whoever did not answer there would be called again',
      },
    );
}
