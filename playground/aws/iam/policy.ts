import { z } from 'zod';
import { holds } from './condition.ts';
import { isLike } from './like.ts';

const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const conditionValues = z.union([
  z.boolean().transform((one) => [String(one)]),
  z.number().transform((one) => [String(one)]),
  oneOrMore,
]);

const statementSchema = z
  .strictObject({
    Sid: z.string().optional(),
    Effect: z.enum(['Allow', 'Deny']),
    Action: oneOrMore.optional(),
    NotAction: oneOrMore.optional(),
    Resource: oneOrMore.optional(),
    NotResource: oneOrMore.optional(),
    Condition: z.record(z.string(), z.record(z.string(), conditionValues)).default({}),
  })
  .refine((one) => (one.Action === undefined) !== (one.NotAction === undefined), {
    error: 'a statement has either Action or NotAction',
  })
  .refine((one) => (one.Resource === undefined) !== (one.NotResource === undefined), {
    error: 'a statement has either Resource or NotResource',
  });

/** A policy document as people write it for IAM. */
export const policySchema = z.strictObject({
  Version: z.literal('2012-10-17'),
  Id: z.string().optional(),
  Statement: z.union([statementSchema.transform((one) => [one]), z.array(statementSchema)]),
});
export type Policy = z.infer<typeof policySchema>;
type Statement = Policy['Statement'][number];

/** What somebody wants to do to one thing, and what is known about the request and the thing. */
export type Need = {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, readonly string[]>>;
};

/** What documents say of a need. Nothing said is no; a Deny beats every Allow. */
export type Verdict = 'allowed' | 'denied by a statement' | 'allowed by none';

/** Weighs one need against all documents of whoever calls. */
export function weigh(policies: readonly Policy[], need: Need): Verdict {
  const matching = policies
    .flatMap(({ Statement }) => Statement)
    .filter((statement) => speaksOf(statement, need));
  if (matching.some(({ Effect }) => Effect === 'Deny')) return 'denied by a statement';
  return matching.length > 0 ? 'allowed' : 'allowed by none';
}

function speaksOf(statement: Statement, need: Need): boolean {
  const { Action, NotAction, Resource, NotResource, Condition } = statement;
  // IAM reads names of actions without regard to case, and resources with it.
  const action = need.action.toLowerCase();
  const names = (list: readonly string[]) => list.some((one) => isLike(action, one.toLowerCase()));
  const meant = Action === undefined ? !names(NotAction ?? []) : names(Action);
  const things = (list: readonly string[]) => list.some((one) => isLike(need.resource, one));
  const there = Resource === undefined ? !things(NotResource ?? []) : things(Resource);
  return (
    meant &&
    there &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, wanted]) => holds(operator, key, wanted, need.context)),
    )
  );
}
