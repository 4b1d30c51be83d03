import type { Button } from '@slack/types';
import { texts } from '../../texts/texts.ts';
import { link } from './blocks.ts';
import type { ThreadFacts } from '../thread-facts.ts';

const say = texts.pages;

/** Opens the dashboard of this very build, where davy.yml names one. */
export function dashboardLink({ service, build }: ThreadFacts): Button | null {
  const url = service.dashboard?.replaceAll(
    '{version}',
    encodeURIComponent(build.version.toWellFormed()),
  );
  return link(say.dashboard, 'dashboard', url);
}

/** Opens what the makers of the fleet say of its health, where davy.yml names it. */
export function statusLink({ service }: ThreadFacts): Button | null {
  return link(say.status, 'status', service.statusPage);
}
