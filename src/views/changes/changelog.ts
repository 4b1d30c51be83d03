import type { Changelog } from '../../changes/changelog.ts';
import { nameOf } from '../../release/state/outcome.ts';
import { isOpen, type Release } from '../../release/state/release.ts';
import { texts } from '../../texts/texts.ts';
import { summed } from './change-counts.ts';
import { isPage, type TeamsAndTickets } from './change-line.ts';
import { internal, groupedChanges } from './change-lists.ts';
import { actions, button, context, header, type Ids, idsOf, section } from '../blocks/blocks.ts';
import { content, type MessageContent } from '../blocks/content.ts';
import { dot, esc } from '../blocks/esc.ts';
import type { ThreadFacts, WantedMessage } from '../thread-facts.ts';
import { ticketFoot } from '../tickets/tickets.ts';
import { clock } from '../blocks/when.ts';

const say = texts.changelog;

/** Their order is the order of the lists; what is internal is folded away. */
const visible: readonly (keyof typeof say.groups)[] = ['care', 'feature', 'fix'];
/**
 * What changes, told in the thread once, when the pre-release begins; says so where it cannot be
 * read.
 */
export function changelogMessage(facts: ThreadFacts, prerelease: Release): WantedMessage | null {
  const id = idsOf(prerelease.id, 'changelog', 0);
  const made = facts.changelog
    ? told(facts.changelog, facts.service, id, say.heading(nameOf(prerelease)), [
        say.comparedWith(esc(facts.changelog.from.version, 60)),
        ...[ticketFoot(facts, prerelease) ?? []].flat(),
      ])
    : facts.unread === null
      ? null
      : unread(prerelease, facts.unread, id);
  return (
    made && {
      subject: prerelease.id,
      kind: 'changelog',
      lane: 'slack',
      place: 'thread',
      broadcast: false,
      post: isOpen(prerelease),
      content: made,
    }
  );
}

/** The same for everybody else, in the channel for changelogs, once it is live. */
export function changelogLive(facts: ThreadFacts, release: Release): WantedMessage | null {
  const { phase, kind } = release;
  const { changelog: log, service, now } = facts;
  if (
    !log ||
    phase.kind !== 'live' ||
    kind === 'return' ||
    service.changelogChannel === null ||
    service.changelogChannel === service.channel
  )
    return null;
  const made = told(log, service, idsOf(release.id, 'changelog', 0), say.live(nameOf(release)), [
    say.liveSince(clock(phase.at)),
    say.tookThePlace(esc(log.from.version, 60)),
  ]);
  // A message nobody posted when it was news is not posted when an old card is drawn again.
  return {
    subject: release.id,
    kind: 'changelog',
    lane: 'slack',
    place: 'changelog',
    broadcast: false,
    post: now - phase.at < lateMs,
    content: made,
  };
}

const lateMs = 3_600_000;

/**
 * What lies between two builds, to whoever asked; `share` is what the Share button says, null where
 * it is shared already.
 */
export function changesBetween(
  log: Changelog,
  service: TeamsAndTickets,
  share: string | null,
): MessageContent {
  const { from, to } = log;
  return told(
    log,
    service,
    idsOf(`${log.service}-${from.version}-${to.version}`, 'changes', 0),
    say.between(log.service, from.version, to.version),
    share === null ? [say.shared] : [],
    share,
  );
}

/** A whole comparison as one message; `foot` says why it is told. */
function told(
  log: Changelog,
  service: TeamsAndTickets,
  id: Ids,
  heading: string,
  foot: readonly string[],
  share: string | null = null,
): MessageContent {
  const { changes, removed } = log;
  const inside = changes.filter(({ group }) => group === 'internal');
  const shown = visible
    .map((group) => ({
      name: say.groups[group],
      changes: changes.filter((change) => change.group === group),
    }))
    .filter((one) => one.changes.length > 0);
  const list = shown.length > 0 ? groupedChanges(id('list'), shown, service, log.url) : null;
  const away = { name: say.gone(removed.length, log.from.version), changes: removed };
  // What mostly takes away says that first.
  const gone = removed.length > 0 ? groupedChanges(id('gone'), [away], service, log.url) : null;
  return content(summed(log, heading), [
    header(id('head'), heading),
    changes.length === 0 && removed.length === 0
      ? section(id('none'), say.same(esc(log.to.version, 60), esc(log.from.version, 60)))
      : null,
    ...(removed.length > changes.length ? [gone, list] : [list, gone]),
    shown.length === 0 && inside.length > 0 ? section(id('quiet'), say.quiet) : null,
    inside.length > 0 ? internal(id('inside'), inside, service, log.url) : null,
    share === null ? null : actions(id('act'), [button(say.share, 'release changes', share)]),
    context(id('foot'), [
      ...foot,
      changes.length > 0 ? say.count(changes.length) : null,
      diff(log.url),
    ]),
  ]);
}

/** A link in text that reads markup; an address that would break out of it is left out. */
function diff(url: string | null): string | null {
  return isPage(url) ? `<${url.replaceAll('&', '&amp;')}|${say.diff}>` : null;
}

/** A history that does not answer stops nothing. */
function unread(prerelease: Release, because: string, id: Ids): MessageContent {
  const heading = say.unread(nameOf(prerelease));
  return content(`${esc(heading)}. ${say.unreadShort(dot(esc(because, 160)))}`, [
    header(id('head'), heading),
    section(id('why'), say.unreadLong(dot(esc(because, 300)))),
  ]);
}
