import { isEscalating } from '../../src/release/paging/escalation.ts';
import type { ThreadFacts, WantedMessage } from '../../src/views/thread-facts.ts';

/**
 * Small messages in place of the real ones: what matters here is when they are posted, and that
 * they say what is so.
 */
export function drawStory({
  build,
  prerelease,
  release,
  carries,
}: ThreadFacts): readonly WantedMessage[] {
  const message = (
    subject: string,
    kind: string,
    lane: 'slack' | 'page',
    place: 'channel' | 'thread',
    text: string,
  ): WantedMessage => ({
    subject,
    kind,
    lane,
    place,
    broadcast: false,
    post: true,
    content: { text, rich: [], classic: [] },
  });
  const both = [prerelease, release].filter((one) => one !== null);
  const words = both.map(
    (one) =>
      `${one.kind} ${one.phase.kind}${one.hold ? ' on hold' : ''}, ` +
      `${one.approvals.length} approvals, ${one.rev}`,
  );
  const card = message(
    release && carries ? release.id : `build:${build.service}@${build.version}`,
    'card',
    'slack',
    'channel',
    [build.version, ...words].join('; '),
  );
  const pages = both.flatMap((one) =>
    Array.from({ length: one.countdowns }, (_, index) => {
      const running = one.countdown?.number === index + 1 ? one.countdown : null;
      return message(
        one.id,
        `page:${index + 1}`,
        'page',
        'channel',
        running ? `${one.phase.kind} at ${running.deadline}` : `${one.phase.kind}, over`,
      );
    }),
  );
  const calls = both.flatMap((one) =>
    one.escalation && one.escalation.againAt !== null
      ? [
          message(
            one.id,
            `call:${one.escalation.number}`,
            'page',
            'channel',
            one.escalation.ended && one.escalation.ended.kind === 'answered'
              ? `${one.escalation.ended.by.name} is on it`
              : isEscalating(one)
                ? 'nobody answered'
                : 'over',
          ),
        ]
      : [],
  );
  return [card, ...pages, ...calls];
}
