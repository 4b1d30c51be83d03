import { describe, expect, it } from 'vitest';
import { UpstreamError } from '../../../src/ports/errors.ts';
import type { Jobs } from '../../../src/ports/jobs.ts';
import { stepId } from '../../../src/release/state/job-run.ts';
import { aShop } from '../../support/a-shop.ts';
import { askedFor } from '../../support/a-run.ts';
import { memoryJobs, memoryPlace } from '../../support/memory-jobs.ts';
import { minute, noon } from '../../support/noon.ts';
import { ana } from '../../support/people.ts';

const lanes = ['jobs', 'slack'] as const;

type Shop = ReturnType<typeof shopWithHosts>;

/** A shop whose hosts are one place in memory; `way` stands between them. */
function shopWithHosts(way: (jobs: Jobs) => Jobs = (jobs) => jobs) {
  const place = memoryPlace();
  const opened = aShop(noon, { jobs: way(memoryJobs(place)) });
  const { shop, state, ledger } = opened;
  const run = async () => (await ledger.line('board')).runs[0];
  return {
    place,
    state,
    ledger,
    run,
    tell: (event: Parameters<typeof shop.tell>[1]) =>
      shop.tell({ service: 'board', release: null }, event),
    /** Some seconds go by, each with the work that is due. */
    async pass(seconds: number): Promise<void> {
      for (let s = 0; s < seconds; s += 1) {
        await opened.settle(lanes);
        state.now += 1_000;
      }
    },
    id: async (index: number) => {
      const now = await run();
      return now ? stepId(now, index) : '';
    },
    states: async () => (await run())?.steps.map(({ state: one }) => one.kind),
    said: () => state.posted.map(({ content }) => content.text),
  };
}

