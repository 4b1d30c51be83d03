import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sentry, startSentry } from '../../playground/sentry/start.ts';
import { sentryErrors } from '../../src/adapters/sentry/errors.ts';
import type { SentryErrorsOptions } from '../../src/adapters/sentry/blank-reading.ts';
import { UpstreamError } from '../../src/ports/errors.ts';
import type { WatchQuestion } from '../../src/ports/meter.ts';
import { judge } from '../../src/release/health/judge.ts';
import { sendError, thrown, thrownAt } from '../support/sentry-events.ts';
import { boardInSentry } from '../support/board-in-sentry.ts';

let sentry: Sentry;
let options: SentryErrorsOptions;
beforeEach(async () => {
  sentry = await startSentry({ port: 0, tokens: ['secret-token'] });
  options = {
    url: sentry.url,
    token: 'secret-token',
    ...boardInSentry,
  };
});
afterEach(() => sentry.close());

const send = (release: string, error: Record<string, unknown>) =>
  sendError(sentry.dsns['board']!, { release, ...error });
const question = (more: Partial<WatchQuestion> = {}): WatchQuestion => {
  const since = Date.now() - 300_000;
  return {
    service: 'board',
    version: '1.42.0',
    oldVersion: '1.41.0',
    since,
    until: Date.now() + 50,
    users: 100,
    oldUsers: 900,
    exposure: { since, users: 100, oldUsers: 900 },
    known: [],
    ...more,
  };
};
const trace = (more: Partial<WatchQuestion> = {}, issue = '1') =>
  sentryErrors(options).trace(question(more), issue);
const groups = async (more: Partial<WatchQuestion> = {}) => {
  const [first] = await sentryErrors(options).read(question(more));
  if (first === undefined) throw new Error('a reading is expected');
  return { ...first, verdict: judge([first]) };
};
const fault = (body: unknown) =>
  fetch(`${sentry.url}/_control/faults`, { method: 'POST', body: JSON.stringify(body) });
const change = (id: string, body: unknown) =>
  fetch(`${sentry.url}/api/0/organizations/acme/issues/${id}/`, {
    method: 'PUT',
    headers: { authorization: 'Bearer secret-token' },
    body: JSON.stringify(body),
  });
const frame = (filename: string, more: object = {}) => ({
  filename,
  function: 'draw',
  lineno: 12,
  colno: 8,
  in_app: true,
  ...more,
});

describe('where an error comes from', () => {
  it("is told by the service's own frames, the topmost first", async () => {
    await send(
      'board@1.42.0',
      thrownAt('Boom', 'x', [
        frame('node:internal/process', { in_app: false }),
        frame('server/socket.ts', { function: 'take' }),
        frame('server/board/smooth.ts', { function: 'smooth' }),
      ]),
    );
    expect(await trace()).toEqual({
      kind: 'traced',
      frames: [
        { path: 'server/board/smooth.ts', function: 'smooth', line: 12 },
        { path: 'server/socket.ts', function: 'take', line: 12 },
      ],
    });
  });

  it('is told by the newest event of this build, not of another', async () => {
    await send('board@1.42.0', {
      fingerprint: ['one'],
      timestamp: Date.now() / 1000 - 60,
      ...thrownAt('Boom', 'x', [frame('old.ts')]),
    });
    await send('board@1.42.0', {
      fingerprint: ['one'],
      timestamp: Date.now() / 1000 - 30,
      ...thrownAt('Boom', 'x', [frame('new.ts')]),
    });
    await send('board@1.41.0', {
      fingerprint: ['one'],
      ...thrownAt('Boom', 'x', [frame('theirs.ts')]),
    });
    expect(await trace()).toMatchObject({ frames: [{ path: 'new.ts' }] });
    expect(await trace({ version: '1.43.0' })).toEqual({
      kind: 'untraced',
      why: 'Sentry keeps no event of this build any more',
    });
  });

  it('begins with what was thrown last, and goes on with its cause', async () => {
    const one = (filename: string) => ({
      type: 'Boom',
      value: 'x',
      stacktrace: { frames: [frame(filename)] },
    });
    await send('board@1.42.0', { exception: { values: [one('cause.ts'), one('outer.ts')] } });
    expect(await trace()).toMatchObject({ frames: [{ path: 'outer.ts' }, { path: 'cause.ts' }] });
  });

  it.each([
    [
      'without a stack',
      { exception: { values: [{ type: 'Boom', value: 'x' }] } },
      'it came without a stack trace',
    ],
    ['that is only a message', { message: 'hello' }, 'it came without a stack trace'],
    [
      'in foreign code',
      thrownAt('Boom', 'x', [frame('node_modules/ws/lib.js', { in_app: false })]),
      "nothing of the service's own code is in its stack",
    ],
    [
      'in a minified bundle',
      thrownAt('Boom', 'x', [
        frame('/static/app.min.js', { lineno: 1, colno: 48_211 }),
        frame('/static/main.3fa94c1d.js'),
        frame('app:///index.js', { lineno: 2, colno: 9_000 }),
      ]),
      'its stack is minified; upload source maps to see its files',
    ],
    [
      'of no file',
      thrownAt('Boom', 'x', [frame('<anonymous>'), frame('[native code]')]),
      'its stack is minified; upload source maps to see its files',
    ],
  ])('is not known for an error %s, and why is said', async (_, error, why) => {
    await send('board@1.42.0', error);
    expect(await trace()).toEqual({ kind: 'untraced', why });
  });

  it('keeps no more of a deep stack than somebody would read, and of long words', async () => {
    await send(
      'board@1.42.0',
      thrownAt(
        'Boom',
        'x',
        Array.from({ length: 250 }, (_, n) =>
          frame(`${'deep/'.repeat(200)}${n}.ts`, { function: 'f'.repeat(900) }),
        ),
      ),
    );
    const found = await trace();
    expect(found.kind === 'traced' && found.frames.length).toBe(12);
    expect(JSON.stringify(found).length).toBeLessThan(12 * 800);
  });

  it('says what is set wrong, and asks nothing about a version that could change it', async () => {
    await send('board@1.42.0', thrown('Boom', 'x'));
    expect(await trace({}, '99')).toMatchObject({ kind: 'untraced' });
    expect(await trace({ version: '1" OR release:*' })).toEqual({
      kind: 'untraced',
      why: 'the version has signs in it that no query may hold',
    });
  });

  it.each([
    { kind: 'down' },
    { kind: 'too-many' },
    { kind: 'status', status: 502 },
    { kind: 'garbage' },
    { kind: 'slow', ms: 10_000 },
  ])('fails from outside when Sentry is %j', async (body) => {
    await send('board@1.42.0', thrown('Boom', 'x'));
    await fault({ ...body, times: 20 });
    await expect(trace()).rejects.toBeInstanceOf(UpstreamError);
  });
});

