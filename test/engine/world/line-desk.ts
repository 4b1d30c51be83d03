import type { Server } from '../../../src/release/state/servers.ts';
import { work } from '../../../src/engine/work.ts';
import { aShop } from '../../support/a-shop.ts';
import { noon } from '../../support/noon.ts';

/** A server that nobody's release launched. */
export const nobodysServer = (id: string, version: string): Server => ({
  id,
  version,
  release: '',
  slot: 0,
  state: 'ready',
  joined: true,
  admits: true,
  share: null,
  users: 10,
  protected: true,
});

/** What Slack shows, in the order in which it was said. */
export const textsIn = (context: ReturnType<typeof aShop>) =>
  context.state.posted.map(({ content }) => content.text);

/** A Davy of which only what each line does by itself is worked off. */
export function lineDesk(more: Parameters<typeof aShop>[1] = {}) {
  const made = aShop(noon, more);
  const tend = async (after = 0) => {
    made.state.now += after;
    await made.ledger.wake([{ key: 'line:board', lane: 'world', dueAt: made.state.now }]);
    // Releases of these stories have no fleet of their own: only the line is looked after.
    const claim = await made.ledger.claim(['world'], made.state.now);
    if (claim?.key !== 'line:board') throw new Error(`${claim?.key} is due before the line`);
    await work(made.shop, claim);
    await made.settle(['slack']);
  };
  return { ...made, tend };
}
