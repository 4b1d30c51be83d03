import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startJira } from '../../../playground/jira/start.ts';
import { jiraTickets } from '../../../src/adapters/jira/tickets.ts';
import type { Tickets } from '../../../src/ports/tickets.ts';
import { refused } from '../../contracts/contract.ts';
import { account, isChange, type JiraEntry, projects, samples } from '../../support/jira-world.ts';

let jira: Awaited<ReturnType<typeof startJira>>;
let tickets: Tickets;
beforeEach(async () => {
  jira = await startJira({ port: 0, ...account, projects });
  tickets = jiraTickets({ url: jira.url, ...account, fetch });
  await issues(samples);
});
afterEach(() => jira.close());

const issues = (list: readonly object[]) =>
  fetch(`${jira.url}/_control/issues`, { method: 'POST', body: JSON.stringify(list) });
const fault = (body: unknown) =>
  fetch(`${jira.url}/_control/faults`, { method: 'POST', body: JSON.stringify(body) });
const journal = async (): Promise<readonly JiraEntry[]> =>
  (await fetch(`${jira.url}/_control/journal`)).json() as never;
const news = async () => (await journal()).filter(isChange);

describe('reading tickets', () => {
  it('shows the status, the ways out of it, and what they ask for', async () => {
    expect(await tickets.read('BRD-1')).toEqual({
      key: 'BRD-1',
      project: 'BRD',
      title: 'Odd <!channel> *title*',
      type: 'Task',
      status: 'In Review',
      isDone: false,
      fixVersions: [],
      transitions: [
        { id: '41', to: 'Blocked', isDone: false, required: [] },
        { id: '31', to: 'Done', isDone: true, required: [] },
      ],
    });
    expect((await tickets.read('BRD-2'))?.transitions).toContainEqual({
      id: '31',
      to: 'Done',
      isDone: true,
      required: ['Resolution'],
    });
    expect((await tickets.read('BRD-3'))?.transitions.map(({ to }) => to)).toEqual(['In Progress']);
    expect(await tickets.read('BRD-4')).toMatchObject({ status: 'Done', isDone: true });
  });

  it.each([
    '../../x-1',
    'brd-1',
    'BRD-1/transitions',
    'BRD-1?x=1',
    'BRD-01',
    'BRD-1 ',
    '',
    'BRD-1\n',
    '%2e%2e-1',
    'B-1',
  ])('asks Jira nothing about %j', async (key) => {
    expect(await tickets.read(key)).toBeNull();
    expect(await tickets.move(key, '31')).toEqual({ kind: 'missing' });
    expect(await tickets.comment(key, 'mark', 'text')).toEqual({ kind: 'missing' });
    expect(await tickets.hasComment(key, 'mark')).toBe(false);
    expect(await tickets.addVersion(key, 'board 1')).toEqual({ kind: 'missing' });
    expect(await tickets.makeVersion(key, 'board 1')).toEqual({ kind: 'missing' });
    expect(await news()).toEqual([]);
  });
});

describe('moving tickets', () => {
  it("moves one, and says in Jira's words why it will not move another", async () => {
    expect(await tickets.move('BRD-1', '31')).toEqual({ kind: 'done' });
    expect((await tickets.read('BRD-1'))?.status).toBe('Done');
    expect(await tickets.move('BRD-2', '31')).toEqual({
      kind: 'refused',
      why: 'Resolution is required.',
    });
    expect(await tickets.move('BRD-3', '31')).toEqual({
      kind: 'refused',
      why: "Transition id '31' is not valid for this issue.",
    });
    expect(await tickets.move('BRD-999', '31')).toEqual({ kind: 'missing' });
  });
});

