import { describe, expect, it } from 'vitest';
import type { CountersAsked } from '../../../src/adapters/prometheus/counters/asked.ts';
import { prometheusMeter } from '../../../src/adapters/prometheus/meter.ts';
import type { WatchQuestion } from '../../../src/ports/meter.ts';

const end = 1_790_000_400_000;
const asked: CountersAsked = {
  label: 'version',
  server: 'instance',
  requests: { counter: 'all_total', errors: 'code=~"5.."', where: null, by: null },
  latency: { histogram: 'secs', where: null, fastEnough: 0.05 },
  memory: null,
};
const question: WatchQuestion = {
  service: 'board@sandbox',
  version: 'new',
  oldVersion: 'old',
  since: end - 600_000,
  until: end,
  users: 10,
  oldUsers: 90,
  exposure: null,
  known: [],
};

type Row = readonly [labels: Readonly<Record<string, string>>, value: string];
type Answers = {
  readonly requests?: readonly Row[];
  readonly latency?: readonly Row[];
  readonly refuse?: RegExp;
};

/** A Prometheus that answers what it is told to, and says what it was asked. */
function meterOn(answers: Answers, more: Partial<CountersAsked> = {}) {
  const queries: string[] = [];
  const answer: typeof fetch = async (url, init) => {
    const form = new URLSearchParams(typeof init?.body === 'string' ? init.body : '');
    const query = form.get('query') ?? '';
    queries.push(query);
    if (answers.refuse?.test(query))
      return Response.json(
        { status: 'error', errorType: 'execution', error: 'no' },
        { status: 422 },
      );
    const rows = rowsFor(query, answers);
    const isPast = String(url instanceof Request ? url.url : url).endsWith('query_range');
    if (!isPast) {
      const result = rows.map(([metric, value]) => ({ metric, value: [end / 1_000, value] }));
      return Response.json({ status: 'success', data: { resultType: 'vector', result } });
    }
    const last = Number(form.get('end'));
    const values = (text: string) =>
      text.split(' ').map((one, at, all) => [end / 1_000 - 600 * (all.length - 1 - at), one]);
    const result =
      last * 1_000 === end
        ? rows.map(([metric, value]) => ({ metric, values: values(value) }))
        : [];
    return Response.json({ status: 'success', data: { resultType: 'matrix', result } });
  };
  const meter = prometheusMeter({
    url: 'http://prometheus.example.com',
    authorization: null,
    fetch: answer,
    now: () => end,
    queries: [],
    counters: { ...asked, ...more },
  });
  return { meter, queries };
}

function rowsFor(query: string, { requests = [], latency = [] }: Answers): readonly Row[] {
  if (query.includes('secs_bucket')) return latency;
  if (query.includes('process_start_time_seconds')) return [];
  // Somebody looks whether any series has the label.
  if (query.startsWith('count(')) return [[{}, '1']];
  return requests;
}

const row = (part: string, side: string, server: string, value: string, le?: string): Row => [
  { davy_part: part, version: side, instance: server, ...(le === undefined ? {} : { le }) },
  value,
];
/** A server with so many requests, of which the given number failed. */
const served = (side: string, server: string, all: string, bad: string, age = '3') => [
  row('all', side, server, all),
  row('bad', side, server, bad),
  row('age', side, server, age),
];

async function errorsOf(answers: Answers) {
  const read = await meterOn(answers, { latency: null }).meter.count(question, []);
  const lines = read?.counters.map((one) => `${one.side} ${one.server} ${one.bad}/${one.all}`);
  return { lines, silent: read?.silent, because: read?.because };
}

