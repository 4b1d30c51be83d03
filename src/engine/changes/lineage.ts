import { UpstreamError } from '../../ports/errors.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Source } from '../../ports/source.ts';
import type { Build } from '../../release/state/build.ts';
import type { Changelog } from '../../changes/changelog.ts';
import { type Lineage, noLineage } from '../../changes/lineage.ts';
import { type Owner, teamsOfPaths } from '../../changes/path-owners.ts';
import { compare } from './changelog.ts';

/** Each asks git a few times, and each time is a process. */
const atOnce = 8;

type Means = Pick<Ports, 'ledger' | 'source'>;

/**
 * Asks the repository what a build changes and contains. Whatever it does not answer is not
 * claimed: then every team is asked, and no approval is kept.
 */
export async function lineageOf(
  { ledger, source }: Means,
  owners: readonly Owner[],
  build: Build,
): Promise<Lineage> {
  const repository = source(build.service);
  if (!repository) return noLineage;
  const line = await ledger.line(build.service);
  const compared = await compare({ ledger, source }, build.service, build);
  const open = (await ledger.open(build.service)).filter(
    (other) => other.kind === 'prerelease' && other.build.version !== build.version,
  );
  const [before = null] = line.lastGood;
  // What is live now may be barred later. One change of it is enough to ask whoever bars it.
  const asked = [
    ...open.map((other) => ({ ...other.build, served: line.live })),
    ...(line.live ? [{ ...line.live, served: before }] : []),
    ...line.blocked.map((bar) => ({ ...bar, served: line.live })),
  ].filter((one) => one.commit !== '' && one.version !== build.version);
  const within = await heldBy(repository, build, asked);
  const contains = [
    ...new Set(within.flatMap(({ version, known }) => (known === true ? [version] : []))),
  ];
  const silent = within.some(({ known }) => known === null);
  const untouched = await Promise.all(
    open
      .filter((other) => contains.includes(other.build.version))
      .map(async (other) => {
        const isWhole = await orNothing(() => repository.contains(build, other.build.commit));
        const teams = await untouchedBy(() => repository.changes(other.build, build), owners);
        return isWhole === true ? [{ release: other.id, teams }] : [];
      }),
  );
  return {
    teams: compared.kind === 'known' && !silent ? touched(compared.log, owners) : null,
    contains,
    untouched: untouched.flat(),
  };
}

type Asked = Pick<Build, 'version' | 'commit'> & { readonly served: Build | null };
type Held = { readonly version: string; readonly known: boolean | null };

/**
 * Whether it has anything of each. Of thousands of barred builds nearly all lie in its history,
 * which one question tells; only what may have been picked is looked at one by one, a few at once.
 */
async function heldBy(
  repository: Source,
  build: Build,
  asked: readonly Asked[],
): Promise<readonly Held[]> {
  const commits = [...new Set(asked.map(({ commit }) => commit))];
  const inHistory = new Set(await orNothing(() => repository.within(build, commits)));
  const held: Held[] = [];
  for (let from = 0; from < asked.length; from += atOnce)
    held.push(
      ...(await Promise.all(
        asked.slice(from, from + atOnce).map(async ({ version, commit, served }) => ({
          version,
          known:
            inHistory.has(commit) ||
            (await orNothing(() => repository.containsAny(build, commit, served))),
        })),
      )),
    );
  return held;
}

/** Teams none of whose paths changed since that build. */
async function untouchedBy(
  changes: () => Promise<Changelog>,
  owners: readonly Owner[],
): Promise<readonly string[]> {
  const log = await orNothing(changes);
  if (log === null) return [];
  const hit = teamsOfPaths(filesOf(log), owners);
  return owners.map(({ name }) => name).filter((name) => !hit.includes(name));
}

/**
 * A build that changes no path at all is everybody's: no build goes out that nobody was asked
 * about.
 */
function touched(log: Changelog, owners: readonly Owner[]): readonly string[] | null {
  const teams = teamsOfPaths(filesOf(log), owners);
  return teams.length > 0 ? teams : null;
}

/** What goes away again is a change too. */
function filesOf({ changes, removed }: Changelog): readonly string[] {
  return [...changes, ...removed].flatMap(({ files }) => files);
}

async function orNothing<Answer>(ask: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await ask();
  } catch (cause) {
    if (cause instanceof UpstreamError) return null;
    throw cause;
  }
}
