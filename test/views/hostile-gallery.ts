import type { ThreadFacts } from '../../src/views/thread-facts.ts';
import { build, locked } from '../support/a-release.ts';
import { change, changelog } from '../support/changelogs.ts';
import { minute, noon } from '../support/noon.ts';
import { bad } from '../support/readings.ts';
import { countdown, watch } from '../support/release-parts.ts';
import { boardService } from '../support/thread-samples.ts';
import { ended, nasty, postponement, pre, since } from './gallery-parts.ts';
import { worded } from '../../src/release/state/worded.ts';

/** Words from outside that try to be more than words. */
export const hostileGallery: Readonly<Record<string, ThreadFacts>> = {
  'nasty words everywhere': pre(
    { kind: 'soaking', since },
    {
      build: build('1.42.0'),
      by: { id: 'U0X', name: nasty },
      note: nasty,
      watch: watch(
        bad.map((one) => ({
          ...one,
          signal: `${nasty}${one.signal}`,
          issues: one.issues.map((it) => ({ ...it, title: nasty, culprit: '' })),
        })),
      ),
      countdown: countdown({
        because: worded(nasty),
        deadline: noon + 16 * minute,
        postponements: [{ ...postponement, by: { id: 'U0X', name: nasty }, reason: nasty }],
      }),
      countdowns: 1,
    },
    { build: build('1.42.0', { commit: '<!here>' }) },
  ),
  'nasty words in changes': pre(
    { kind: 'soaking', since },
    {},
    {
      service: {
        ...boardService,
        tickets: {
          url: 'https://jira.example.com',
          projects: ['BRD'],
          done: 'Done',
          fixVersion: null,
        },
      },
      unread: null,
      changelog: changelog({
        changes: [
          nasty,
          '<!channel>',
          '</script>',
          '',
          '🔥'.repeat(900),
          'x'.repeat(10_000),
          '\u202Egnp.exe',
        ].flatMap((title) =>
          (['care', 'feature', 'fix', 'internal'] as const).map((group) =>
            change(title, {
              group,
              care: group === 'care' ? [{ kind: 'worded', text: nasty }] : [],
              author: { name: title, email: '' },
              files: [title],
              tickets: ['BRD-1', nasty],
              pull: { number: 1e9, url: title },
            }),
          ),
        ),
      }),
    },
  ),
  'nasty words in why changes could not be read': pre(
    { kind: 'soaking', since },
    {},
    { unread: nasty },
  ),
  'nasty words after a rollback': pre(
    ended('rolled-back', nasty, { id: 'U0X', name: nasty }),
    {
      countdown: countdown({ because: worded(nasty) }),
      countdowns: 1,
      watch: watch(
        bad.map((one) => ({
          ...one,
          issues: one.issues.map((it) => ({ ...it, title: nasty, link: 'javascript:alert(1)' })),
        })),
      ),
    },
    { line: locked },
  ),
};
