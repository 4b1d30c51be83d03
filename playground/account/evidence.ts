import { z } from 'zod';
import { call } from '../call.ts';
import type { World } from '../world.ts';

const Calls = z.array(z.object({ api: z.string(), caller: z.string(), outcome: z.string() }));
const Happenings = z.array(z.object({ kind: z.string(), id: z.string() }));

/** What the local AWS wrote down of a world, whoever asks afterwards. */
export type AwsEvidence = {
  /** Davy's calls, each with its outcome: `ok`, or the code of the refusal. */
  readonly calls: readonly { readonly api: string; readonly outcome: string }[];
  /** Every server that ever was, those from before Davy included. */
  readonly launched: readonly string[];
};

/** Reads the books of the local AWS; Davy's own ledger is not asked. */
export async function awsEvidenceOf({ addresses: { aws } }: World): Promise<AwsEvidence> {
  if (aws === undefined) throw new Error('there is no local AWS in this world');
  const calls = Calls.parse(await call(`${aws}/_control/journal`));
  const happenings = Happenings.parse(await call(`${aws}/_control/happenings`));
  return {
    calls: calls.filter(({ caller }) => caller.endsWith(':user/davy')),
    launched: happenings.flatMap(({ kind, id }) => (kind === 'launched' ? [id] : [])),
  };
}
