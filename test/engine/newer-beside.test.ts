import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { startEngine } from '../../src/engine/start.ts';
import { NewerRow } from '../../src/ports/errors.ts';
import { aShop } from '../support/a-shop.ts';
import { noon } from '../support/noon.ts';
import { eventually } from '../support/until.ts';

it('leaves work that a newer Davy wrote to it, at once and for a while', async () => {
  const made = aShop(noon);
  let read = 0;
  made.ledger.release = async () => {
    read += 1;
    throw new NewerRow('a newer Davy wrote more than this one knows: shield');
  };
  await made.ledger.wake([{ key: 'rel_1', lane: 'world', dueAt: noon }]);
  const engine = startEngine(made.shop);
  await eventually(() => expect(made.state.logged.join()).toContain('leaves the work to it'));
  // It is there for the newer one, as if nobody had tried.
  const claim = (await made.ledger.claim(['world'], noon))!;
  expect(claim).toMatchObject({ key: 'rel_1', tries: 0, failingSince: null });
  await made.ledger.settle(claim, { dueAt: noon, failed: false, now: noon });
  for (let i = 0; i < 20; i += 1) {
    await made.ledger.wake([{ key: 'rel_1', lane: 'world', dueAt: noon }]);
    await turn();
  }
  expect(read).toBe(1);
  // The newer one may have gone again.
  made.state.now += 10_000;
  await eventually(() => expect(read).toBeGreaterThan(1));
  await engine.stop();
});
