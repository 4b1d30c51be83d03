import { barOf } from '../release/line.ts';
import { isOpen, type Release } from '../release/release.ts';
import { texts } from '../texts/texts.ts';
import { actButtons } from './act-button.ts';
import { actions, button, context, facts, header, idsOf } from './blocks.ts';
import { content } from './content.ts';
import { dot, esc } from './esc.ts';
import { standingOf } from './standing.ts';
import type { Story, WantedMessage } from './story.ts';
import { clock, day } from './when.ts';

const say = texts.card;

/** The one message that stands for a build, first in its thread, edited through its whole life. */
export function card(story: Story): WantedMessage {
  const { build, release, prerelease } = story;
  const subject = `build:${build.service}@${build.version}`;
  const id = idsOf(subject, 'card', (release?.rev ?? 0) + (prerelease?.rev ?? 0));
  const { headline, state, next, action } = standingOf(story);
  const { passed, failed } = build.checks;
  const blocks = [
    header(id('head'), headline),
    facts(id('facts'), [
      [say.state, state],
      [say.next, next],
      [say.commit, `\`${esc(build.commit.slice(0, 10))}\``],
      [say.checks, say.counted(passed, failed)],
    ]),
    actions(id('act'), cardButtons(story)),
    context(id('foot'), footer(story)),
  ];
  const said = release ?? prerelease ? '' : say.allPassed(passed);
  const text = [dot(esc(headline)), said, action].filter((part) => part !== '').join(' ');
  return { subject, kind: 'card', lane: 'slack', place: 'channel', broadcast: false, post: true, content: content(text, blocks) };
}

/** Only what nothing below it in the thread asks better: the start, and the start again. */
function cardButtons(story: Story) {
  const { build, line, release, prerelease } = story;
  const may = build.checks.failed === 0 && barOf(line, build) === null && line.live?.version !== build.version;
  if (!release && !prerelease) return may ? first(story) : [];
  const last = release ?? prerelease;
  const notOut = last && ['failed', 'cancelled'].includes(last.phase.kind);
  if (notOut && prerelease && isOpen(prerelease)) return actButtons(story, prerelease, ['start'], ['start', 'primary']);
  return last && may ? again(story, last) : [];
}

/** The start, and the same with other options. */
function first(story: Story) {
  const start = actButtons(story, null, ['start-prerelease'], ['start-prerelease', 'primary']);
  const { service, version } = story.build;
  return start.length === 0 ? [] : [...start, button(say.options, 'prerelease change', `${service} ${version}`, { spoken: say.spokenOptions(`${service} ${version}`) })];
}

/** After an end that bars nothing, the same build may be tried again. */
function again({ line, build }: Story, last: Release) {
  const open = !line.lock && !line.moving && !last.fast;
  if (!open || !['stopped', 'expired', 'failed', 'cancelled'].includes(last.phase.kind)) return [];
  const label = last.phase.kind === 'expired' ? say.askAgain : say.again;
  return [button(label, 'prerelease start', `${build.service} ${build.version}`, { style: 'primary', spoken: say.spokenAgain(`${build.service} ${build.version}`) })];
}

function footer({ build, prerelease, release, service }: Story): readonly (string | null)[] {
  const first = prerelease ?? release;
  return [
    first?.by ? say.startedBy(esc(first.by.name, 60), clock(first.at)) : null,
    first && first.note !== '' ? esc(first.note, 120) : null,
    say.registered(day(build.registeredAt)),
    service.speed !== undefined && service.speed !== 1 ? say.speed(service.speed) : null,
  ];
}
