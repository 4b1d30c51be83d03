import { nameOf } from '../release/outcome.ts';
import type { End, Release, RollingBack } from '../release/release.ts';
import { actButtons } from './act-button.ts';
import { many, span, users } from './amount.ts';
import { actions, confirm, context, header, type Ids, idsOf, section } from './blocks.ts';
import { content, type Content } from './content.ts';
import { crowdOf } from './crowd.ts';
import { capital, dot, esc } from './esc.ts';
import { target } from './standing-back.ts';
import type { Story, WantedMessage } from './story.ts';
import { clockSeconds } from './when.ts';

/** A rollback nobody was paged for: a person asked, or the start failed. One message, from the order to the result. */
export function rollback(story: Story, release: Release): WantedMessage | null {
  const back = backOf(release);
  if (!back || release.countdown) return null;
  const made = back(story, idsOf(release.id, 'rollback', release.rev));
  return { subject: release.id, kind: 'rollback', lane: 'slack', place: 'thread', broadcast: release.kind === 'release', post: true, content: made };
}

/** How the way back is told; null while there is none. */
export function backOf(release: Release): ((story: Story, id: Ids) => Content) | null {
  const { phase } = release;
  if (phase.kind === 'rolling-back') return (_, id) => goingBack(release, phase, id);
  if (phase.kind === 'rolled-back' || phase.kind === 'failed') return (story, id) => wentBack(story, release, phase, id);
  return null;
}

type Ended = Extract<Release['phase'], { readonly kind: End }>;

function goingBack(release: Release, phase: RollingBack, id: Ids): Content {
  const name = nameOf(release);
  const back = esc(target(release), 60);
  const { moved } = crowdOf(release);
  const because = dot(capital(esc(phase.because, 200)));
  const home = phase.usersBackAt !== null;
  const lead = home ? `*All users are back on ${back}*, ${span(phase.usersBackAt - phase.since)} after the decision.` : `*${users(moved)} go back to ${back}.*`;
  return content(`Rolling back ${esc(name)} since ${new Date(phase.since).toISOString().slice(11, 19)} UTC. ${because} ${home ? `All users are back on ${back}.` : 'Nobody needs to act.'}`, [
    header(id('head'), home ? `${name} is rolled back; its servers are being retired` : `Rolling back ${name} now`),
    section(id('why'), `:rotating_light: ${lead} ${because}`),
    context(id('foot'), [`Decided ${clockSeconds(phase.since)}${phase.by ? ` by ${esc(phase.by.name, 60)}` : ' by itself'}`, 'Users first, servers second', 'Nothing moves forward meanwhile']),
  ]);
}

function wentBack(story: Story, release: Release, phase: Ended, id: Ids): Content {
  const { line, service } = story;
  const name = nameOf(release);
  const back = esc(target(release), 60);
  const because = dot(capital(esc(phase.because, 200)));
  const locked = line.lock?.release === release.id;
  const how = phase.by ? `by ${esc(phase.by.name, 60)}` : 'automatically';
  const failed = phase.kind === 'failed';
  const times = release.countdown?.postponements.length ?? 0;
  return content(`${failed ? 'Failed' : 'Rolled back'}: ${esc(name)}; all users are on ${back}. ${because}${locked ? ` Unlock with /release unlock ${service.name}.` : ''}`, [
    header(id('head'), failed ? `${name} failed and was taken back` : `${name} was rolled back`),
    section(id('why'), `${failed ? ':x:' : ':leftwards_arrow_with_hook:'} *${dot(`${failed ? 'Taken back' : 'Rolled back'} ${how}`)}* All users are on ${back}. ${because}`),
    failed ? null : section(id('next'), `*Next:* ${esc(release.build.version, 60)} cannot be released again; a new build can.${locked ? ` ${service.name} is locked until somebody says \`/release unlock ${service.name}\`.` : ''}`),
    locked ? actions(id('act'), actButtons(story, release, ['unlock']).map((one) => ({ ...one, confirm: unlocking(release) }))) : null,
    context(id('foot'), [`Finished ${clockSeconds(phase.at)}`, release.countdown ? (times > 0 ? `postponed ${many(times, 'time')}` : phase.by ? null : 'nobody answered the page') : null]),
  ]);
}

function unlocking(release: Release) {
  return confirm(`Unlock ${release.service}`, `Pre-releases and releases of ${release.service} may start again. ${release.build.version} stays barred.`, 'Unlock', 'Keep Locked', false);
}
