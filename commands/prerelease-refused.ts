import type { Build } from '../src/release/build.ts';
import type { Freeze } from '../src/release/line.ts';
import { isOpen } from '../src/release/release.ts';
import { button, type Choice, type Desk, type Reply, type Service, whisper } from '../src/slack/command.ts';
import { span, standing } from './say.ts';

/** A second press so soon after the first is an accident, not a question. */
const accidentMs = 60_000;

/** The build is out there already: where it stands, and who sent it. */
export async function alreadyRunning({ service, version }: Build, desk: Desk, thread: Choice | null): Promise<Reply> {
  const running = (await desk.ledger.open(service)).find((release) => isOpen(release) && release.build.version === version);
  if (!running) return whisper(`${service} ${version} is running already. Nothing changed.`, thread);
  if (running.by?.id === desk.caller.id && desk.now - running.at <= accidentMs) {
    return whisper(`You asked for this ${span(desk.now - running.at)} ago. It is running.`, thread);
  }
  const [first = '', ...more] = standing(running, desk.now);
  const by = running.by ? ` Started by ${running.by.name}.` : '';
  return whisper([first, ...more, `${by} Nothing changed.`], thread, button('Show Status', 'release status', running.id));
}

/** Who froze it, why, until when, and who can end it. */
export function frozen(service: Service, freeze: Freeze): Reply {
  return whisper(
    [`${service.name} is frozen until `, { at: freeze.until }, ` by ${freeze.by.name}: ${freeze.reason}. ${leadsOf(service)} can end it. Nothing changed.`],
  );
}

/** Leads are the approvers of any team. */
function leadsOf(service: Service): string {
  return `The approvers of ${Object.keys(service.teams).join(', ')}`;
}
