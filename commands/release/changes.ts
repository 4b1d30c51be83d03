import { z } from 'zod';
import type { Build } from '../../src/release/state/build.ts';
import { button, type Reply, whisper } from '../../src/command-kit/reply.ts';
import type { Desk, Service } from '../../src/command-kit/context.ts';
import { defineCommand } from '../../src/command-kit/command.ts';
import { unquoted } from '../../src/command-kit/words.ts';
import { texts } from '../../src/texts/texts.ts';
import { changesBetween } from '../../src/views/changes/changelog.ts';
import { buildsOf } from '../../src/command-kit/facts/ready-builds.ts';
import { findService } from '../../src/command-kit/find/find.ts';

const {
  choice,
  find,
  see: { changes: say, share: shared },
} = texts.replies;

/**
 * What lies between two builds, to whoever asks; `share` posts it in the service's channel. Also
 * the Share button.
 */
export const changes = defineCommand({
  name: 'release changes',
  slash: '/release',
  ...texts.help['release changes'],
  inThread: 'changes',
  args: z.array(z.string()).readonly(),
  async run(words, desk) {
    const share = words[0]?.toLowerCase() === 'share';
    const said = share ? words.slice(1) : words;
    const meant =
      desk.place.release === null || said.length > 0
        ? null
        : await desk.ledger.release(desk.place.release);
    if (meant)
      return between({ service: meant.service, from: meant.target, to: meant.build, share }, desk);
    const service = findService(said, desk, 'release changes');
    if (service.kind === 'reply') return service.reply;
    const range = await rangeOf(service.it, service.rest, desk);
    return range.kind === 'reply'
      ? range.reply
      : between({ service: service.it.name, from: range.from, to: range.to, share }, desk);
  },
});

type Range =
  | { readonly kind: 'range'; readonly from: Build | null; readonly to: Build }
  | { readonly kind: 'reply'; readonly reply: Reply };

async function rangeOf(service: Service, words: readonly string[], desk: Desk): Promise<Range> {
  const [from = '', to = ''] = endsIn(
    words
      .map((word) => word.replaceAll(/["'`,]/g, ''))
      .filter((word) => !/^(\.{2,3}|…)$/.test(word)),
  ).map(unquoted);
  const before =
    from === ''
      ? (await desk.ledger.line(service.name)).live
      : await desk.ledger.build(service.name, from);
  if (from !== '' && before === null)
    return { kind: 'reply', reply: await unknown(service, from, desk) };
  const after =
    to === ''
      ? await nextOf(service, from === '' ? null : before, desk)
      : await desk.ledger.build(service.name, to);
  if (after) return { kind: 'range', from: before, to: after };
  return {
    kind: 'reply',
    reply:
      to === '' ? whisper(say.nothingToCompare(service.name)) : await unknown(service, to, desk),
  };
}

/**
 * `1.41.2..1.42.0`, or the two apart; an end that is left out is empty. Phones make one character
 * of three dots.
 */
function endsIn([first = '', second]: readonly string[]): readonly [from: string, to: string] {
  const [, from, to] = /^(.*?)(?:\.{2,3}|…)(.*)$/.exec(first) ?? [];
  if (from !== undefined && to !== undefined) return [from, to === '' ? (second ?? '') : to];
  return second === undefined ? ['', first] : [first, second];
}

/**
 * After a build that was named comes what is live; after what is live, what is in production beside
 * it or is ready.
 */
async function nextOf(service: Service, from: Build | null, desk: Desk): Promise<Build | null> {
  const { live } = await desk.ledger.line(service.name);
  if (from && live && from.version !== live.version) return live;
  const running = (await desk.ledger.open(service.name)).at(-1)?.build;
  return running ?? (await buildsOf(service, desk)).ready[0] ?? null;
}

async function unknown(service: Service, version: string, desk: Desk): Promise<Reply> {
  const known = (await desk.ledger.builds(service.name, 5)).map((build) => build.version);
  return whisper(say.noBuild(find.noBuild(service.name, version), known));
}

type Asked = {
  readonly service: string;
  readonly from: Build | null;
  readonly to: Build;
  readonly share: boolean;
};

async function between({ service, from, to, share }: Asked, desk: Desk): Promise<Reply> {
  const of = desk.services[service];
  if (!of) return whisper(find.goneService(service));
  if (from?.version === to.version) return whisper(say.same(`${service} ${to.version}`, service));
  const compared = await desk.changelog(service, to, from ?? undefined);
  const range = `${service} ${from?.version ?? ''}..${to.version}`;
  if (compared.kind === 'none') return whisper(compared.because);
  if (compared.kind === 'unread')
    return whisper(
      say.unread(compared.because),
      button(choice.tryAgain, 'release changes', share ? `share ${range}` : range),
    );
  if (!share)
    return {
      kind: 'shown',
      content: changesBetween(
        compared.log,
        {
          teams: of.owners,
          ...(of.ticketsUrl === null ? {} : { tickets: { url: of.ticketsUrl } }),
        },
        `share ${range}`,
      ),
    };
  await desk.shareChanges({
    service,
    from: compared.log.from.version,
    to: to.version,
    channel: of.channel,
  });
  return whisper(of.channel === desk.place.channel ? shared.here : shared.there(service));
}
