import { expect, it } from 'vitest';
import { summaryOf } from '../../src/summary/summary.ts';
import { periodAt } from '../../src/summary/period.ts';
import { reportCanvas } from '../../src/views/report/report-canvas.ts';
import { aSlack } from '../playground/slack/a-slack.ts';
import { books, wentBack } from '../support/books.ts';
import { noon } from '../support/noon.ts';

const month = summaryOf(
  books([wentBack('web', '3')]),
  periodAt('month', noon, 'Europe/Amsterdam'),
  null,
  noon,
);
const nasty = 'x | [y](http://evil.example) ![](@U0ANA) **b** `c` <!channel>\n# d';

it('the report of a month is taken by Slack with any outside text, and calls nobody', async () => {
  const items = Array.from({ length: 400 }, () => ({
    ...month.items[0]!,
    service: nasty,
    version: nasty,
    gist: [nasty],
  }));
  const rows = Array.from({ length: 90 }, () => ({
    service: nasty,
    live: 1,
    rolledBack: 0,
    gist: [nasty],
  }));
  const { title, markdown } = reportCanvas({ ...month, items, rows }, () => null);
  expect(markdown.replace(/\\./g, '')).not.toMatch(/http:\/\/evil\.example\)|!\[|`|<|@|^# /m);
  const slack = await aSlack({ scopes: ['canvases:write'] });
  expect(
    await slack.refusal('canvases.create', {
      title,
      document_content: { type: 'markdown', markdown },
    }),
  ).toBe('no refusal');
  await slack.close();
});
