import { describe, expect, it } from 'vitest';
import { openTrace } from '../../src/traces/judge-trace.ts';
import { readTraceLine } from '../../src/traces/trace-line.ts';
import { traceRow } from '../../src/traces/trace-row.ts';

const options = {
  options: {
    watch: { errors: { worse_by: '100%', floor: '0.05%' }, latency: null },
    prerelease: { soak: '2h', at_most: '3h', countdown: '5m' },
  },
};

/** A trace of so many minutes: one canary beside six old servers. */
function trace(
  minutes: number,
  of: (minute: number) => number | string | null,
  more: object[] = [],
) {
  const looks = Array.from({ length: minutes }, (_, i) => {
    const about = { time: (i + 1) * 60, signal: 'errors', all: 200 };
    const old = Array.from({ length: 6 }, (_, server) => {
      return { ...about, side: 'old', server: `old-${server}`, bad: 2 };
    });
    return [{ ...about, side: 'new', server: 'new-0', bad: of(i) }, ...old];
  });
  return [options, ...looks.flat(), ...more];
}

function judged(lines: readonly object[]) {
  const trace = openTrace('t');
  for (const line of lines) {
    const read = readTraceLine(JSON.stringify({ id: 't', ...line }));
    if ('fault' in read) throw new Error(read.fault);
    trace.take(read.line);
  }
  return traceRow(trace.end());
}

describe('a trace', () => {
  it('of a build that is no worse is released, and says by which counts', () => {
    const row = judged(trace(125, () => 2));
    expect(row).toMatchObject({ id: 't', verdict: 'released' });
    expect(row.at).toBeGreaterThanOrEqual(7_200);
    expect(row.why).toContain('errors 2');
  });

  it('of one that fails is rolled back, and says when', () => {
    const row = judged(trace(125, (i) => (i < 60 ? 2 : 20)));
    expect(row.verdict).toBe('rolled-back');
    expect(row.at).toBeGreaterThan(60 * 60);
    expect(row.at).toBeLessThan(75 * 60);
    expect(row.why).toMatch(/^worse: errors/);
  });

  it.each([
    ['null', null],
    ['NaN', 'NaN'],
  ])('whose counts are %s is asked about', (_, bad) => {
    expect(judged(trace(125, () => bad)).verdict).toBe('asks');
  });

  it('with a hole in it earns nothing there', () => {
    const lines = trace(150, () => 2).filter(
      (line) => !('time' in line && Number(line.time) > 1_800 && Number(line.time) < 5_400),
    );
    expect(judged(lines).verdict).toBe('asks');
    expect(judged(trace(150, () => 2)).verdict).toBe('released');
  });

  it('counts nothing twice that is sent twice', () => {
    const lines = trace(60, (i) => (i === 30 ? 6 : 2));
    const stale = lines.flatMap((line) => [line, line, line]);
    expect(judged(stale)).toEqual(judged(lines));
  });

  it('learns from the history before it', () => {
    const history = Array.from({ length: 600 }, (_, i) => ({
      history: {
        block: Math.floor(i / 6),
        server: `old-${i % 6}`,
        signal: 'errors',
        // Old servers stray so far that twice as many can be luck.
        bad: [2, 10, 20, 30, 60, 90][i % 6],
        all: 2_000,
      },
    }));
    expect(judged([options, ...history, ...trace(125, () => 2).slice(1)]).verdict).toBe('asks');
  });

  it('hears events: restarts, people who meet errors, silence', () => {
    const restarts = [10, 11, 12].map((i) => ({
      time: i * 60 + 7_500,
      event: 'restart',
      side: 'new',
      server: 'new-0',
    }));
    expect(judged(trace(125, () => 2, restarts)).verdict).toBe('released');
    const early = restarts.map((one) => ({ ...one, time: one.time - 7_500 }));
    const lines = [...trace(125, () => 2), ...early].toSorted(
      (a, b) => ('time' in a ? Number(a.time) : 0) - ('time' in b ? Number(b.time) : 0),
    );
    expect(judged(lines)).toMatchObject({ verdict: 'rolled-back', why: 'crash-loop' });
  });
});

describe('a line that is none', () => {
  it.each([
    ['{', 'no JSON'],
    ['{"time":1,"side":"third","server":"a","signal":"errors","bad":1,"all":2}', 'side'],
    ['{"time":1,"side":"new","server":"a","signal":"errors","bad":1}', 'all'],
    ['{"options":{"watch":{"errors":{"worse_by":"double"}}}}', '20%'],
    ['{"time":1,"event":"earthquake"}', 'event'],
  ])('%s is refused, and why', (text, word) => {
    const read = readTraceLine(text);
    expect('fault' in read ? read.fault : '').toContain(word);
  });
});
