import { afterEach, describe, expect, it } from 'vitest';
import { doneOtherwise } from '../../src/release/tickets/work.ts';
import { release } from '../support/a-release.ts';
import { noon } from '../support/noon.ts';
import { change, ticketDesk } from '../support/ticket-desk.ts';

let context: Awaited<ReturnType<typeof ticketDesk>>;
afterEach(() => context.close());

const live = release({ kind: 'live', at: noon });
const keys = ['BRD-1', 'BRD-2', 'BRD-3', 'BRD-4'];
const outcomes = async () =>
  Object.fromEntries(
    (await context.works(live))
      .find(({ stage }) => stage === 'live')
      ?.tickets.map(({ key, outcome }) => [key, outcome]) ?? [],
  );
const count = async (kind: string) =>
  (await context.news()).filter((one) => one.kind === kind).length;

describe('the tickets of a release', () => {
  it('go by their status, and not by its colour', async () => {
    context = await ticketDesk([change(keys)], [], 'Released');
    await context.issues([
      { key: 'BRD-1', summary: 'Green', status: 'Done' },
      { key: 'BRD-2', summary: 'A green bug', type: 'Bug', status: 'Done' },
      { key: 'BRD-3', summary: 'Out', status: 'Released' },
      { key: 'BRD-4', summary: 'Not yet', status: 'In Review' },
    ]);
    await context.order(live, 'finish-tickets');
    await context.workOff();
    expect(await outcomes()).toEqual({
      'BRD-1': { kind: 'moved' },
      'BRD-2': { kind: 'already' },
      'BRD-3': { kind: 'already' },
      'BRD-4': {
        kind: 'failed',
        why: [{ kind: 'no-way', from: 'In Review', to: 'Released', instead: ['Blocked', 'Done'] }],
      },
    });
    const [work] = await context.works(live);
    expect(work && doneOtherwise(work).map(({ key }) => key)).toEqual(['BRD-2']);
    expect(await count('moved')).toBe(1);
  });

  it('are never reopened, whatever the status is called that they should get', async () => {
    context = await ticketDesk([change(['BRD-1'])], [], 'To Do');
    await context.issues([{ key: 'BRD-1', summary: 'Green', status: 'Done' }]);
    await context.order(live, 'finish-tickets');
    await context.workOff();
    expect(await outcomes()).toEqual({ 'BRD-1': { kind: 'already' } });
    expect(await count('moved')).toBe(0);
  });
});