describe('a run of a job', () => {
  it('goes over its hosts, tells the thread what each wrote, and is in the record', async () => {
    const hosts = shopWithHosts();
    await hosts.tell(askedFor());
    await hosts.pass(2);
    expect(hosts.place.begins).toEqual([await hosts.id(0)]);
    expect(await hosts.states()).toEqual(['ordered', 'waiting']);
    hosts.place.end(await hosts.id(0), 0, 'exit', { output: 'cleared 12 files\n' });
    await hosts.pass(3);
    hosts.place.end(await hosts.id(1), 0, 'exit', { output: 'cleared 7 files\n' });
    await hosts.pass(6);
    expect(await hosts.states()).toEqual(['over', 'over']);
    expect(hosts.place.begins).toHaveLength(2);
    const [card, ...thread] = hosts.state.posted;
    expect(card?.content.text).toContain('Job clear-cache of board is done.');
    expect(thread.map(({ thread: under }) => under)).toEqual([card?.ts, card?.ts]);
    expect(JSON.stringify(thread[1]?.content.rich)).toContain('cleared 7 files');
    expect((await hosts.ledger.events('line:board')).map(({ event }) => event.kind)).toEqual([
      'job-asked',
      'job-ordered',
      'job-step-over',
      'job-ordered',
      'job-step-over',
    ]);
  });

  it('stops at the first failure, and calls whoever asked', async () => {
    const hosts = shopWithHosts();
    await hosts.tell(askedFor());
    await hosts.pass(2);
    hosts.place.end(await hosts.id(0), 3, 'exit', { output: 'no space\n' });
    await hosts.pass(5);
    expect(await hosts.states()).toEqual(['over', 'skipped']);
    expect(hosts.place.begins).toHaveLength(1);
    expect(hosts.said().at(0)).toMatch(/^Job clear-cache of board failed on web1\./);
    const end = hosts.state.posted.find(({ key }) => key.endsWith(':end'));
    expect(JSON.stringify(end?.content.rich)).toContain(`<@${ana.id}>`);
  });

  it('shows how far it is, drawn anew every 5 s at most, until the step is over', async () => {
    const hosts = shopWithHosts();
    await hosts.tell(askedFor());
    await hosts.pass(2);
    const id = await hosts.id(0);
    const shown = () => JSON.stringify(hosts.state.posted[0]?.content.rich);
    const edits = () => hosts.state.posted[0]?.edits ?? 0;
    const before = edits();
    for (let done = 1; done <= 20; done += 1) {
      hosts.place.count(id, { done, of: 1_000, failed: 3 });
      await hosts.pass(1);
    }
    expect(shown()).toMatch(/, 1\d of 1,000, 3 failed/);
    expect(edits() - before).toBeGreaterThan(1);
    expect(edits() - before).toBeLessThanOrEqual(4);
    const kept = async () => (await hosts.ledger.jobOutputs('run_1'))[0]?.progress;
    expect(await kept()).toMatchObject({ of: 1_000, failed: 3 });
    hosts.place.end(id, 0, 'exit', { progress: { done: 20, of: 1_000, failed: 3 } });
    await hosts.pass(3);
    expect(shown()).not.toContain('1,000');
    expect(await kept()).toBeNull();
  });

  it('shows a second try no count of the first', async () => {
    const hosts = shopWithHosts();
    await hosts.tell(askedFor({ on: ['web1'], rules: { ...askedFor().rules, again: true } }));
    await hosts.pass(2);
    hosts.place.count(await hosts.id(0), { done: 412, of: 1_000, failed: 3 });
    await hosts.pass(8);
    expect(JSON.stringify(hosts.state.posted[0]?.content.rich)).toContain('412 of 1,000');
    hosts.place.kill(await hosts.id(0));
    await hosts.pass(3);
    expect((await hosts.run())?.steps[0]).toMatchObject({ tries: 1, state: { kind: 'ordered' } });
    expect(JSON.stringify(hosts.state.posted[0]?.content.rich)).not.toContain('412');
  });

  it('is begun once although answers are lost and Davy dies after the order', async () => {
    let calls = 0;
    const hosts = shopWithHosts((jobs) => ({
      ...jobs,
      begin: async (order) => {
        const begun = await jobs.begin(order);
        calls += 1;
        if (calls % 2 === 1) throw new UpstreamError('web1', 'answering', { unknown: true });
        return begun;
      },
    }));
    await hosts.tell(askedFor({ on: ['web1'] }));
    await hosts.pass(4);
    expect(hosts.place.begins).toHaveLength(1);
    hosts.place.end(await hosts.id(0), 0, 'exit');
    await hosts.pass(4);
    expect(await hosts.states()).toEqual(['over']);
  });

  it('is never said to have failed to begin once an order is out', async () => {
    let isShut = false;
    const hosts = shopWithHosts((jobs) => ({
      ...jobs,
      look: async (place) =>
        isShut ? { state: 'refused', why: 'host-key-changed', detail: '' } : jobs.look(place),
    }));
    await hosts.tell(askedFor({ on: ['web1'] }));
    await hosts.pass(2);
    isShut = true;
    await hosts.pass(60);
    expect(await hosts.states()).toEqual(['ordered']);
    isShut = false;
    hosts.place.end(await hosts.id(0), 0, 'exit');
    await hosts.pass(20);
    expect(await hosts.states()).toEqual(['over']);
  });

  it('is not said to have failed to begin while an earlier order may still come', async () => {
    let orders = 0;
    const hosts = shopWithHosts((jobs) => ({
      ...jobs,
      look: async () => ({ state: 'none' }),
      begin: async () => {
        orders += 1;
        if (orders === 1) throw new UpstreamError('web1', 'beginning', { unknown: true });
        return { kind: 'refused', why: 'denied', detail: '' };
      },
    }));
    await hosts.tell(askedFor({ on: ['web1'] }));
    await hosts.pass(60);
    expect(orders).toBeGreaterThan(1);
    expect(await hosts.states()).toEqual(['ordered']);
  });

  it('says at once that nothing ran where the host lets nobody look before', async () => {
    const hosts = shopWithHosts((jobs) => ({
      ...jobs,
      look: async () => ({ state: 'refused', why: 'host-key-changed', detail: 'SHA256:abc' }),
    }));
    await hosts.tell(askedFor());
    await hosts.pass(5);
    expect(await hosts.states()).toEqual(['over', 'skipped']);
    expect(hosts.place.begins).toEqual([]);
    expect(JSON.stringify(hosts.state.posted[0]?.content.rich)).toContain('SHA256:abc');
  });

  it('looks for a silent host until its time is over, then says that nobody knows', async () => {
    let isSilent = false;
    const hosts = shopWithHosts((jobs) => ({
      ...jobs,
      look: (place) =>
        isSilent ? Promise.reject(new UpstreamError('web1', 'answering')) : jobs.look(place),
    }));
    await hosts.tell(askedFor({ on: ['web1'] }));
    await hosts.pass(2);
    isSilent = true;
    await hosts.pass(14 * 60);
    expect(await hosts.states()).toEqual(['ordered']);
    await hosts.pass(2 * 60);
    expect((await hosts.run())?.steps[0]?.state).toMatchObject({
      end: { kind: 'lost', because: 'silent' },
    });
  });

  it('asks a person about what was lost', async () => {
    const hosts = shopWithHosts();
    await hosts.tell(askedFor());
    await hosts.pass(2);
    hosts.place.kill(await hosts.id(0));
    await hosts.pass(5);
    expect(hosts.place.begins).toHaveLength(1);
    expect(hosts.said()[0]).toMatch(/^Job clear-cache of board was lost on web1\./);
  });

  it('orders nothing that was stopped while it looked', async () => {
    const stop = {
      kind: 'job-stopped',
      at: noon,
      by: ana,
      run: 'run_1',
      roster: { at: noon, teams: { run: [] } },
    } as const;
    const hosts: Shop = shopWithHosts((jobs) => ({
      ...jobs,
      look: async (place) => {
        const sight = await jobs.look(place);
        await hosts.tell(stop);
        return sight;
      },
    }));
    await hosts.tell(askedFor());
    await hosts.pass(3);
    expect(hosts.place.begins).toEqual([]);
    expect(await hosts.states()).toEqual(['skipped', 'skipped']);
  });

  it('is stopped on its host, and begins on no other', async () => {
    const hosts = shopWithHosts();
    await hosts.tell(askedFor());
    await hosts.pass(2);
    await hosts.tell({
      kind: 'job-stopped',
      at: noon + minute,
      by: ana,
      run: 'run_1',
      roster: { at: noon, teams: { run: [] } },
    });
    await hosts.pass(5);
    expect(await hosts.states()).toEqual(['over', 'skipped']);
    expect(hosts.said()[0]).toMatch(/^Job clear-cache of board was stopped\./);
    expect(hosts.said().filter((text) => text.includes('failed'))).toEqual([]);
  });
});
