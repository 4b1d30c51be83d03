import { expect, it } from 'vitest';
import { withTimelines } from '../../../src/engine/reports/gather.ts';
import { periodAt } from '../../../src/summary/period.ts';
import { summaryOf } from '../../../src/summary/summary.ts';
import { books, nine, wentBack } from '../../support/books.ts';
import { minute } from '../../support/noon.ts';
import { ana } from '../../support/people.ts';

it('what was said during a rollback stays in the report, and so why it was postponed', async () => {
  const broke = wentBack('web', '3');
  const summary = summaryOf(books([broke]), periodAt('week', nine, 'UTC'), null, nine);
  const at = nine + 22 * minute;
  const told = await withTimelines(
    {
      release: async (id) => (id === broke.release.id ? broke.release : null),
      events: async (stream) => [
        {
          stream,
          seq: 1,
          at,
          hash: '',
          event: { kind: 'postponement-explained', at, by: ana, reason: 'load test' },
        },
      ],
    },
    summary,
  );
  expect(told.broken).toMatchObject([
    { version: '3', timeline: [{ at, did: 'postponement-explained', by: ana, why: 'load test' }] },
  ]);
});
