import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lookAtClocks } from '../../src/doctor/clocks.ts';
import { roomIn } from '../../src/doctor/disk.ts';
import { findingLine, ill, note, reportLines, well } from '../../src/doctor/finding.ts';

it('says first how it stands, then what to mend, then what to know', () => {
  const found = [well('Slack knows Davy'), note('no pager'), ill('the disk is full', 'Free some')];
  expect(reportLines(found)).toEqual([
    '1 thing to mend before a release; 2 things as it should be.',
    '✗ the disk is full\n    Free some',
    '✓ note: no pager',
    '✓ Slack knows Davy',
  ]);
  expect(reportLines(found.slice(0, 1))[0]).toBe(
    'Nothing stands in the way of a release: 1 thing looked at.',
  );
});

it('measures the disk of a folder that is yet to be made', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'davy-disk-'));
  const [there, later] = [await roomIn(folder), await roomIn(join(folder, 'not', 'yet'))];
  await rm(folder, { recursive: true });
  expect(later.isWritable).toBe(true);
  expect(later.free).toBeGreaterThan(0);
  expect(Math.abs(there.free - later.free)).toBeLessThan(there.free / 2);
});

it('names the one clock that is wrong, be it the database or this machine', () => {
  const clocks = [
    { of: 'slack.com', aheadMs: 400 },
    { of: 'AWS', aheadMs: -700 },
  ];
  const database = { of: 'the database', aheadMs: -65_000 };
  expect(lookAtClocks([...clocks, database])).toMatchObject({
    findings: [{ well: false, what: expect.stringContaining('the database is 65 s behind') }],
    isOurs: false,
  });
  const all = clocks.map(({ of, aheadMs }) => ({ of, aheadMs: aheadMs + 300_000 }));
  const ours = lookAtClocks([...all, { of: 'sentry.io', aheadMs: 0 }]);
  expect(ours.isOurs).toBe(true);
  expect(ours.findings.map(findingLine)).toEqual([
    expect.stringMatching(/^✗ the clock of this machine is 300 s behind slack\.com, AWS\n/),
  ]);
  expect(lookAtClocks(clocks).findings).toMatchObject([{ well: true }]);
});
