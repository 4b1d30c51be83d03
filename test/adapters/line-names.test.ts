import { describe, expect, it } from 'vitest';
import { hostOf } from '../../src/adapters/local-fleet/host.ts';
import { prometheusMeter } from '../../src/adapters/prometheus/meter.ts';
import { releasesOf } from '../../src/adapters/sentry/question.ts';
import type { WatchQuestion } from '../../src/ports/meter.ts';
import { newLine } from '../../src/release/state/line.ts';
import { prerelease } from '../support/a-release.ts';
import { metricsOf } from '../../src/web/metrics.ts';

const service = 'board@sandbox';
const question: WatchQuestion = {
  service,
  version: '1.42.0',
  oldVersion: '1.41.0',
  since: 0,
  until: 60_000,
  users: 10,
  oldUsers: 10,
  exposure: null,
  known: [],
};

/** Answers everything with one body, and keeps what was asked. */
function listening(body: object) {
  const asked: { readonly url: URL; readonly body: string }[] = [];
  const answer: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    asked.push({ url: new URL(request.url), body: await request.text() });
    return Response.json(body);
  };
  return { asked, fetch: answer };
}

describe('the name of a further line, outside', () => {
  it('is its product’s where a server says who it is: builds know nothing of lines', async () => {
    const release = '{service}@{version}';
    expect(releasesOf({ release }, question)).toEqual({
      mine: 'board@1.42.0',
      old: 'board@1.41.0',
    });
    const { asked, fetch } = listening({
      status: 'success',
      data: { resultType: 'vector', result: [{ value: [60, '0'] }] },
    });
    await prometheusMeter({
      url: 'http://prometheus.example.com',
      authorization: null,
      fetch,
      now: () => 60_000,
      reconnects: null,
      queries: [
        {
          name: 'failed',
          query: 'failed{service="{service}",env="sandbox",v="{version}"}',
          unit: '',
          limit: { kind: 'max', value: 1 },
          baseline: false,
        },
      ],
    }).read(question);
    expect(asked.map(({ body }) => new URLSearchParams(body).get('query'))).toContain(
      'failed{service="board",env="sandbox",v="1.42.0"}',
    );
  });

  it('is whole where servers are asked for by it', async () => {
    const { asked, fetch } = listening({ servers: [] });
    await hostOf({ host: 'http://127.0.0.1:4411', fetch })
      .list(service)
      .catch(() => undefined);
    expect(asked.map(({ url }) => url.searchParams.get('service'))).toEqual([service]);
  });

  it('is whole in the figures that Davy shows of itself', async () => {
    const running = { ...prerelease({ kind: 'requested', since: 0 }), service };
    const page = await metricsOf(['board', service], {
      touch: () => Promise.resolve(),
      line: async (name) => newLine(name),
      open: async (name) => (name === service ? [running] : []),
    }).text();
    expect(page).toContain(
      'davy_releases_open{service="board@sandbox",kind="prerelease",phase="requested"} 1',
    );
    expect(page).toContain('davy_line_locked{service="board@sandbox"} 0');
  });
});
