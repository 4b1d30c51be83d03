import type { Clock } from '../../ports/clock.ts';
import type { Ledger } from '../../ports/ledger.ts';
import { hasOwnThread } from '../../release/start/released-with.ts';
import type { Release } from '../../release/state/release.ts';
import { buildKey } from '../../release/state/keys.ts';

/**
 * Forgets what the messages of a release said last, so that each is sent anew, and posted anew
 * where it is gone.
 */
export async function redraw(
  ledger: Pick<Ledger, 'messages' | 'saveMessage' | 'wake'>,
  clock: Clock,
  release: Release,
): Promise<void> {
  const { id, build, carries } = release;
  const thread = hasOwnThread(release) ? id : buildKey(build);
  for (const subject of [thread, id, ...carries]) {
    for (const message of await ledger.messages(subject))
      if (message.ts !== null) await ledger.saveMessage({ ...message, hash: '' });
  }
  const along = hasOwnThread(release)
    ? carries.map((key) => ({ key, lane: 'slack' as const, dueAt: clock.now() }))
    : [];
  await ledger.wake([
    ...along,
    { key: thread, lane: 'slack', dueAt: clock.now() },
    { key: id, lane: 'page', dueAt: clock.now() },
  ]);
}
