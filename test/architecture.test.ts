import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { castsIn, importsOf, roundFrom, sources } from './support/imports.ts';

/** The core and what stands beside it: pure, and leaning on nothing else. */
const core = 'release|changes|time';

/** With what davy.yml says of a service, what every room may use. */
const everywhere = `${core}|service`;

/** Room → what it may import. Everything else is a wall. */
const doors: Readonly<Record<string, RegExp>> = {
  'src/time': only('time'),
  'src/changes': only('changes'),
  'src/release': only(core),
  'src/service': only(core, 'service'),
  'src/summary': only(everywhere, 'summary'),
  'src/ports': only(everywhere, 'ports'),
  'src/texts': only(everywhere, 'texts'),
  'src/views': only(everywhere, 'summary', 'texts', 'views', '^@slack/types$'),
  'src/engine': only(everywhere, 'summary', 'ports', 'engine', '^src/views/.*-facts.ts$'),
  'src/config': only(everywhere, 'config', '^src/texts/near.ts$', '^(zod|yaml|node:crypto)$'),
  'src/adapters': only(
    everywhere,
    'ports',
    'adapters',
    '^(?!src/|commands/|playground/|test/|@slack/bolt)',
  ),
  'src/vendors': only(everywhere, 'config', 'ports', 'adapters', 'vendors', '^node:path$'),
  'src/slack': only(
    everywhere,
    'summary',
    'texts',
    'ports',
    'command-kit',
    'slack',
    '^(@slack/(bolt|web-api)|zod|node:(crypto|http))$',
  ),
  'src/setup': only(everywhere, 'config', 'setup'),
  'src/terminal': only(everywhere, 'texts', 'ports', 'command-kit', 'terminal'),
  'src/traces': only('release', 'traces', '^zod$'),
  'src/web': only(
    everywhere,
    'ports',
    'web',
    '^(zod|hono.*|@hono/node-server|@prometheus-io/client|node:(crypto|http))$',
  ),
  'src/command-kit': only(everywhere, 'summary', 'texts', 'views', 'ports', 'command-kit', '^zod$'),
  commands: only(
    everywhere,
    'summary',
    'texts',
    'views',
    'ports',
    'command-kit',
    '^commands/',
    '^zod$',
  ),
};

/** Rooms of `src/` by name, and what begins with `^` as it stands. */
function only(...may: readonly string[]): RegExp {
  const rooms = may.filter((one) => !one.startsWith('^'));
  return new RegExp(
    [`^src/(${rooms.join('|')})/`, ...may.filter((one) => one.startsWith('^'))].join('|'),
  );
}

/**
 * Of no vendor: how HTTP is called, how a server is spoken to, what is kept of a job, how events
 * are kept and proved.
 */
const sharedByVendors = /^src\/adapters\/(server|http|jobs|ledger)\//;

/** Who may know an adapter by name: those who choose vendors, and the ledger's own entry. */
const mayChoose: readonly RegExp[] = [
  /^src\/vendors\/.+ -> src\/adapters\/(?!open-ledger)/,
  /^src\/(main|davy)\.ts -> src\/adapters\/open-ledger\.ts$/,
  // The doctor tries git itself, because a repository that cannot be read has many reasons.
  /^src\/doctor\/sources\.ts -> src\/adapters\/git\/remote\.ts$/,
];

/**
 * Whose an adapter is: the first word of its file or folder. `open-ledger` and our own PostgreSQL
 * are both PostgreSQL's. Null for what all share.
 */
function vendorOf(file: string): string | null {
  const [, word] = /^src\/adapters\/([a-z]+)/.exec(file) ?? [];
  if (word === undefined || sharedByVendors.test(file)) return null;
  return ['open', 'embedded'].includes(word) ? 'postgres' : word;
}

/** Whether an import leads from one vendor's adapter to another's. */
function isBetweenVendors(from: string, to: string): boolean {
  const [own, other] = [vendorOf(from), vendorOf(to)];
  return to.startsWith('src/adapters/') && other !== null && own !== other;
}