describe('odd answers to what counters stand at', () => {
  it.each(['NaN', '+Inf', '-1', '1e400'])(
    'a number that is %s is unread, never nought',
    async (odd) => {
      const requests = [...served('new', 'a', '100', odd), ...served('old', 'b', odd, '1')];
      expect((await errorsOf({ requests })).lines).toEqual(['new a null/null']);
    },
  );

  it('so is one without an age, with one of before its time, or that is a minute old', async () => {
    const requests = [
      ...served('new', 'a', '100', '1', '60'),
      ...served('new', 'b', '100', '1', '60.5'),
      ...served('new', 'c', '100', '1', 'NaN'),
      ...served('old', 'd', '100', '1', '61'),
    ];
    expect((await errorsOf({ requests })).lines).toEqual([
      'new a 1/100',
      'new b null/null',
      'new c null/null',
    ]);
  });

  it('more failures than requests are all of them', async () => {
    const { lines } = await errorsOf({ requests: served('new', 'a', '10', '12') });
    expect(lines).toEqual(['new a 10/10']);
  });

  it('a refused question, and more series than anybody reads, are silent and say why', async () => {
    const refused = await errorsOf({ refuse: /time\(\)/ });
    expect(refused).toMatchObject({ lines: [], silent: ['errors'] });
    expect(JSON.stringify(refused.because)).toContain('cannot answer the query: no');
    const requests = Array.from({ length: 20_001 }, (_, at) => row('all', 'new', `s${at}`, '1'));
    const many = await errorsOf({ requests });
    expect(many).toMatchObject({ lines: [], silent: ['errors'] });
    expect(JSON.stringify(many.because)).toContain('20001 samples, of which 20000');
  });

  it('one series without the label of servers makes all of them silent', async () => {
    const nobody: Row = [{ davy_part: 'all', version: 'old' }, '5'];
    const { silent, because } = await errorsOf({
      requests: [...served('new', 'a', '10', '0'), nobody],
    });
    expect(silent).toEqual(['errors']);
    expect(JSON.stringify(because)).toContain('lack the label instance');
  });

  it('edges are numbers however they are written, and what is no edge is none', async () => {
    const bucket = (side: string, le: string, value: string) =>
      row('bucket', side, `s-${side}`, value, le);
    const latency = ['new', 'old'].flatMap((side) => [
      row('all', side, `s-${side}`, '1000'),
      row('age', side, `s-${side}`, '1'),
      bucket(side, '0.5', '900'),
      bucket(side, side === 'new' ? '1.0' : '1', '950'),
      bucket(side, '2.5E0', '990'),
      bucket(side, '+Inf', '1000'),
      bucket(side, 'NaN', '7'),
    ]);
    const { meter } = meterOn({ latency }, { requests: null });
    const read = await meter.count(question, []);
    expect(read?.silent).toEqual([]);
    expect(read?.counters.map(({ signal, side, bad }) => `${side} ${signal} ${bad}`)).toEqual([
      'new latency:1 50',
      'new latency:2.5 10',
      'old latency:1 50',
      'old latency:2.5 10',
    ]);
  });

  it('a histogram without buckets is silent, and says what it lacks', async () => {
    const latency = [row('all', 'new', 'a', '1000'), row('age', 'new', 'a', '1')];
    const { meter } = meterOn({ latency }, { requests: null });
    const read = await meter.count(question, []);
    expect(read).toMatchObject({ counters: [], silent: ['latency'] });
    expect(JSON.stringify(read?.because)).toContain('no series of secs_bucket');
  });

  it('a past with gaps and what is no number has no pieces there', async () => {
    const requests = [
      row('all', 'old', 'a', '100 200 NaN 300 400'),
      row('bad', 'old', 'a', '0 1 2 3 3'),
    ];
    const blocks = await meterOn({ requests }, { latency: null }).meter.history(question);
    expect(blocks.map(({ block, bad, all }) => `${block - end / 600_000} ${bad}/${all}`)).toEqual([
      '-3 1/100',
      '0 0/100',
    ]);
  });

  it('asks every label of errors about this service, and about no line of it', async () => {
    const errors = 'app="{service}",code=~"5.."';
    const requests = { counter: 'all_total', errors, where: 'env="live"', by: 'route' };
    const { meter, queries } = meterOn({}, { requests });
    await meter.count(question, []);
    await meter.history(question);
    expect(queries.filter((one) => one.includes('code=~'))).not.toEqual([]);
    expect(queries.filter((one) => one.includes('code=~') && !one.includes('app="board"'))).toEqual(
      [],
    );
    expect(queries.join('\n')).not.toContain('{service}');
  });
});