describe('an error that somebody called known', () => {
  it('is shown, and does not count', async () => {
    await send('board@1.42.0', { level: 'fatal', ...thrown('Boom', 'ink is gone') });
    expect((await groups()).verdict).toMatchObject({ kind: 'unhealthy', fatal: true });
    const { verdict, issues } = await groups({ known: ['1'] });
    expect(issues).toMatchObject([{ title: 'Boom: ink is gone', known: true }]);
    expect(verdict).toMatchObject({
      kind: 'healthy',
      fatal: false,
      reasons: [{ signal: 'new errors', says: 'pass', facts: { value: 0, known: 1 } }],
    });
  });

  it('hides no other one', async () => {
    for (const name of ['Boom', 'Bang']) await send('board@1.42.0', thrown(name, 'x'));
    expect((await groups({ known: ['1'] })).verdict).toMatchObject({
      kind: 'unhealthy',
      reasons: [{ signal: 'new errors', says: 'fail', facts: { value: 1, known: 1 } }],
    });
  });

  it('counts again when it grows', async () => {
    await send('board@1.41.0', { timestamp: Date.now() / 1000 - 3_600, ...thrown('Boom', 'x') });
    await change('1', { status: 'ignored', substatus: 'archived_until_escalating' });
    for (let n = 0; n < 10; n += 1) await send('board@1.42.0', thrown('Boom', 'x'));
    expect(await groups({ known: ['1'] })).toMatchObject({
      value: 1,
      issues: [{ what: 'escalating' }],
      verdict: { kind: 'unhealthy' },
    });
  });

  it('counts again when a new build only made it grow', async () => {
    await send('board@1.42.0', thrown('Boom', 'x'));
    await fetch(`${sentry.url}/_control/issues`, {
      method: 'POST',
      body: JSON.stringify({ ids: ['1'], substatus: 'escalating' }),
    });
    expect(await groups({ known: ['1'] })).toMatchObject({
      value: 1,
      issues: [{ what: 'escalating' }],
    });
  });

  it('is no evidence of health while nobody uses the build', async () => {
    await send('board@1.42.0', thrown('Boom', 'x'));
    for (const users of [0, null])
      expect((await groups({ known: ['1'], users })).verdict.kind).toBe('undecided');
  });

  it('makes both sides bad no more than one side', async () => {
    for (const version of ['1.42.0', '1.41.0', '1.41.0'])
      await send(`board@${version}`, thrown('Boom', 'x'));
    expect((await groups({ known: ['1'] })).verdict.kind).toBe('healthy');
  });
});

describe('the facts of an error', () => {
  it('say when it was first and last seen', async () => {
    const first = Math.floor(Date.now() / 1000) - 120;
    await send('board@1.42.0', { timestamp: first, ...thrown('Boom', 'x') });
    await send('board@1.42.0', { timestamp: first + 60, ...thrown('Boom', 'x') });
    expect((await groups()).issues).toMatchObject([
      { firstSeen: first * 1000, lastSeen: (first + 60) * 1000 },
    ]);
  });

  it('are cut where nobody reads on, and hold nothing a database refuses', async () => {
    await send('board@1.42.0', {
      message: `<!channel> \u202e ${'long '.repeat(1_000)}`,
      fingerprint: ['a'],
    });
    await send('board@1.42.0', { exception: { values: [{ type: 'Nul\0', value: '\ud83d' }] } });
    const { issues } = await groups();
    expect(
      issues.every(
        ({ title }) => title.length <= 300 && title.isWellFormed() && !title.includes('\0'),
      ),
    ).toBe(true);
    expect(issues).toHaveLength(2);
  });

  it('of more than a hundred errors are not all kept, but all are counted', async () => {
    for (let n = 0; n < 105; n += 1) await send('board@1.42.0', { message: `error ${n}` });
    const { value, issues } = await groups();
    expect([value, issues.length]).toEqual([105, 100]);
  });
});
