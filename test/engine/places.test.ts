import { describe, expect, it } from 'vitest';
import { startEngine } from '../../src/engine/start.ts';
import { work } from '../../src/engine/work.ts';
import { UpstreamError } from '../../src/ports/errors.ts';
import type { Ports } from '../../src/ports/ports.ts';
import type { Release } from '../../src/release/state/release.ts';
import { worded } from '../../src/release/state/worded.ts';
import { aShop } from '../support/a-shop.ts';
import { moveOn, start } from '../support/ledger-samples.ts';
import { prerelease, release } from '../support/a-release.ts';
import { noon } from '../support/noon.ts';
import { rollingBack } from '../support/phases.ts';
import { boardService } from '../support/thread-samples.ts';
import { eventually } from '../support/until.ts';

/** Services whose fleets hang for ever, and others whose fleets answer; who was asked is kept. */
async function fleets(hanging: readonly string[], well: readonly string[]) {
  const names = [...hanging, ...well];
  const made = aShop(noon, {
    services: Object.fromEntries(names.map((name) => [name, { ...boardService, name }])),
  });
  const asked: string[] = [];
  const fleet = (service: string): ReturnType<Ports['fleet']> =>
    ({
      observe: () => {
        asked.push(service);
        return hanging.includes(service)
          ? new Promise(() => undefined)
          : Promise.resolve({ servers: [], singles: [] });
      },
    }) as unknown as ReturnType<Ports['fleet']>;
  Object.assign(made.shop.ports, { fleet });
  return {
    ...made,
    asked,
    /** A release of a service in some state, whose world is due since long. */
    due: async (service: string, id: string, state: Release) => {
      await start(made.ledger, service, id, noon);
      await moveOn(made.ledger, service, id, {
        change: { ...state, id, service, target: null },
        line: { moving: null },
      });
      await made.ledger.wake([{ key: id, lane: 'world', dueAt: noon - 60_000, service }]);
    },
  };
}

const soaking = prerelease({ kind: 'soaking', since: noon });
const numbered = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${prefix}${i}`);

describe('outages of others', () => {
  it('do not keep a rollback waiting, however many hang', async () => {
    const others = numbered('other', 80);
    const made = await fleets(others, ['board']);
    for (const name of others) await made.due(name, `rel_${name}`, soaking);
    const engine = startEngine(made.shop);
    await eventually(() => expect(made.asked.length).toBeGreaterThanOrEqual(4));
    await start(made.ledger, 'board', 'rel_back', noon);
    await moveOn(made.ledger, 'board', 'rel_back', {
      change: { ...release(rollingBack()), id: 'rel_back', target: null },
    });
    // Anything that happens to it wishes for its work, as every decision does.
    await made.shop.tell(
      { service: 'board', release: 'rel_back' },
      { kind: 'gave-up', at: noon, because: worded('x') },
    );
    await eventually(() => expect(made.asked).toContain('board'));
    void engine.stop();
  });

  it('of one service leave half of the places to the rest', async () => {
    const made = await fleets(['sick'], ['board']);
    for (const id of numbered('rel_sick', 60)) await made.due('sick', id, soaking);
    const engine = startEngine(made.shop);
    await eventually(() => expect(made.asked.length).toBeGreaterThanOrEqual(4));
    await made.due('board', 'rel_well', soaking);
    await eventually(() => expect(made.asked).toContain('board'));
    void engine.stop();
  });
});

describe('a rollback that fails', () => {
  it('is tried again within two seconds, however often it failed', async () => {
    const made = await fleets([], ['board']);
    Object.assign(made.shop.ports, {
      fleet: () => ({ observe: () => Promise.reject(new UpstreamError('the fleet', 'looking')) }),
    });
    await made.due('board', 'rel_back', release(rollingBack()));
    const next = async (urgent: boolean) => {
      await made.ledger.wake([
        { key: 'rel_back', lane: 'world', dueAt: made.state.now, urgent, service: 'board' },
      ]);
      for (let tries = 0; tries < 9; tries += 1) {
        await work(made.shop, (await made.ledger.claim(['world'], made.state.now))!);
        made.state.now += 20_000;
      }
      await work(made.shop, (await made.ledger.claim(['world'], made.state.now))!);
      return made.ledger.claim(['world'], made.state.now + 2_000);
    };
    expect(await next(false)).toBeNull();
    expect(await next(true)).toMatchObject({ key: 'rel_back' });
  });
});
