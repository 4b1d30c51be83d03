import { isOpen, type Release } from '../../release/state/release.ts';
import { near } from '../../texts/near.ts';
import { button, type Reply, whisper } from '../reply.ts';
import type { Desk, Service } from '../context.ts';
import { unquoted } from '../words.ts';
import { texts } from '../../texts/texts.ts';

const { choice, find } = texts.replies;

/** Something the caller named, or the answer that says it is not there. */
export type Found<Thing> =
  | { readonly kind: 'found'; readonly it: Thing; readonly rest: readonly string[] }
  | { readonly kind: 'reply'; readonly reply: Reply };

/** The service the words begin with; without a word, the one whose channel this is. */
export function findService(words: readonly string[], desk: Desk, command: string): Found<Service> {
  const [said, ...rest] = words;
  if (said === undefined) return serviceOfChannel(desk, command);
  const service = Object.hasOwn(desk.services, unquoted(said).toLowerCase())
    ? desk.services[unquoted(said).toLowerCase()]
    : undefined;
  return service
    ? { kind: 'found', it: service, rest }
    : { kind: 'reply', reply: noService(said, rest, desk, command) };
}

function noService(said: string, rest: readonly string[], desk: Desk, command: string): Reply {
  const meant = near(said, Object.keys(desk.services));
  const use = meant.map((name) => button(choice.use(name), command, [name, ...rest].join(' ')));
  return whisper(find.noService(said, meant), ...use, listServices);
}

const listServices = button(choice.listServices, 'release services', 'all');

function serviceOfChannel(desk: Desk, command: string): Found<Service> {
  const here = linkedHere(desk);
  const only = here.length === 1 ? here[0] : undefined;
  if (only) return { kind: 'found', it: only, rest: [] };
  const example = Object.keys(desk.services)[0] ?? 'board';
  const why =
    here.length === 0
      ? find.noServiceHere(command, example)
      : find.severalHere(
          here.map((service) => service.name),
          command,
          example,
        );
  return { kind: 'reply', reply: whisper(why, listServices) };
}

function linkedHere(desk: Desk): readonly Service[] {
  return Object.values(desk.services).filter((service) => service.channel === desk.place.channel);
}

/** The services of this channel; anywhere else, all of them. */
export function servicesHere(desk: Desk): readonly Service[] {
  const here = linkedHere(desk);
  return here.length > 0 ? here : Object.values(desk.services);
}

/** The same where the service may be the one of this thread. */
export async function findServiceHere(
  words: readonly string[],
  desk: Desk,
  command: string,
): Promise<Found<Service>> {
  const here = desk.place.release === null ? null : await desk.ledger.release(desk.place.release);
  const named = Object.hasOwn(desk.services, unquoted(words[0] ?? '').toLowerCase());
  return findService(here && !named ? [here.service, ...words] : words, desk, command);
}

/**
 * A release somebody means, and the revision of the question they saw (the present one where they
 * typed).
 */
export type Meant = { readonly release: Release; readonly rev: number };

/** The release the words begin with: its id, its service, or the one of this thread. */
export async function findRelease(
  words: readonly string[],
  desk: Desk,
  command: string,
): Promise<Found<Meant>> {
  const [said, ...rest] = words;
  const id = /^(rel_[0-9A-Za-z]+)(?:\.(\d{1,9}))?$/.exec(said ?? '');
  if (id?.[1] !== undefined) return byId(id[1], id[2], rest, desk);
  if (desk.place.release !== null)
    return byId(
      (await carrierOf(desk.place.release, desk, command)) ?? desk.place.release,
      undefined,
      words,
      desk,
    );
  const service = findService(words, desk, command);
  return service.kind === 'reply' ? service : ofService(service.it, service.rest, desk, command);
}

/** Words that are for one pre-release and its build alone, also while a release carries it. */
const forItself: readonly string[] = [
  'release approve',
  'release decline',
  'release undo',
  'release review',
  'release start',
  'release ask',
  'release error',
  'release tickets',
  'release refresh',
  'prerelease stop',
];

/**
 * Said in the thread of a pre-release that goes out with others, words are for the release that
 * carries it: that is what moves.
 */
export async function carrierOf(
  id: string,
  desk: Pick<Desk, 'ledger'>,
  command: string,
): Promise<string | null> {
  const release = forItself.includes(command) ? null : await desk.ledger.release(id);
  const moving = release && (await desk.ledger.line(release.service)).moving;
  return moving?.carries.includes(id) === true ? moving.release : null;
}

async function byId(
  id: string,
  rev: string | undefined,
  rest: readonly string[],
  desk: Desk,
): Promise<Found<Meant>> {
  const release = await desk.ledger.release(id);
  if (release === null || !Object.hasOwn(desk.services, release.service))
    return { kind: 'reply', reply: whisper(find.noRelease(id)) };
  return {
    kind: 'found',
    it: { release, rev: rev === undefined ? release.rev : Number(rev) },
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
  'release own',
  'release why',
  'release follow',
  'release unfollow',
];

/** The moving one comes first; of several canaries the caller must name one. */
async function ofService(
  service: Service,
  rest: readonly string[],
  desk: Desk,
  command: string,
): Promise<Found<Meant>> {
  const open = (await desk.ledger.open(service.name)).filter(isOpen);
  const [version, ...after] = rest;
  const named = open.find((release) => release.build.version === version);
  if (named) return { kind: 'found', it: { release: named, rev: named.rev }, rest: after };
  const moving = open.find((release) => release.kind === 'release');
  const able = takesQueued.includes(command)
    ? open
    : open.filter(({ phase }) => phase.kind !== 'queued');
  const only = moving ?? (open.length === 1 ? open[0] : able.length === 1 ? able[0] : undefined);
  if (only) return { kind: 'found', it: { release: only, rev: only.rev }, rest };
  if (open.length === 0) return { kind: 'reply', reply: whisper(find.nothingRuns(service.name)) };
  const choices = open
    .slice(0, 4)
    .map((release) =>
      button(
        choice.thisOne(release.build.version, release.phase.kind === 'queued'),
        command,
        [`${release.id}.${release.rev}`, ...rest].join(' '),
      ),
    );
  return { kind: 'reply', reply: whisper(find.whichOne(service.name, open.length), ...choices) };
}
