import { signOff } from '../release/approvals.ts';
import { barOf } from '../release/line.ts';
import { nameOf } from '../release/outcome.ts';
import type { Release } from '../release/release.ts';
import { left, many, span } from './amount.ts';
import { esc } from './esc.ts';
import { together } from './mention.ts';
import { ended, rollingBack, type Standing, stuck, underPage } from './standing-back.ts';
import { releaseStanding } from './standing-release.ts';
import type { Story } from './story.ts';
import { verdictWords } from './verdict-words.ts';

/** The card speaks of the release once there is one, of the pre-release before, of the build alone before that. */
export function standingOf(story: Story): Standing {
  const { release, prerelease, line } = story;
  if (release) return ended(release, line) ?? rollingBack(release) ?? underPage(release) ?? releaseStanding(release);
  if (prerelease) return ended(prerelease, line) ?? rollingBack(prerelease) ?? underPage(prerelease) ?? prereleaseStanding(prerelease, story.now);
  return buildStanding(story);
}

function buildStanding({ build, line, service }: Story): Standing {
  const name = `${build.service} ${build.version}`;
  const bar = barOf(line, build);
  if (line.live?.version === build.version) return { headline: `${name} is live`, state: ':white_check_mark: Live', next: 'Nothing', action: '' };
  if (bar !== null) return { headline: `${name} may not be released`, state: `:x: Barred: ${esc(bar, 120)}`, next: 'A new build can be released', action: '' };
  if (build.checks.failed > 0) return { headline: `${name} failed ${many(build.checks.failed, 'check')}`, state: ':x: Not ready', next: 'A new build', action: '' };
  if (line.lock) return { headline: `${name} is ready to pre-release`, state: `:hourglass_flowing_sand: Waiting: ${service.name} is locked`, next: `Unlock it: ${command(`/release unlock ${service.name}`)}`, action: `Unlock ${service.name} first with /release unlock ${service.name}.` };
  if (!line.live) return { headline: `${name} is registered`, state: ':hourglass_flowing_sand: Waiting: nobody said what is live', next: `Say it: ${command(`/release live ${service.name} <version>`)}`, action: '' };
  return { headline: `${name} is ready to pre-release`, state: ':hourglass_flowing_sand: Waiting to start', next: 'Pre-release to a few users', action: `Start it from this message or with /prerelease ${build.service} ${build.version}.` };
}

/** Pre-release phases that go forward. */
function prereleaseStanding(release: Release, now: number): Standing {
  const name = nameOf(release);
  const { phase, plan, hold } = release;
  if (hold) return { headline: `${name} is on hold`, state: `:double_vertical_bar: On hold by ${esc(hold.by.name, 40)}: ${esc(hold.reason, 80)}`, next: 'Nothing moves until the hold ends', action: '' };
  switch (phase.kind) {
    case 'soaking':
      return soaking(release);
    case 'waiting':
      return waiting(release, now);
    case 'approved':
      return { headline: `${name} is approved for everyone`, state: ':white_check_mark: Approved', next: 'Release to all users', action: '' };
    case 'stuck':
      return stuck(release, phase.because);
    case 'queued':
      return { headline: `${name} is in line for its pre-release`, state: ':hourglass_flowing_sand: Waiting: another pre-release is in production', next: `Start ${many(plan.servers, 'server')} when that one has left`, action: '' };
    case 'requested':
      return { headline: `${name} waits to start its pre-release`, state: ':hourglass_flowing_sand: Waiting for the line', next: `Start ${many(plan.servers, 'server')}`, action: '' };
    default:
      return { headline: `${name} is going to a few users`, state: ':large_blue_circle: Running', next: `Soak for ${span(plan.soakMs)}`, action: '' };
  }
}

function soaking(release: Release): Standing {
  const name = nameOf(release);
  const { plan, watch } = release;
  const words = verdictWords(release);
  const remaining = left(plan.soakMs - watch.creditedMs);
  return {
    headline: `${name} is soaking: ${words.word.toLowerCase()}, ${remaining} left`, state: `${words.sign} ${words.word}`,
    next: plan.automatic ? 'Release to all users' : `Approval by ${teams(release)}`, action: '',
  };
}

function waiting(release: Release, now: number): Standing {
  const words = signOff(release, now, null);
  const given = words.reduce((sum, { by, of }) => sum + Math.min(by.length, of), 0);
  const needed = words.reduce((sum, { of }) => sum + of, 0);
  const open = words.filter(({ by, of }) => by.length < of).map(({ team }) => esc(team, 40));
  return {
    headline: `${nameOf(release)} waits for approval, ${given} of ${needed}`, state: `:hourglass_flowing_sand: Waiting for ${together(open)}`,
    next: 'Release to all users', action: 'Approve or decline it in the thread.',
  };
}

/** Teams as plain names: only the approval message calls them. */
function teams(release: Release): string {
  return together(release.plan.signOff.map(({ team }) => esc(team, 40)));
}

function command(words: string): string {
  return `\`${words.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}\``;
}