describe('the walls', () => {
  it.each(Object.entries(doors))('%s imports only what it may', (room, allowed) => {
    const files = sources.filter((file) => file.startsWith(`${room}/`));
    expect(files.length).toBeGreaterThan(0);
    expect(
      files.flatMap((file) =>
        importsOf(file)
          .filter(({ path }) => !allowed.test(path))
          .map(({ path }) => `${file} imports ${path}`),
      ),
    ).toEqual([]);
  });

  it('rooms of the core lean on each other in one direction', () => {
    const core = sources.filter((file) => file.startsWith('src/release/'));
    const leads = new Map<string, string[]>();
    for (const file of core)
      for (const { path } of importsOf(file)) {
        const [from, to] = [dirname(file), dirname(path)];
        if (from !== to && to.startsWith('src/release'))
          leads.set(from, [...(leads.get(from) ?? []), to]);
      }
    expect(leads.size).toBeGreaterThan(8);
    expect([...leads.keys()].flatMap((room) => roundFrom(room, leads) ?? [])).toEqual([]);
  });

  it('no file leads back to itself: what two files need of each other stands in a third', () => {
    const leads = new Map(sources.map((file) => [file, importsOf(file).map(({ path }) => path)]));
    expect(sources.map((file) => roundFrom(file, leads)).filter((round) => round !== null)).toEqual(
      [],
    );
  });

  it('the core and the shell know no vendor: only types may come from ports', () => {
    const core = sources.filter((file) => file.startsWith('src/release/'));
    expect(
      core.filter((file) =>
        /\b(Date\.now|new Date\(\)|Math\.random|process\.|fetch\()/.test(
          readFileSync(file, 'utf8'),
        ),
      ),
    ).toEqual([]);
  });

  it('nothing of Davy knows the playground or the tests', () => {
    const davy = sources.filter((file) => !file.startsWith('playground/'));
    expect(
      davy.flatMap((file) =>
        importsOf(file)
          .filter(({ path }) => /^(playground|test|bench)\//.test(path))
          .map(({ path }) => `${file} imports ${path}`),
      ),
    ).toEqual([]);
  });

  it('the playground reaches Davy by HTTP only', () => {
    const trespasses = sources
      .filter((file) => file.startsWith('playground/'))
      .flatMap((file) =>
        importsOf(file)
          .filter(({ path }) => /^(src|commands)\//.test(path))
          .map(({ path }) => `${file} imports ${path}`),
      );
    expect(trespasses).toEqual([]);
  });

  it('no adapter knows the adapter of another vendor', () => {
    const adapters = sources.filter((file) => file.startsWith('src/adapters/'));
    expect(new Set(adapters.map(vendorOf)).size).toBeGreaterThan(8);
    expect(
      adapters.flatMap((file) =>
        importsOf(file)
          .filter(({ path }) => isBetweenVendors(file, path))
          .map(({ path }) => `${file} imports ${path}`),
      ),
    ).toEqual([]);
  });

  it('a way from one vendor to another would be found, also through what all share', () => {
    const [fleet, other] = ['src/adapters/local-fleet/fleet.ts', 'src/adapters/ec2-fleet/list.ts'];
    expect(isBetweenVendors(fleet, other)).toBe(true);
    expect(isBetweenVendors('src/adapters/server/probe.ts', fleet)).toBe(true);
    expect(isBetweenVendors(fleet, 'src/adapters/server/probe.ts')).toBe(false);
    expect(isBetweenVendors('src/adapters/slack/home.ts', 'src/adapters/slack/call.ts')).toBe(
      false,
    );
  });

  it('vendors are chosen in one room', () => {
    expect(
      sources
        .filter((file) => /^(src|commands)\//.test(file) && !file.startsWith('src/adapters/'))
        .flatMap((file) =>
          importsOf(file)
            .filter(({ path }) => path.startsWith('src/adapters/'))
            .map(({ path }) => `${file} -> ${path}`),
        )
        .filter((way) => !mayChoose.some((allowed) => allowed.test(way))),
    ).toEqual([]);
  });

  it('only tell moves anything by transition; the guards ask it what it would say', () => {
    const callers = sources.filter((file) =>
      importsOf(file).some(
        ({ path, typeOnly }) => path === 'src/release/transition.ts' && !typeOnly,
      ),
    );
    expect(callers.toSorted()).toEqual(['src/engine/tell.ts', 'src/release/legal-acts.ts']);
  });

  it('the clock, the environment and randomness enter through the entry points only', () => {
    const allowed = /^src\/(main|doctor|davy|setup)\.ts$|^src\/adapters\//;
    const trespasses = sources.filter(
      (file) =>
        /^(src|commands)\//.test(file) &&
        !allowed.test(file) &&
        /\bprocess\.env\b|\bMath\.random\(|\bDate\.now\(\)/.test(readFileSync(file, 'utf8')),
    );
    expect(trespasses).toEqual([]);
  });

  it('clocks on the wall are asked in one file only; texts write moments out', () => {
    const asking = sources.filter(
      (file) =>
        /^(src|commands)\//.test(file) &&
        !file.startsWith('src/texts/') &&
        /\bIntl\.DateTimeFormat\(|\btoLocale(Date|Time)String\(/.test(readFileSync(file, 'utf8')),
    );
    expect(asking).toEqual(['src/time/zone.ts']);
  });

  it('no file is named after nothing', () => {
    const empty = /^(utils?|helpers?|common|misc|lib|types|constants|manager|service)\.tsx?$/;
    // This one is named after what it holds: a service of davy.yml.
    const named = 'src/service/service.ts';
    expect(sources.filter((file) => file !== named && empty.test(basename(file)))).toEqual([]);
  });

  it('types are believed, not claimed', () => {
    const casts = sources.filter((file) => /^(src|commands)\//.test(file)).flatMap(castsIn);
    expect(casts).toEqual([]);
  });
});
