import { afterEach, describe, expect, it } from 'vitest';
import { slackCanvases } from '../../../src/adapters/slack/canvases.ts';
import { UpstreamError } from '../../../src/ports/errors.ts';
import { aSlack } from '../../playground/slack/a-slack.ts';

let slack: Awaited<ReturnType<typeof aSlack>> | undefined;
afterEach(() => slack?.close());

async function workspace(scopes: readonly string[] = ['chat:write', 'canvases:write']) {
  const made = await aSlack({ scopes });
  slack = made;
  return { made, reports: slackCanvases({ token: 'xoxb-davy', apiUrl: made.apiUrl, fetch }) };
}

describe('a report in a canvas', () => {
  it('is made, shown in a channel, opened to it, read at its address and replaced', async () => {
    const { made, reports } = await workspace();
    const report = await reports.create(
      'Releases, October',
      '**1 release** reached all users.\n\n## Numbers\n\n| a | b |\n| --- | --- |\n' +
        '| 1 | x \\| \\<b\\> |',
    );
    if (report === 'none-here') throw new Error('no canvas was made');
    const url = await reports.address(report.id);
    await made.post({ text: `The report: ${url}` });
    await reports.open(report.id, 'C0RELEASES');
    expect(await made.of('canvas-opened')).toMatchObject([
      { id: report.id, channel: 'C0RELEASES' },
    ]);
    const page = await (await fetch(url)).text();
    expect(page).toContain('<h1>Releases, October</h1>');
    expect(page).toContain('<strong>1 release</strong>');
    expect(page).toContain('<td>x | &lt;b&gt;</td>');
    expect(await reports.edit(report.id, 'Anew')).toBe('edited');
    expect(await (await fetch(url)).text()).toContain('Anew');
    expect(await reports.edit('F0NONE', 'x')).toBe('gone');
  });

  it('is none without the scope, or where Slack says no for another reason', async () => {
    const { reports } = await workspace(['chat:write']);
    expect([await reports.create('x', 'y'), await reports.edit('F1', 'y')]).toEqual([
      'none-here',
      'none-here',
    ]);
    await slack?.close();
    const other = await workspace();
    for (const error of [
      'free_teams_cannot_create_non_tabbed_canvases',
      'canvas_disabled_user_team',
      'restricted_action',
    ]) {
      await other.made.fault({ kind: 'error', method: 'canvases.create', error });
      expect(await other.reports.create('x', 'y')).toBe('none-here');
    }
    expect(await other.reports.create('x', '#### too deep')).toBe('none-here');
  });

  it('is tried again while Slack is away', async () => {
    const { made, reports } = await workspace();
    await made.fault({ kind: 'outage', how: '503' });
    await expect(reports.create('x', 'y')).rejects.toBeInstanceOf(UpstreamError);
  });
});

describe('the local Slack', () => {
  it('refuses of canvases what Slack refuses', async () => {
    const { made } = await workspace();
    const { canvas_id } = (await made.client.apiCall('canvases.create', {
      title: 'x',
      document_content: { type: 'markdown', markdown: 'y' },
    })) as unknown as { canvas_id: string };
    const content = (markdown: string) => ({ document_content: { type: 'markdown', markdown } });
    const cells = Array.from({ length: 101 }, () => '| a | b | c |').join('\n');
    expect({
      kind: await made.refusal('canvases.create', {
        document_content: { type: 'html', markdown: 'x' },
      }),
      deep: await made.refusal('canvases.create', content('#### x')),
      quoted: await made.refusal('canvases.create', content('> - x')),
      wide: await made.refusal('canvases.create', content(cells)),
      unshown: await made.refusal('canvases.access.set', {
        canvas_id,
        access_level: 'read',
        channel_ids: ['C0RELEASES'],
      }),
      nobody: await made.refusal('canvases.access.set', { canvas_id, access_level: 'read' }),
      both: await made.refusal('canvases.access.set', {
        canvas_id,
        access_level: 'read',
        channel_ids: ['C0RELEASES'],
        user_ids: ['U0ANA'],
      }),
      level: await made.refusal('canvases.access.set', {
        canvas_id,
        access_level: 'owner',
        channel_ids: ['C0RELEASES'],
      }),
      gone: await made.refusal('canvases.edit', {
        canvas_id: 'F0',
        changes: [{ operation: 'replace', ...content('x') }],
      }),
      two: await made.refusal('canvases.edit', { canvas_id, changes: [] }),
      worse: await made.refusal('canvases.edit', {
        canvas_id,
        changes: [{ operation: 'replace', ...content('##### x') }],
      }),
    }).toEqual({
      kind: 'invalid_arguments',
      deep: 'canvas_creation_failed',
      quoted: 'canvas_creation_failed',
      wide: 'canvas_creation_failed',
      unshown: 'channel_not_found',
      nobody: 'invalid_parameters',
      both: 'invalid_parameters',
      level: 'invalid_arguments',
      gone: 'canvas_not_found',
      two: 'invalid_arguments',
      worse: 'canvas_editing_failed',
    });
  });
});
