/**
 * # src/views/card
 *
 * The card of a build: the one message edited through its whole life, and how it gets to its first
 * users.
 */

import { mayPress } from '../../release/legal-acts.ts';
import { isOpen, type Release } from '../../release/state/release.ts';
import { texts } from '../../texts/texts.ts';
import { mends } from '../approval/approval.ts';
import { actButtons } from '../blocks/act-button.ts';
import {
  actions,
  button,
  context,
  factFields,
  header,
  idsOf,
  link,
  section,
} from '../blocks/blocks.ts';
import { linked } from '../changes/change-line.ts';
import { careWords, peopleIn } from '../changes/change-counts.ts';
import { content } from '../blocks/content.ts';
import { dot, esc, plainly } from '../blocks/esc.ts';
import { paragraph, textRun } from '../blocks/rich-text.ts';
import { dashboardLink } from '../blocks/links.ts';
import { titledTakes } from '../changes/takes-away.ts';
import { standingOf } from './standing.ts';
import type { ThreadFacts, WantedMessage } from '../thread-facts.ts';
import { clock, day } from '../blocks/when.ts';
import { buildKey } from '../../release/state/keys.ts';

const say = texts.card;

/** The one message that stands for a build, first in its thread, edited through its whole life. */
export function cardMessage(facts: ThreadFacts): WantedMessage {
  const { build, release, prerelease, carries } = facts;
  const subject = release && carries ? release.id : buildKey(build);
  const id = idsOf(subject, 'card', (release?.rev ?? 0) + (prerelease?.rev ?? 0));
  const { state, next, action, ...standing } = standingOf(facts);
  const headline = titledTakes(facts, standing.headline);
  const { passed, failed } = build.checks;
  // Once it goes out, the thread has said what changes.
  const waits = !release && !prerelease;
  const runs = [release, prerelease].some((one) => one !== null && isOpen(one));
  const changes = changesOf(facts);
  const care = release === null ? careLine(facts) : '';
  const blocks = [
    header(id('head'), headline),
    factFields(id('facts'), [
      [say.state, state],
      [say.next, next],
      changes ?? [say.commit, commitOf(facts)],
      [say.checks, say.counted(passed, failed)],
    ]),
    carries
      ? paragraph(
          id('carries'),
          textRun(`${texts.carrying.carries} `, { bold: true }),
          ...carries.flatMap(({ version, url }, i) => [
            ...(i === 0 ? [] : [textRun(', ')]),
            linked(plainly(version, 60), url),
          ]),
        )
      : null,
    care === '' ? null : section(id('care'), care),
    // Whoever approves early is warned of what the question warns of when it comes.
    ...(mayApproveEarly(facts) && prerelease ? mends(facts, prerelease, id) : []),
    actions(id('act'), [
      ...cardButtons(facts),
      waits ? link(say.view, 'changes', facts.changelog?.url) : null,
      ...places(facts, runs),
    ]),
    context(id('foot'), footer(facts)),
  ];
  const said = waits ? [changes ? dot(changes[1]) : '', say.checksOf(passed, failed)] : [];
  const text = [dot(esc(headline)), ...said, action].filter((part) => part !== '').join(' ');
  return {
    subject,
    kind: 'card',
    lane: 'slack',
    place: 'channel',
    broadcast: false,
    post: true,
    content: content(text, blocks),
  };
}

/** While it runs, to where it is told and measured; afterwards, to how it ended. */
function places(facts: ThreadFacts, runs: boolean) {
  const { release, ways } = facts;
  if (runs) return [link(texts.pages.thread, 'thread', ways?.thread), dashboardLink(facts)];
  return [release ? link(texts.pages.report, 'report', ways?.report) : null];
}

/** How much changes, and since when; null while nobody knows. */
function changesOf({ changelog }: ThreadFacts): readonly [string, string] | null {
  if (!changelog) return null;
  const { changes, removed } = changelog;
  const from = esc(changelog.from.version, 60);
  return [
    say.changes,
    changes.length === 0 && removed.length > 0
      ? say.back(removed.length, from)
      : say.since(changes.length, from, peopleIn(changes)),
  ];
}

function careLine({ changelog }: ThreadFacts): string {
  const reasons = changelog ? careWords(changelog.changes) : [];
  return reasons.length > 0 ? say.care(reasons) : '';
}

function commitOf({ build }: ThreadFacts): string {
  return `\`${esc(build.commit.slice(0, 10))}\``;
}

/** Only what nothing below it in the thread asks better: the start, and the start again. */
function cardButtons(facts: ThreadFacts) {
  // Each build that a release carries has a card of its own to be started from.
  if (facts.carries) return [];
  const { release, prerelease } = facts;
  if (!release && !prerelease) return first(facts);
  // Words given early count when the soak has passed: who cannot wait need not.
  if (mayApproveEarly(facts)) return actButtons(facts, prerelease, ['approve']);
  const last = release ?? prerelease;
  const notOut = last && ['failed', 'cancelled'].includes(last.phase.kind);
  if (notOut && prerelease && isOpen(prerelease))
    return actButtons(facts, prerelease, ['start'], ['start', 'primary']);
  return last ? again(facts, last) : [];
}

function mayApproveEarly({ release, prerelease }: ThreadFacts): boolean {
  return !release && prerelease?.phase.kind === 'soaking' && !prerelease.plan.automatic;
}

/** The start, and the same with other options. */
function first(facts: ThreadFacts) {
  const start = actButtons(facts, null, ['start-prerelease'], ['start-prerelease', 'primary']);
  const { service, version } = facts.build;
  return start.length === 0
    ? []
    : [
        ...start,
        button(say.options, 'prerelease change', `${service} ${version}`, {
          spoken: say.spokenOptions(`${service} ${version}`),
        }),
      ];
}

/** After an end that bars nothing, the same build may be tried again. */
function again({ line, build, now: at }: ThreadFacts, last: Release) {
  const bars =
    last.kind === 'return' ||
    !['stopped', 'expired', 'failed', 'cancelled'].includes(last.phase.kind);
  if (bars || !mayPress('start-prerelease', { line, release: null, build, at })) return [];
  const label = last.phase.kind === 'expired' ? say.askAgain : say.again;
  return [
    button(label, 'prerelease start', `${build.service} ${build.version}`, {
      style: 'primary',
      spoken: say.spokenAgain(label, `${build.service} ${build.version}`),
    }),
  ];
}

function footer(facts: ThreadFacts): readonly (string | null)[] {
  const { build, prerelease, release, changelog, speed, service } = facts;
  const first = prerelease ?? release;
  return [
    first?.by ? say.startedBy(esc(first.by.name, 60), clock(first.at)) : null,
    first && first.note !== '' ? esc(first.note, 120) : null,
    changelog ? say.built(commitOf(facts)) : null,
    build.image !== null && service.images !== null ? say.image(esc(build.image, 300)) : null,
    say.registered(day(build.registeredAt)),
    speed !== undefined && speed !== 1 ? say.speed(speed) : null,
  ];
}
