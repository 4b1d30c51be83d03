import { describe, expect, it } from 'vitest';
import { UpstreamError } from '../../../src/ports/errors.ts';
import type {
  DeployAnswer,
  DeployRecord,
  DeployRecords,
} from '../../../src/ports/deploy-records.ts';
import type { Effect } from '../../../src/release/state/decision.ts';
import { build, prerelease, release } from '../../support/a-release.ts';
import { noon } from '../../support/noon.ts';
import { outboxDesk } from '../../support/outbox-desk.ts';
import { worded } from '../../../src/release/state/worded.ts';

const effect = (kind: Extract<Effect, { lane: 'deploys' }>['kind']): Effect => ({
  lane: 'deploys',
  kind,
});
const soaking = prerelease({ kind: 'soaking', since: noon });
const live = release({ kind: 'live', at: noon });
const end = { at: noon, because: worded('errors'), by: null } as const;

/** A tracker that keeps every deploy it was told of; `late` ones arrive so much later. */
function tracker(knows: readonly string[] = []) {
  const state = {
    known: new Set(knows),
    made: [] as (DeployRecord & { readonly version: string })[],
    calls: [] as string[],
    isDown: false,
    answer: { kind: 'done' } as DeployAnswer,
    /** The next record is heard, and its answer is lost. */
    losesAnswer: false,
    /** What was sent and is still on its way. */
    onItsWay: [] as (() => void)[],
    isSlow: false,
  };
  const reach = (call: string) => {
    state.calls.push(call);
    if (state.isDown) throw new UpstreamError('Sentry', call, { unknown: true });
  };
  const records: DeployRecords = {
    async register({ version }, before) {
      reach(`register ${version} after ${before?.version ?? 'nothing'}`);
      if (state.answer.kind === 'done') state.known.add(version);
      return state.answer;
    },
    async deploysOf({ version }) {
      reach(`look ${version}`);
      return state.known.has(version) ? state.made.filter((one) => one.version === version) : null;
    },
    async record({ version }, place, of) {
      reach(`record ${version}`);
      if (state.answer.kind === 'refused') return state.answer;
      const arrive = () => void state.made.push({ place, release: of, version });
      if (state.isSlow) state.onItsWay.push(arrive);
      else arrive();
      if (state.losesAnswer || state.isSlow)
        throw new UpstreamError('Sentry', 'recording', { unknown: true });
      return { kind: 'done' };
    },
  };
  const desk = outboxDesk('deploys', { deploys: () => records });
  return { ...desk, state };
}

const told = ({ state: { made } }: ReturnType<typeof tracker>) =>
  made.map(({ version, place, release: of }) => `${version} ${place} ${of ?? 'by CI'}`);

describe('deploys of a release', () => {
  it('are the canary and then everybody, of a build that was made known first', async () => {
    const desk = tracker();
    await desk.decide(soaking, effect('register-build'), effect('record-canary'));
    await desk.decide(live, effect('record-live'));
    await desk.workOff(2_000);
    expect(told(desk)).toEqual(['1.42.0 canary rel_PRE', '1.42.0 everybody rel_ALL']);
    expect(desk.state.calls[0]).toBe('register 1.42.0 after 1.41.0');
  });

  it.each(['deploys before record a deploy', 'deploys after record'])(
    'are one each when Davy is killed %s',
    async (point) => {
      const desk = tracker(['1.42.0']);
      desk.dieAt(point);
      await desk.decide(soaking, effect('record-canary'));
      await desk.workOff(60_000);
      expect(told(desk)).toEqual(['1.42.0 canary rel_PRE']);
      expect(await pendingOf(desk)).toEqual([]);
    },
  );

  it('are one each when the answer is lost', async () => {
    const desk = tracker(['1.42.0']);
    desk.state.losesAnswer = true;
    await desk.decide(soaking, effect('record-canary'));
    await desk.workOff(60_000);
    expect(told(desk)).toEqual(['1.42.0 canary rel_PRE']);
  });

  it('wait for what is still on its way before they are looked for', async () => {
    const desk = tracker(['1.42.0']);
    desk.state.isSlow = true;
    await desk.decide(soaking, effect('record-canary'));
    await desk.workOff(8_000);
    expect(told(desk)).toEqual([]);
    for (const arrive of desk.state.onItsWay) arrive();
    desk.state.isSlow = false;
    await desk.workOff(60_000);
    expect(told(desk)).toEqual(['1.42.0 canary rel_PRE']);
  });

  it('of a build that was deleted there meanwhile make it known again', async () => {
    const desk = tracker();
    await desk.decide(live, effect('record-live'));
    await desk.workOff(2_000);
    expect(desk.state.calls).toEqual([
      'look 1.42.0',
      'register 1.42.0 after 1.41.0',
      'record 1.42.0',
    ]);
  });

  it('are tried again with a growing pause, and given up aloud after a day', async () => {
    const desk = tracker(['1.42.0']);
    desk.state.isDown = true;
    await desk.decide(soaking, effect('record-canary'));
    await desk.workOff(60_000);
    expect(desk.state.calls).toHaveLength(6);
    await desk.workOff(25 * 60 * 60_000, 60_000);
    expect(desk.state.calls.length).toBeLessThan(120);
    expect(desk.logged.filter((line) => line.includes('given up'))).toHaveLength(1);
    expect(await pendingOf(desk)).toEqual([]);
  });

  it('that are refused hold up nothing', async () => {
    const desk = tracker(['1.42.0']);
    desk.state.answer = { kind: 'refused', why: 'our token may not' };
    await desk.decide(soaking, effect('register-build'), effect('record-canary'));
    await desk.workOff(2_000);
    expect(await pendingOf(desk)).toEqual([]);
  });
});

describe('a way back', () => {
  const gone = prerelease({ kind: 'rolled-back', ...end });

  it('records the old build where the bad one was recorded', async () => {
    const desk = tracker(['1.41.0', '1.42.0']);
    await desk.decide(soaking, effect('record-canary'));
    await desk.workOff(1_000);
    await desk.decide(gone, effect('record-way-back'));
    await desk.workOff(2_000);
    expect(told(desk)).toEqual(['1.42.0 canary rel_PRE', '1.41.0 canary rel_PRE']);
  });

  it('of a release knows the canaries that went out with it', async () => {
    const desk = tracker(['1.41.0', '1.42.0']);
    await desk.decide(soaking, effect('record-canary'));
    await desk.workOff(1_000);
    await desk.decide(release({ kind: 'rolled-back', ...end }), effect('record-way-back'));
    await desk.workOff(2_000);
    expect(told(desk).at(-1)).toBe('1.41.0 canary rel_ALL');
  });

  it('records nothing where nothing was recorded, or only by others', async () => {
    const desk = tracker(['1.41.0', '1.42.0']);
    desk.state.made.push({ version: '1.42.0', place: 'everybody', release: null });
    await desk.decide(gone, effect('record-way-back'));
    await desk.workOff(2_000);
    expect(told(desk)).toEqual(['1.42.0 everybody by CI']);
  });

  it('makes no build of the past known, which would look like the newest', async () => {
    const desk = tracker(['1.42.0']);
    await desk.decide(soaking, effect('record-canary'));
    await desk.workOff(1_000);
    await desk.decide(gone, effect('record-way-back'));
    await desk.workOff(2_000);
    expect(desk.state.calls.at(-1)).toBe(`look ${build('1.41.0').version}`);
  });
});

async function pendingOf(desk: ReturnType<typeof tracker>) {
  return desk.ledger.pending({
    key: 'rel_PRE',
    lane: 'deploys',
    fence: 0,
    tries: 0,
    failingSince: null,
  });
}
