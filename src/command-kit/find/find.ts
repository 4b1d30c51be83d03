import { isOpen, type Release } from '../../release/state/release.ts';
import { near } from '../../texts/near.ts';
import { replyButton, type Reply, privately } from '../reply.ts';
import type { CommandContext } from '../context.ts';
import type { Service } from '../../service/service.ts';
import type { Lookup } from '../command.ts';
import { unquoted } from '../words.ts';
import { texts } from '../../texts/texts.ts';
import { linkedHere, servicesHere } from './services-here.ts';
import { buildNamed, isLikeVersion } from './version.ts';
import { isLikeBuild, notOpen, oneOf } from './not-open.ts';
import { carrierOf } from './carrier.ts';
import { namesRelease, readRef, type ReleaseRef } from '../../release/state/release-ref.ts';

const { choice, find } = texts.replies;

/** The service the words begin with; without a word, the one whose channel this is. */
export function findService(
  words: readonly string[],
  context: CommandContext,
  command: string,
): Lookup<Service> {
  const [said, ...rest] = words;
  if (said === undefined) return serviceOfChannel(context, command);
  const name = unquoted(said).toLowerCase();
  const service = Object.hasOwn(context.services, name) ? context.services[name] : undefined;
  if (service) return { kind: 'found', it: service, rest };
  const here = isLikeVersion(said) ? linkedHere(context) : [];
  return here.length === 1 && here[0]
    ? { kind: 'found', it: here[0], rest: words }
    : { kind: 'reply', reply: noService(said, rest, context, command) };
}

function noService(
  said: string,
  rest: readonly string[],
  context: CommandContext,
  command: string,
): Reply {
  const meant = near(said, Object.keys(context.services));
  const use = meant.map((name) =>
    replyButton(choice.use(name), command, [name, ...rest].join(' ')),
  );
  return privately(find.noService(said, meant), ...use, listServices);
}

const listServices = replyButton(choice.listServices, 'release services', 'all');

function serviceOfChannel(context: CommandContext, command: string): Lookup<Service> {
  const here = linkedHere(context);
  const only = here.length === 1 ? here[0] : undefined;
  if (only) return { kind: 'found', it: only, rest: [] };
  const example = Object.keys(context.services)[0] ?? 'board';
  const why =
    here.length === 0
      ? find.noServiceHere(command, example)
      : find.severalHere(
          here.map((service) => service.name),
          command,
          example,
        );
  return { kind: 'reply', reply: privately(why, listServices) };
}

/** The same where `all` means every service: null. */
export function findServiceOrAll(
  words: readonly string[],
  context: CommandContext,
  command: string,
): Lookup<Service | null> {
  return words[0]?.toLowerCase() === 'all'
    ? { kind: 'found', it: null, rest: words.slice(1) }
    : findService(words, context, command);
}

/** The same where no word means every service, too. */
export function findNamedOrAll(
  words: readonly string[],
  context: CommandContext,
  command: string,
): Lookup<Service | null> {
  return words.length === 0
    ? { kind: 'found', it: null, rest: [] }
    : findServiceOrAll(words, context, command);
}

/** The same where the service may be the one of this thread. */
export async function findServiceHere(
  words: readonly string[],
  context: CommandContext,
  command: string,
): Promise<Lookup<Service>> {
  const here =
    context.place.release === null ? null : await context.ledger.release(context.place.release);
  const named = Object.hasOwn(context.services, unquoted(words[0] ?? '').toLowerCase());
  return findService(here && !named ? [here.service, ...words] : words, context, command);
}

/**
 * A release somebody means, and the revision of the question they saw (the present one where they
 * typed).
 */
export type Meant = { readonly release: Release; readonly rev: number };

/** Whether it is about one release: its id begins the words, or the thread is its own. */
export function isAboutRelease(words: readonly string[], { place }: CommandContext): boolean {
  return place.release !== null || namesRelease(words[0]);
}

/** The release the words begin with: its id, its service, or the one of this thread. */
export async function findRelease(
  words: readonly string[],
  context: CommandContext,
  command: string,
): Promise<Lookup<Meant>> {
  const [said, ...rest] = words;
  const named = readRef(said);
  if (named) return byId(named, rest, context);
  if (context.place.release !== null)
    return byId(
      {
        id: (await carrierOf(context.place.release, context, command)) ?? context.place.release,
        rev: null,
      },
      words,
      context,
    );
  const service = findService(words, context, command);
  if (service.kind === 'found') return ofService(service.it, service.rest, context, command);
  return isLikeBuild(said)
    ? { kind: 'reply', reply: await notOpen(said, rest, servicesHere(context), context, command) }
    : service;
}

async function byId(
  { id, rev }: ReleaseRef,
  rest: readonly string[],
  context: CommandContext,
): Promise<Lookup<Meant>> {
  const release = await context.ledger.release(id);
  if (release === null || !Object.hasOwn(context.services, release.service))
    return { kind: 'reply', reply: privately(find.noRelease(id)) };
  return {
    kind: 'found',
    it: { release, rev: rev ?? release.rev },
    rest,
  };
}

/**
 * What somebody may want of a pre-release that only waits in line; everything else is meant for one
 * that runs.
 */
const takesQueued: readonly string[] = [
  'release cancel',
  'prerelease stop',
  'release take-over',
  'release why',
  'release follow',
  'release unfollow',
];

/** The moving one comes first; of several canaries the caller must name one. */
async function ofService(
  service: Service,
  rest: readonly string[],
  context: CommandContext,
  command: string,
): Promise<Lookup<Meant>> {
  const open = (await context.ledger.open(service.name)).filter(isOpen);
  const [version, ...after] = rest;
  const build = buildNamed(
    version ?? '',
    open.map((release) => release.build),
  );
  const named = open.find((release) => release.build === build);
  if (named) return { kind: 'found', it: { release: named, rev: named.rev }, rest: after };
  if (isLikeVersion(version) && open.length > 0)
    return { kind: 'reply', reply: await notOpen(version, after, [service], context, command) };
  const moving = open.find((release) => release.kind !== 'prerelease');
  const able = takesQueued.includes(command)
    ? open
    : open.filter(({ phase }) => phase.kind !== 'queued');
  const only = moving ?? (open.length === 1 ? open[0] : able.length === 1 ? able[0] : undefined);
  if (only) return { kind: 'found', it: { release: only, rev: only.rev }, rest };
  if (open.length === 0) return { kind: 'reply', reply: privately(find.nothingRuns(service.name)) };
  const choices = oneOf(open, rest, command);
  return { kind: 'reply', reply: privately(find.whichOne(service.name, open.length), ...choices) };
}
