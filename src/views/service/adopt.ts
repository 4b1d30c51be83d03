/**
 * # src/views/service
 *
 * Messages about a service as a whole: freezes, reminders, the first start, tests.
 */

import type { Button } from '@slack/types';
import type { ServingVersions } from '../../release/state/remembered.ts';
import { texts } from '../../texts/texts.ts';
import { actions, button, confirm, context, header, idsOf, section } from '../blocks/blocks.ts';
import { content } from '../blocks/content.ts';
import { cut, esc } from '../blocks/esc.ts';
import type { ServiceFacts, WantedMessage } from '../thread-facts.ts';
import { lineKey } from '../../release/state/keys.ts';

const say = texts.adopt;

/** More versions than this serve nowhere on purpose. */
const versionsMax = 5;

/**
 * The first question to a team: which of the versions that serve is live. One press answers it for
 * good.
 */
export function adoptMessage({ line, service }: ServiceFacts): WantedMessage | null {
  const { live, found } = line;
  if (!found || found.length === 0) return null;
  const made = live
    ? answered(service.name)
    : asking(
        service.name,
        found.slice(0, versionsMax),
        service.teams.map(({ name }) => esc(name, 40)),
      );
  return {
    subject: lineKey(service.name),
    kind: 'adopt',
    lane: 'slack',
    place: 'channel',
    broadcast: false,
    post: live === null,
    content: made,
  };
}

function asking(service: string, found: readonly ServingVersions[], teams: readonly string[]) {
  const id = idsOf(lineKey(service), 'adopt', found.length);
  const all = found.map(({ version, servers }) => say.serves(esc(version, 60), servers));
  const unknown = found
    .filter(({ registered }) => !registered)
    .map(({ version }) => esc(version, 60));
  const rows = found
    .filter(({ registered }) => registered)
    .map(({ version }, i) => actions(id(`act${i}`), [recordButton(service, version)]));
  return content(say.spoken(esc(service), all), [
    header(id('head'), say.which(service)),
    section(id('text'), `:hourglass_flowing_sand: ${say.text(all, unknown)}`),
    ...rows,
    context(id('foot'), [say.before, say.who(teams), say.still, say.words(service)]),
  ]);
}

function recordButton(service: string, version: string): Button {
  const { title, text, yes, no } = say.sure(service, version);
  const label = say.record(cut(version, 14));
  return button(label, 'release live', `${service} ${version}`, {
    spoken: say.spokenRecord(label, service),
    confirm: confirm(title, text, yes, no, false),
  });
}

/** Names no version: this message stays when others go live. */
function answered(service: string) {
  const id = idsOf(lineKey(service), 'adopt', 0);
  return content(say.spokenKnown(esc(service)), [
    header(id('head'), say.known(service)),
    section(id('text'), `:white_check_mark: ${say.recorded(service)}`),
  ]);
}
