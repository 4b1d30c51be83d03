import type { Build } from '../../release/state/build.ts';
import { inProduction } from '../../release/start/other-prereleases.ts';
import type { Refusal } from '../../release/state/decision.ts';
import type { Freeze } from '../../release/state/line.ts';
import { isOpen } from '../../release/state/release.ts';
import { button, type Choice, type Reply, whisper } from '../reply.ts';
import type { Desk, Service } from '../context.ts';
import { texts } from '../../texts/texts.ts';
import { outcome } from '../facts/facts.ts';
import { askAmong, waitInLine } from './among.ts';
import type { Options } from './options.ts';
import { openThread, standing } from '../say/say.ts';

const { choice, freeze: freezing, prerelease: say, where } = texts.replies;

/** A second press so soon after the first is an accident, not a question. */
const accidentMs = 60_000;

/** Why nothing was started, and the way on from there. */
export async function refused(
  refusal: Refusal,
  service: Service,
  build: Build,
  options: Options,
  again: string,
  desk: Desk,
): Promise<Reply> {
  const line = await desk.ledger.line(service.name);
  const thread = await openThread(build, desk);
  const there =
    refusal.code === 'not-alone' ? inProduction(line, await desk.ledger.open(service.name)) : [];
  if (there.length > 0) return askAmong(there, build, options, line, desk.now);
  if (refusal.code === 'already-running') return alreadyRunning(build, desk, thread);
  if (refusal.code === 'frozen' && line.freeze) return frozen(service, line.freeze);
  const wait = refusal.code === 'moving' ? waitInLine(build, options) : null;
  const change =
    desk.place.door === 'form' ? button(choice.changeOptions, 'prerelease change', again) : null;
  return outcome(refusal, '', { service: service.name, choices: [wait, thread, change] });
}

/** The build is out there already: where it stands, and who sent it. */
async function alreadyRunning(
  { service, version }: Build,
  desk: Desk,
  thread: Choice | null,
): Promise<Reply> {
  const running = (await desk.ledger.open(service)).find(
    (release) => isOpen(release) && release.build.version === version,
  );
  if (!running) return whisper(say.isRunning(`${service} ${version}`), thread);
  if (running.by?.id === desk.caller.id && desk.now - running.at <= accidentMs) {
    return whisper(say.asked(desk.now - running.at), thread);
  }
  const by = running.by ? ` ${where.startedBy(running.by.name)}` : '';
  return whisper(
    [...standing(running, desk.now), `${by} ${say.unchanged}`],
    thread,
    button(choice.showStatus, 'release status', running.id),
  );
}

/** Who froze it, why, until when, who can end it, and a way to ask them. */
function frozen(service: Service, freeze: Freeze): Reply {
  return whisper(
    freezing.frozen(service.name, freeze, Object.keys(service.teams)),
    button(choice.askToUnfreeze, 'release ask-unfreeze', service.name),
  );
}
