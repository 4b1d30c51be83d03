import { describe, expect, it } from 'vitest';
import { type Evidence, judge, waysHome } from '../../bench/replicas/judge.ts';
import type { Entry } from '../../bench/replicas/journal.ts';
import { slackBoard } from '../../bench/replicas/slack-board.ts';

const launched = (token: string): Entry => ({
  kind: 'launched',
  at: 1,
  service: 's001',
  token,
  version: '2.1.0',
});
const whole: Evidence = {
  wanted: new Map([
    ['s001', 'live'],
    ['s002', 'rolled-back'],
  ]),
  journal: [
    launched('rel_1.0.img'),
    launched('rel_1.1.img'),
    { kind: 'paged', at: 5, service: 's002', key: 'k' },
    { kind: 'paged', at: 6, service: 's002', key: 'k' },
    { kind: 'posted', at: 7, channel: 'C0', key: 'rel_1:card' },
    { kind: 'answered', at: 8, trigger: 't1' },
  ],
  machines: [
    { id: 'a', service: 's001', version: '2.1.0', users: 40, admits: true },
    { id: 'b', service: 's002', version: '2.0.0', users: 40, admits: true },
  ],
  ended: [
    { service: 's001', phase: 'live' },
    { service: 's002', phase: 'rolled-back' },
  ],
  acked: ['t1'],
  stored: ['t1'],
  undone: 0,
  wrong: 0,
};

describe('the judge of replicas', () => {
  it('finds nothing where all is as it should be; a page that is repeated is one', () => {
    expect(judge(whole)).toEqual({ lost: [], doubled: [] });
  });

  it('finds what is lost', () => {
    const { lost } = judge({
      ...whole,
      machines: [
        { id: 'a', service: 's001', version: '2.1.0', users: 0, admits: true },
        { id: 'old', service: 's001', version: '2.0.0', users: 3, admits: false },
      ],
      ended: [{ service: 's001', phase: 'stuck' }],
      acked: ['t1', 't2'],
      undone: 2,
      wrong: 1,
    });
    expect(lost).toEqual([
      's001 is stuck, not live',
      's001 keeps old',
      's001 serves nobody',
      's002 is nothing, not rolled-back',
      's002 serves nobody',
      't2 was never stored',
      't2 was never answered',
      '2 effects were never done',
      'the record is wrong in 1 places',
    ]);
  });

  it('finds what was done twice', () => {
    const more: readonly Entry[] = [
      launched('rel_1.2.img'),
      { kind: 'paged', at: 5, service: 's002', key: 'another' },
      { kind: 'paged', at: 5, service: 's001', key: 'none was due' },
      { kind: 'posted', at: 9, channel: 'C0', key: 'rel_1:card' },
    ];
    expect(judge({ ...whole, journal: [...whole.journal, ...more] }).doubled).toEqual([
      'post C0 rel_1:card',
      's001 launched 3 servers',
      's001 opened 1 incidents',
      's002 opened 2 incidents',
    ]);
  });
});

describe('the way home', () => {
  it('is measured from the page, without the countdown, to the first call after it', () => {
    const act = (at: number): Entry => ({ kind: 'act', at, service: 's002', what: 'PUT' });
    const journal: readonly Entry[] = [
      { kind: 'bad', at: 0, service: 's002' },
      act(1_000),
      { kind: 'paged', at: 9_000, service: 's002', key: 'k' },
      { kind: 'act', at: 14_100, service: 's009', what: 'PUT' },
      act(14_400),
      act(14_500),
    ];
    expect(waysHome(journal, 5_000)).toEqual([
      { service: 's002', badToPageMs: 9_000, pageToHomeMs: 400 },
    ]);
    expect(waysHome(journal.slice(0, 3), 5_000)).toEqual([]);
  });
});

describe('the board of messages', () => {
  it('finds a post again in its thread by what was tied to it', () => {
    const noted: Entry[] = [];
    const board = slackBoard((entry) => noted.push(entry));
    const metadata = JSON.stringify({ event_type: 'davy', event_payload: { key: 'rel_1:ask' } });
    const post = new URLSearchParams({ channel: 'C0', thread_ts: '5.5', metadata });
    expect(board.answer('api', 'chat.postMessage', post)).toMatchObject({ ok: true });
    expect(noted).toMatchObject([{ kind: 'posted', channel: 'C0', key: 'rel_1:ask' }]);
    const inThread = new URLSearchParams({ channel: 'C0', ts: '5.5' });
    expect(board.answer('api', 'conversations.replies', inThread)).toMatchObject({
      messages: [{ metadata: { event_payload: { key: 'rel_1:ask' } } }],
    });
    const inChannel = new URLSearchParams({ channel: 'C0' });
    expect(board.answer('api', 'conversations.history', inChannel)).toMatchObject({
      messages: [],
    });
  });
});
