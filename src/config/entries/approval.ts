import { z } from 'zod';
import type { Plan } from '../../release/state/plan.ts';

/** Whose word does not count, and whether one person speaks for one team only. */
export const ApprovalEntry = z
  .strictObject({
    not: z
      .array(z.enum(['requester', 'author'], { error: 'write requester, or author as well' }))
      .refine((who) => who.includes('requester'), {
        error: 'whoever asks for a release never approves it: write [requester, author]',
      })
      .readonly()
      .default(['requester']),
    distinct: z.boolean().default(false),
  })
  .readonly();

/** What it means for a plan; left out where it says what is so anyway, so that no plan changes. */
export function approvalOf(said: z.output<typeof ApprovalEntry> | undefined): {
  readonly approval?: NonNullable<Plan['approval']>;
} {
  const approval = {
    authors: said?.not.includes('author') === true,
    distinct: said?.distinct === true,
  };
  return approval.authors || approval.distinct ? { approval } : {};
}
