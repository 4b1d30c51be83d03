import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startSentry } from '../../playground/sentry/start.ts';
import { sentryDeploys } from '../../src/adapters/sentry/deploys.ts';
import { build } from '../support/a-release.ts';
import { misfits, type Schema } from '../support/json-schema.ts';
import { boardProject } from '../support/sentry-deploys-world.ts';

/** A folder with Sentry's published API document; it is not ours to keep here. */
const folder = process.env['VENDOR_SPECS'];
const document =
  folder !== undefined && existsSync(join(folder, 'sentry.slice.json'))
    ? JSON.parse(readFileSync(join(folder, 'sentry.slice.json'), 'utf8'))
    : undefined;
if (document === undefined)
  console.warn(
    "LEFT OUT: how Davy records deploys against Sentry's published API document; " +
      'set VENDOR_SPECS to a folder that holds sentry.slice.json',
  );

type Exchange = {
  readonly method: string;
  readonly path: string;
  readonly sent: unknown;
  readonly status: number;
  readonly came: unknown;
};

/** Everything Davy says to Sentry of releases and deploys, and what the local one answers. */
async function conversation(): Promise<readonly Exchange[]> {
  const sentry = await startSentry({
    port: 0,
    tokens: ['writer', 'reader'],
    readOnly: ['reader'],
    repositories: ['acme/board'],
  });
  const heard: Exchange[] = [];
  const listening: typeof fetch = async (url, init) => {
    const answer = await fetch(url, init);
    heard.push({
      method: (init?.method ?? 'GET').toLowerCase(),
      path: new URL(url instanceof Request ? url.url : url).pathname,
      sent: typeof init?.body === 'string' ? JSON.parse(init.body) : undefined,
      status: answer.status,
      came: await answer.clone().json(),
    });
    return answer;
  };
  const records = (token: string, repository = boardProject.repository) =>
    sentryDeploys({ url: sentry.url, ...boardProject, repository, token, fetch: listening });
  const [own, strange] = [records('writer'), records('writer', 'acme/other')];
  await own.deploysOf(build());
  await own.register(build(), build('1.41.0'));
  await own.register(build(), null);
  expect(await strange.register(build('1.43.0'), null)).toEqual({ kind: 'done' });
  await own.record(build(), 'canary', 'rel_1');
  await own.record(build(), 'everybody', 'rel_2');
  expect(await own.record(build(), 'canary', 'x'.repeat(65))).toMatchObject({
    kind: 'refused',
    why: expect.stringContaining('64 characters') as string,
  });
  await own.deploysOf(build());
  await records('reader').register(build(), null);
  await sentry.close();
  return heard;
}

const template = '/api/0/organizations/{organization_id_or_slug}/releases/';

/** Where one question or its answer is not as the document has it. */
function faultsOf({ method, path, sent, status, came }: Exchange): readonly string[] {
  const place = path.endsWith('/deploys/') ? `${template}{version}/deploys/` : template;
  const operation = document.paths[place][method];
  const name = `${method} ${place} ${status}`;
  const asked: Schema = operation.requestBody?.content['application/json'].schema;
  const answer: Schema = operation.responses[status]?.content?.['application/json'].schema ?? {};
  return [
    ...(sent === undefined ? [] : misfits(asked, sent, `${name} asked`)),
    ...(status < 300 ? misfits(answer, came, `${name} came`) : []),
  ];
}

describe.skipIf(document === undefined)("deploys against Sentry's document", () => {
  it('are asked for and answered only as documented', async () => {
    const heard = await conversation();
    expect(heard.map(({ method, status }) => `${method} ${status}`)).toEqual([
      'get 404',
      'post 201',
      'post 208',
      'post 400',
      'post 208',
      'post 201',
      'post 201',
      'post 400',
      'get 200',
      'post 403',
    ]);
    expect([...new Set(heard.flatMap(faultsOf))]).toEqual([]);
  });

  it('would be noticed where they are not', () => {
    const wrong = { method: 'post', path: '/deploys/', sent: { env: 1 }, status: 201, came: {} };
    expect(faultsOf(wrong).some((fault) => fault.includes('asked.environment is missing'))).toBe(
      true,
    );
    expect(faultsOf(wrong).some((fault) => fault.includes('came.id is missing'))).toBe(true);
  });
});
