import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Reader } from '../release/state/reader.ts';
import { writeKey } from '../release/state/keys.ts';

/**
 * What people do on their Home tab, and the tab that follows from it: drawn at once, by whichever
 * replica is free.
 */
export function atHome(ledger: Pick<Ledger, 'changeReader' | 'wake'>, clock: Clock) {
  const change = async (person: string, changed: (reader: Reader) => Reader): Promise<Reader> => {
    const reader = await ledger.changeReader(person, changed);
    await ledger.wake([
      { key: writeKey({ kind: 'home', person }), lane: 'slack', dueAt: clock.now() },
    ]);
    return reader;
  };
  return {
    changeReader: change,
    homeOpened: async (person: string) =>
      void (await change(person, (reader) => ({ ...reader, openedAt: clock.now() }))),
  };
}
