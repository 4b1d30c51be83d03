import { describe, expect, it } from 'vitest';
import { summaryOf } from '../../../src/summary/summary.ts';
import { periodAt } from '../../../src/summary/period.ts';
import { reportCanvas } from '../../../src/views/report/report-canvas.ts';
import { books, wentBack, wentLive } from '../../support/books.ts';
import { timelineOf } from '../../../src/release/seen/timeline.ts';
import { noon } from '../../support/noon.ts';
import { ana } from '../../support/people.ts';

const link = ({ channel, ts }: { channel: string; ts: string }) =>
  `https://acme.slack.example/archives/${channel}/p${ts}`;
const month = summaryOf(
  books([...wentLive('board', '1'), ...wentLive('board', '2'), wentBack('web', '3')]),
  periodAt('month', noon, 'Europe/Amsterdam'),
  null,
  noon,
);

describe('the report of a month', () => {
  it('has every number, every service and every release, each leading to its thread', () => {
    const { title, markdown } = reportCanvas(
      {
        ...month,
        items: month.items.map((item) => ({ ...item, card: { channel: 'C1', ts: '1.0' } })),
      },
      link,
    );
    expect(title).toMatch(/^Releases, Oct \d+ to Nov \d+$/);
    expect(markdown).toMatch(
      /^\*\*Reached users:\*\* 2 .*\n\n\*\*Broke:\*\* web .*\n\n\*\*Waits:\*\* nothing\.\n\n## N/,
    );
    expect(markdown).toMatch(
      /## Numbers\n\n\| Number \| Value \|\n\| --- \| --- \|\n\| Releases \| /,
    );
    expect(markdown).toMatch(/\| board \| 2 \| 0 \|/);
    expect(markdown).toMatch(
      new RegExp(
        String.raw`- \*\*web .*\*\* rolled back .* ` +
          String.raw`\[Thread\]\(https:\/\/acme\.slack\.example\/archives\/C1\/p1\.0\)`,
      ),
    );
  });

  it('tells of what broke who did what, when and why: a postponement keeps its reason', () => {
    const broken = month.broken.map((one) => ({
      ...one,
      timeline: timelineOf(
        [],
        [
          {
            at: noon,
            event: { kind: 'postponement-explained', at: noon, by: ana, reason: 'load *test*' },
          },
        ],
      ),
    }));
    expect(reportCanvas({ ...month, broken }, link).markdown).toMatch(
      /## What broke, and who did what\n\n\*\*web 3, .*\n\n- .* Ana R\. .*: load \\\*test\\\*\n/,
    );
  });
});
