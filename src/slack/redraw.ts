import type { Clock, Ledger } from '../ports.ts';
import type { Release } from '../release/release.ts';

/** Forgets what the messages of a release said last, so that each is sent anew, and posted anew where it is gone. */
export async function redraw(ledger: Pick<Ledger, 'messages' | 'saveMessage' | 'wake'>, clock: Clock, { id, build, carries }: Release): Promise<void> {
  const thread = `build:${build.service}@${build.version}`;
  for (const subject of [thread, id, ...carries]) {
    for (const message of await ledger.messages(subject)) if (message.ts !== null) await ledger.saveMessage({ ...message, hash: '' });
  }
  await ledger.wake([{ key: thread, lane: 'slack', dueAt: clock.now() }, { key: id, lane: 'page', dueAt: clock.now() }]);
}
