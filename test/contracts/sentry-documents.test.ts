import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startSentry } from '../../playground/sentry/start.ts';
import { misfits, type Schema } from '../support/json-schema.ts';
import { sendError, sendSessions, thrown, thrownAt } from '../support/sentry-events.ts';

/** A folder with Sentry's published API document; it is not ours to keep here. */
const folder = process.env['VENDOR_SPECS'];
const document =
  folder !== undefined && existsSync(join(folder, 'sentry.slice.json'))
    ? JSON.parse(readFileSync(join(folder, 'sentry.slice.json'), 'utf8'))
    : undefined;
if (document === undefined)
  console.warn(
    "LEFT OUT: the local Sentry against Sentry's published API document; " +
      'set VENDOR_SPECS to a folder that holds sentry.slice.json',
  );

const schemaOf = (path: string): Schema =>
  document.paths[`/api/0/organizations/{organization_id_or_slug}/${path}`].get.responses['200']
    .content['application/json'].schema;

describe('the check against a schema', () => {
  const schema: Schema = {
    type: 'array',
    items: {
      type: 'object',
      properties: {
        id: { type: 'string' },
        level: { enum: ['error'] },
        seen: { type: 'string', format: 'date-time', nullable: true },
      },
      required: ['id'],
    },
  };

  it('lets pass what fits', () => {
    expect(misfits(schema, [{ id: '1', level: 'error', seen: null }])).toEqual([]);
  });

  it('names everything that does not', () => {
    expect(misfits(schema, [{ level: 'bad', seen: 'soon', more: 1 }, { id: 1 }])).toEqual([
      '$[0].id is missing',
      '$[0].level is "bad", not one of ["error"]',
      '$[0].seen is no time',
      '$[0].more is not documented',
      '$[1].id is no string',
    ]);
  });
});

describe.skipIf(document === undefined)("the local Sentry against Sentry's document", () => {
  it.each([
    ['issues/', 'issues/?query='],
    ['issues/', 'issues/?query=is:regressed'],
    ['issues/{issue_id}/', 'issues/1/'],
    ['issues/{issue_id}/events/', 'issues/1/events/'],
    ['issues/{issue_id}/events/', 'issues/2/events/?full=false&per_page=1'],
    ['events/', 'events/?field=release&field=issue.id&field=count()&field=last_seen()'],
    ['sessions/', 'sessions/?field=sum(session)&groupBy=release&statsPeriod=1h'],
  ])('answers %s as documented for %s', async (path, asked) => {
    const sentry = await startSentry({ port: 0, tokens: ['t'] });
    const headers = { authorization: 'Bearer t' };
    await sendError(sentry.dsns['board']!, {
      release: 'board@1.0.0',
      user: { id: 'u1' },
      level: 'fatal',
      ...thrown('Boom', 'x'),
    });
    await fetch(`${sentry.url}/api/0/organizations/acme/issues/1/`, {
      method: 'PUT',
      headers,
      body: JSON.stringify({ status: 'resolved' }),
    });
    await sendError(sentry.dsns['board']!, { release: 'board@1.1.0', message: 'plain' });
    await sendSessions(sentry.dsns['board']!, 'board@1.1.0');
    await sendError(sentry.dsns['board']!, { release: 'board@1.1.0', ...thrown('Boom', 'x') });
    const answer: unknown = await (
      await fetch(`${sentry.url}/api/0/organizations/acme/${asked}`, { headers })
    ).json();
    await sentry.close();
    expect(JSON.stringify(answer)).toContain('1');
    expect(misfits(schemaOf(path), answer)).toEqual([]);
  });

  it('tells of an event in full all it tells in short, and its stack besides', async () => {
    const sentry = await startSentry({ port: 0, tokens: ['t'] });
    await sendError(sentry.dsns['board']!, {
      release: 'board@1.0.0',
      user: { id: 'u1' },
      ...thrownAt('Boom', 'x', [
        { filename: 'server/draw.ts', function: 'draw', lineno: 7, colno: 3, in_app: true },
      ]),
    });
    const answer: object[] = JSON.parse(
      await (
        await fetch(`${sentry.url}/api/0/organizations/acme/issues/1/events/?full=true`, {
          headers: { authorization: 'Bearer t' },
        })
      ).text(),
    );
    await sentry.close();
    const undocumented = [
      'entries',
      'dateReceived',
      'dist',
      'errors',
      'contexts',
      'packages',
      'size',
      'occurrence',
      'nextEventID',
      'previousEventID',
    ];
    expect(misfits(schemaOf('issues/{issue_id}/events/'), answer)).toEqual(
      undocumented.map((key) => `$[0].${key} is not documented`),
    );
  });
});
