import type { Button } from '@slack/types';
import type { Found } from '../release/adopt.ts';
import { many } from './amount.ts';
import { actions, button, confirm, context, header, idsOf, section } from './blocks.ts';
import { content } from './content.ts';
import { cut, esc } from './esc.ts';
import { together } from './mention.ts';
import type { LineStory, WantedMessage } from './story.ts';

/** More versions than this serve nowhere on purpose. */
const versionsMax = 5;

/** The first question to a team: which of the versions that serve is live. One press answers it for good. */
export function adoptMessage({ line, service }: LineStory): WantedMessage | null {
  const { live, found } = line;
  if (!found || found.length === 0) return null;
  const made = live ? answered(service.name) : asking(service.name, found.slice(0, versionsMax));
  return { subject: `line:${service.name}`, kind: 'adopt', lane: 'slack', place: 'channel', broadcast: false, post: live === null, content: made };
}

function asking(service: string, found: readonly Found[]) {
  const id = idsOf(`line:${service}`, 'adopt', found.length);
  const all = together(found.map(({ version, servers }) => `${esc(version, 60)} on ${many(servers, 'server')}`));
  const question = found.length === 1 ? 'Is that the version everybody should go back to?' : 'Two or more versions serve at once. Which one should everybody go back to?';
  const unknown = found.filter(({ registered }) => !registered).map(({ version }) => esc(version, 60));
  const wait = unknown.length === 0 ? '' : ` CI has to register ${together(unknown)} first (\`POST /builds\`).`;
  const rows = found.filter(({ registered }) => registered).map(({ version }, i) => actions(id(`act${i}`), [recordButton(service, version)]));
  return content(`${esc(service)} serves ${all}, and nobody said what is live. Record it once, so that there is a way back.`, [
    header(id('head'), `Which version of ${service} is live`),
    section(id('text'), `:hourglass_flowing_sand: *Davy found ${all}.* ${question}${wait}`),
    ...rows,
    context(id('foot'), ['No pre-release starts before this is said', 'No server changes', `In words: \`/release live ${service} &lt;version&gt;\``]),
  ]);
}

function recordButton(service: string, version: string): Button {
  return button(`Record ${cut(version, 14)} as Live`, 'release live', `${service} ${version}`, {
    spoken: `Record ${service} ${version} as live`,
    confirm: confirm(`Record ${version} as live`, `Rollbacks of ${service} will go to ${version}. No server changes.`, 'Record as Live', 'Not Yet', false),
  });
}

/** Names no version: this message stays when others go live. */
function answered(service: string) {
  const id = idsOf(`line:${service}`, 'adopt', 0);
  return content(`Davy knows what is live on ${esc(service)}. Pre-releases can start.`, [
    header(id('head'), `Davy knows what is live on ${service}`),
    section(id('text'), `:white_check_mark: *Recorded.* Pre-releases can start: \`/prerelease ${service}\``),
  ]);
}
