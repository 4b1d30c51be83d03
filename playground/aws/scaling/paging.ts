import { z } from 'zod';
import { type Page, pageOf } from '../page.ts';
import { whole } from '../wire/input.ts';

/** How every list of Auto Scaling is asked for page by page. */
export const paging = { MaxRecords: whole.optional(), NextToken: z.string().optional() };

/** One page of a list of Auto Scaling, which never shows more than 100. */
export function scalingPage<One>(
  all: readonly One[],
  most: number,
  token: string | undefined,
): Page<One> {
  return pageOf(all, Math.min(100, most), token, 'InvalidNextToken');
}
