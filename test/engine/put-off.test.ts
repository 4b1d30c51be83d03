import { describe, expect, it } from 'vitest';
import { work } from '../../src/engine/work.ts';
import { PutOff, UpstreamError } from '../../src/ports/errors.ts';
import { aShop } from '../support/a-shop.ts';
import { moveOn, start } from '../support/ledger-samples.ts';
import { prerelease } from '../support/a-release.ts';
import { noon } from '../support/noon.ts';

/** What the log says, by level, of a look at a fleet that ends so. */
async function logged(fault: Error) {
  const { shop, ledger } = aShop(noon);
  await start(ledger, 'board', 'rel_1', noon);
  await moveOn(ledger, 'board', 'rel_1', {
    change: { ...prerelease({ kind: 'soaking', since: noon }), id: 'rel_1', target: null },
    line: { moving: null },
  });
  const said: [string, string][] = [];
  const at = (level: string) => (_facts: object, text: string) => void said.push([level, text]);
  const log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  const fleet = () => ({ observe: () => Promise.reject(fault) });
  Object.assign(shop.ports, { fleet });
  await ledger.wake([{ key: 'rel_1', lane: 'world', dueAt: noon - 1, service: 'board' }]);
  const claim = await ledger.claim(['world'], noon);
  if (!claim) throw new Error('nothing is due');
  await work({ ...shop, log }, claim);
  return { said, next: await ledger.nextDue(['world']) };
}

describe('a look that is put off', () => {
  it('is no error in the log, and comes again', async () => {
    const { said, next } = await logged(new PutOff('AWS', 'looking at board: put off'));
    expect(said).toEqual([['info', 'AWS failed while looking at board: put off; it comes later']]);
    expect(next).toBeGreaterThan(noon);
    const { said: failed } = await logged(new UpstreamError('AWS', 'looking at board'));
    expect(failed).toEqual([['error', 'world work failed; it is tried again']]);
  });
});