describe('fix versions', () => {
  it('are made once, added, and released with their day', async () => {
    expect(await tickets.makeVersion('BRD', 'board 1.42.0')).toEqual({ kind: 'done' });
    expect(await tickets.makeVersion('BRD', 'board 1.42.0')).toEqual({ kind: 'done' });
    expect(await tickets.addVersion('BRD-1', 'board 1.42.0')).toEqual({ kind: 'done' });
    expect(await tickets.releaseVersion('BRD', 'board 1.42.0', '2026-11-21')).toEqual({
      kind: 'done',
    });
    expect(await tickets.releaseVersion('BRD', 'board 1.42.0', '2026-11-22')).toEqual({
      kind: 'done',
    });
    expect((await tickets.read('BRD-1'))?.fixVersions).toEqual(['board 1.42.0']);
    expect(await news()).toMatchObject([
      { kind: 'version-made', name: 'board 1.42.0' },
      { kind: 'version-added' },
      { kind: 'version-released', releaseDate: '2026-11-21' },
    ]);
  });

  it('are refused where the project does not know them, or is not there', async () => {
    expect(await tickets.addVersion('BRD-1', 'nothing')).toEqual({
      kind: 'refused',
      why: "Version name 'nothing' is not valid",
    });
    expect(await tickets.releaseVersion('BRD', 'nothing', '2026-11-21')).toEqual({
      kind: 'missing',
    });
    expect(await tickets.makeVersion('NOPE', 'board 1')).toEqual({ kind: 'missing' });
  });
});

describe('comments', () => {
  it('call nobody and load nothing, whatever is in them', async () => {
    await tickets.comment(
      'BRD-1',
      'mark',
      'because: [~accountid:1] !http://evil.example/x.png! {code} *so* 1.42.0-rc.1',
    );
    expect((await news())[0]?.body).toBe(
      'because: \\[\\~accountid:1\\] \\!http://evil.example/x.png\\! \\{code\\} \\*so\\* ' +
        '1.42.0-rc.1\n\nmark',
    );
  });
});

describe('when Jira fails', () => {
  it.each([
    [{ kind: 'too-many', retryAfterSeconds: 7 }, 'try again after 7 s'],
    [{ kind: 'status', status: 503 }, 'HTTP 503'],
    [{ kind: 'down' }, 'fetch failed'],
  ])('is a fault from outside: %j', async (body, cause) => {
    await fault({ ...body, times: 2 });
    const error = await refused(tickets.read('BRD-1'));
    expect(error.message).toMatch(/^Jira failed while reading/);
    expect(String(error.cause)).toContain(cause);
  });

  it('waits no longer than its deadline', async () => {
    await fault({ kind: 'slow', ms: 10_000, times: 2 });
    const began = performance.now();
    expect((await refused(tickets.read('BRD-1'))).unknown).toBe(true);
    expect(performance.now() - began).toBeLessThan(4_500);
  });

  it('says it is the token when Jira refuses it, and never shows it', async () => {
    const stranger = jiraTickets({
      url: jira.url,
      email: 'davy@example.com',
      token: 'wrong-secret',
      fetch,
    });
    const error = await refused(stranger.read('BRD-1'));
    expect(error.message).toContain('check JIRA_EMAIL and JIRA_TOKEN');
    expect(JSON.stringify([error.message, error.stack, String(error.cause)])).not.toContain(
      'wrong-secret',
    );
  });

  it('knows a personal access token too, and a Jira below a path of its own', async () => {
    expect(
      await jiraTickets({ url: `${jira.url}/`, email: null, token: 'jira-secret', fetch }).read(
        'BRD-1',
      ),
    ).not.toBeNull();
    const asked: string[] = [];
    const spy = async (url: Parameters<typeof fetch>[0]) => {
      asked.push(url instanceof URL ? url.href : '');
      return new Response('{}', { status: 404 });
    };
    expect(
      await jiraTickets({
        url: 'https://acme.example/jira/',
        email: null,
        token: 't',
        fetch: spy,
      }).read('BRD-1'),
    ).toBeNull();
    expect(asked[0]).toBe(
      'https://acme.example/jira/rest/api/2/issue/BRD-1?fields=summary,issuetype,project,' +
        'status,fixVersions',
    );
  });
});
