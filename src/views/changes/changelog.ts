import type { ContainerBlock, RichTextBlock } from '@slack/types';
import type { Care, Change, Changelog } from '../../changes/changelog.ts';
import { nameOf } from '../../release/state/outcome.ts';
import { isOpen, type Release } from '../../release/state/release.ts';
import { texts } from '../../texts/texts.ts';
import {
  changeLine,
  isPage,
  isUpdate,
  linked,
  type TeamsAndTickets,
  updatesLine,
} from './change-line.ts';
import {
  actions,
  button,
  context,
  header,
  type Ids,
  idsOf,
  plainText,
  section,
} from '../blocks/blocks.ts';
import { content, type MessageContent, type ContentPart } from '../blocks/content.ts';
import { dot, esc } from '../blocks/esc.ts';
import { line, textRun } from '../blocks/rich-text.ts';
import type { ThreadFacts, WantedMessage } from '../thread-facts.ts';
import { ticketFoot } from '../tickets/tickets.ts';
import { clock } from '../blocks/when.ts';

/**
 * More lines than `most` are cut to `kept`: nobody reads further, and the whole comparison is one
 * click away.
 */
const most = 12;
const kept = 8;
const internalMost = 20;
/** So many updates of dependencies are one line. */
const foldedFrom = 3;

const say = texts.changelog;

/** Their order is the order of the lists; what is internal is folded away. */
const visible: readonly (keyof typeof say.groups)[] = ['care', 'feature', 'fix'];
/** What is counted in the line that notifications get. */
const spoken: readonly Exclude<keyof typeof say.parts, 'gone'>[] = ['feature', 'fix', 'internal'];

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
  return content(summed(log, heading), [
    header(id('head'), heading),
    changes.length === 0 && removed.length === 0
      ? section(id('none'), say.same(esc(log.to.version, 60), esc(log.from.version, 60)))
      : null,
    shown.length > 0 ? listed(id('list'), shown, service, log.url) : null,
    removed.length > 0
      ? listed(
          id('gone'),
          [{ name: say.gone(removed.length, log.from.version), changes: removed }],
          service,
          log.url,
        )
      : null,
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

type Group = { readonly name: string; readonly changes: readonly Change[] };

/**
 * Groups below each other. What is cut is cut from the end, where it matters least, and counted.
 */
function listed(
  block_id: string,
  groups: readonly Group[],
  service: TeamsAndTickets,
  url: string | null,
): RichTextBlock {
  const total = groups.reduce((sum, { changes }) => sum + changes.length, 0);
  let room = total > most ? kept : most;
  const elements = groups.flatMap(({ name, changes }): RichTextBlock['elements'] => {
    const lines = changes.slice(0, room).map((change) => changeLine(change, service));
    room -= lines.length;
    return lines.length === 0
      ? []
      : [
          line(textRun(name, { bold: true })),
          { type: 'rich_text_list', style: 'bullet', elements: lines },
        ];
  });
  return {
    type: 'rich_text',
    block_id,
    elements: total > most ? [...elements, line(linked(say.more(total - kept), url))] : elements,
  };
}

/** What users never notice: folded away, and left to the comparison where Slack cannot fold. */
function internal(
  block_id: string,
  changes: readonly Change[],
  service: TeamsAndTickets,
  url: string | null,
): ContentPart {
  const title = say.internal(changes.length);
  const updates = changes.filter(({ title: words }) => isUpdate(words));
  const folded = updates.length >= foldedFrom ? updates : [];
  const single =
    folded.length > 0 ? changes.filter(({ title: words }) => !isUpdate(words)) : changes;
  const cut = single.slice(0, internalMost);
  const lines = [
    ...cut.map((change) => changeLine(change, service)),
    ...(folded.length > 0 ? [updatesLine(folded)] : []),
  ];
  const rest =
    single.length > cut.length ? [line(linked(say.more(single.length - cut.length), url))] : [];
  const rich: ContainerBlock = {
    type: 'container',
    block_id,
    title: plainText(title),
    is_collapsible: true,
    default_collapsed: true,
    child_blocks: [
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_list', style: 'bullet', elements: lines }, ...rest],
      },
    ],
  };
  const classic: RichTextBlock = {
    type: 'rich_text',
    block_id,
    elements: [line(linked(say.internalToo(changes.length), url))],
  };
  return { rich, classic };
}

/** The line that notifications get. */
function summed({ changes, removed }: Changelog, heading: string): string {
  const counts = spoken.map((group) => ({
    group,
    number: changes.filter((change) => change.group === group).length,
  }));
  const parts = [
    ...counts.flatMap(({ group, number }) => (number > 0 ? [say.parts[group](number)] : [])),
    ...(removed.length > 0 ? [say.parts.gone(removed.length)] : []),
  ];
  const reasons = careWords(changes);
  return [
    `${esc(heading)}: ${say.size(changes.length, peopleIn(changes))}.`,
    reasons.length > 0 ? say.care(reasons) : '',
    parts.length > 0 ? `${parts.join(', ')}.` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** How many different people wrote it. */
export function peopleIn(changes: readonly Change[]): number {
  return new Set(changes.map(({ author }) => author.email || author.name)).size;
}

/** Why somebody should look: migrations counted together, every other reason once. */
export function careWords(changes: readonly Change[]): readonly string[] {
  const reasons = changes.flatMap(({ care }) => care);
  const migrations = reasons.filter((reason) => reason.kind === 'migrations');
  const count = migrations.reduce((sum, one) => sum + one.count, 0);
  const reversible = migrations.every((one) => one.reversible);
  const together: readonly Care[] = count > 0 ? [{ kind: 'migrations', count, reversible }] : [];
  const others = reasons.filter((reason) => reason.kind !== 'migrations');
  return [...new Set([...together, ...others].map(say.reason))]
    .slice(0, 6)
    .map((reason) => esc(reason, 60));
}

/** A history that does not answer stops nothing. */
function unread(prerelease: Release, because: string, id: Ids): MessageContent {
  const heading = say.unread(nameOf(prerelease));
  return content(`${esc(heading)}. ${say.unreadShort(dot(esc(because, 160)))}`, [
    header(id('head'), heading),
    section(id('why'), say.unreadLong(dot(esc(because, 300)))),
  ]);
}
