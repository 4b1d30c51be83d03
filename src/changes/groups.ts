import type { Care, ChangeGroup } from './changelog.ts';
import { isCodeWork } from './code-work.ts';
import { pathForm } from './path-form.ts';
import type { Touched } from './commit.ts';
import type { Words } from './commit-words.ts';
import { type Author, isHousekeeping } from './housekeeping.ts';

/**
 * Why somebody should look before users get it; empty for most changes. Where nobody said where
 * migrations are (null), they are where most frameworks put them.
 */
export function careOf(
  { title, breaking }: Words,
  touched: readonly Touched[],
  migrationPaths: readonly string[] | null,
): readonly Care[] {
  const product = touched.filter(({ path }) => !some(besides, path));
  const flag =
    product.some(({ path }) => flags.test(path)) ||
    /\b(feature flag|feature toggle|kill ?switch)\b/i.test(title);
  const reasons: readonly (Care | null)[] = [
    breaking ? { kind: 'breaking' } : null,
    migrationsIn(touched, migrationPaths),
    product.some(({ path }) => some(configs, path)) ? { kind: 'configuration' } : null,
    flag ? { kind: 'feature-flag' } : null,
    removesEndpoint(title, product) ? { kind: 'removed-endpoint' } : null,
    sizeOf(product),
    isUntested(touched) ? { kind: 'untested' } : null,
  ];
  return reasons.filter((reason) => reason !== null);
}

/**
 * What users will notice: something to take care of, something new, something mended, or nothing.
 */
export function groupOf(
  words: Words,
  touched: readonly Touched[],
  care: readonly Care[],
  author: Author,
): ChangeGroup {
  const { title, type } = words;
  if (care.length > 0) return 'care';
  const product = touched.map(({ path }) => path).filter((path) => !some(besides, path));
  if (touched.length === 0 || isHousekeeping(words, author, product)) return 'internal';
  if (type !== null) return byType[type] ?? 'internal';
  if (product.length === 0) return 'internal';
  if (some(mends, title)) return 'fix';
  return isCodeWork(title) ? 'internal' : 'feature';
}

function some(forms: readonly RegExp[], text: string): boolean {
  return forms.some((form) => form.test(text));
}

const byType: Readonly<Record<string, ChangeGroup>> = {
  feat: 'feature',
  feature: 'feature',
  perf: 'feature',
  fix: 'fix',
  bugfix: 'fix',
  hotfix: 'fix',
  revert: 'fix',
};

const mends = [
  /^(re-?)?(fix|correct|repair|resolve|revert|prevent|avoid|mend|handle|stop)(e?s|ed|ing)?\b/i,
  /^(re-?)?(hotfix|work around|do not|don['’]t|never|no longer|take back)(e?s|ed|ing)?\b/i,
  /\b(bug|crash(es)?|regression|typo|no longer)\b/i,
];

/** Files no user ever meets. */
const besides = [
  /(^|\/)(tests?|__tests__|spec|specs|fixtures?|__snapshots__|docs?|examples?|bench)\//i,
  /(^|\/)(\.github|\.gitlab|\.ci|\.circleci|\.vscode|node_modules|vendor|third_party)\//i,
  /\.(test|spec)\.\w+$|_test\.\w+$|\.(md|mdx|adoc|rst|txt|snap|lock|lockb)$/i,
  /(^|\/)(package-lock\.json|pnpm-lock\.yaml|go\.sum|poetry\.lock)$/i,
  /(^|\/)(\.gitignore|\.gitattributes|\.editorconfig|\.mailmap|codeowners|license)$/i,
  /(^|\/)(\.gitlab-ci\.yml|jenkinsfile)$/i,
  /(^|\/)\.?(eslint|oxlint|prettier|stylelint|knip)[\w.-]*\.(json|js|cjs|mjs|ts|ya?ml)$/i,
  /(^|\/)\.?(tsconfig|vitest|jest|babel|webpack|vite|rollup)[\w.-]*\.(json|js|cjs|mjs|ts|ya?ml)$/i,
  /(^|\/)\.(?=\w*lint)\w*rc(\.\w+)?$/i,
];
const tests =
  /(^|\/)(tests?|__tests__|spec|specs)\/|\.(test|spec)\.\w+$|_test\.\w+$|(^|\/)test_\w+\.py$/i;
const code =
  /\.(ts|tsx|js|jsx|mjs|cjs|py|rb|go|rs|java|kt|scala|cs|php|c|cc|cpp|h|swift|ex|exs|vue|svelte)$/i;
const flags = /(^|\/)(feature[-_]?)?(flags?|toggles?)(\/|\.\w+$)/i;
const configs = [
  /(^|\/)(config|conf|settings|deploy|helm|k8s|terraform|ansible)\//i,
  /(^|\/)(dockerfile|\.env[\w.-]*|nginx\.conf|docker-compose[\w.-]*\.ya?ml|procfile)$/i,
  /(^|\/)[\w-]*config\.(json|ya?ml|toml|ini)$|\.tf$/i,
];
const doors = /(^|\/)(api|routes?|endpoints?|controllers?)\//i;
const migrations = /(^|\/)(migrations?|migrate|alembic\/versions|flyway|liquibase)\//i;
/** What databases and frameworks run: no guide, no picture and no page is a migration. */
const scripts =
  /\.(p?sql|py|rb|ts|[cm]?js|php|go|cs|java|kt|exs?|xml|ya?ml|json|groovy|prisma|edn|clj|rs)$/i;

function migrationsIn(touched: readonly Touched[], paths: readonly string[] | null): Care | null {
  const forms = paths?.map(pathForm) ?? null;
  const isOne = (path: string) =>
    forms === null
      ? migrations.test(path) && scripts.test(path) && !some(besides, path)
      : forms.some((isOf) => isOf(path));
  const found = touched
    .filter(({ path, how }) => how !== 'removed' && isOne(path))
    .map(({ path }) => path);
  const back = found.filter((path) => /(^|[./_-])down([./_-]|$)/i.test(path));
  const forth = Math.max(found.length - back.length, back.length > 0 ? 1 : 0);
  if (forth === 0) return null;
  return { kind: 'migrations', count: forth, reversible: back.length >= forth };
}

/** A file that went, and did not only move, answered somebody. */
function removesEndpoint(title: string, product: readonly Touched[]): boolean {
  if (/\b(remove|drop|delete|retire)[sd]?\b.{0,80}\b(endpoint|route|webhook)s?\b/i.test(title))
    return true;
  const names = new Set(
    product
      .filter(({ how }) => how === 'added')
      .map(({ path }) => path.slice(path.lastIndexOf('/') + 1)),
  );
  return product.some(
    ({ path, how }) =>
      how === 'removed' &&
      doors.test(path) &&
      code.test(path) &&
      !names.has(path.slice(path.lastIndexOf('/') + 1)),
  );
}

const linesMost = 500;
const filesMost = 50;
/** So few lines of code may go without a test. */
const untestedMost = 25;

function sizeOf(product: readonly Touched[]): Care | null {
  const lines = linesOf(product);
  if (lines > linesMost) return { kind: 'lines', count: lines };
  return product.length > filesMost ? { kind: 'files', count: product.length } : null;
}

function isUntested(touched: readonly Touched[]): boolean {
  const product = touched.filter(
    ({ path, how }) => code.test(path) && how !== 'removed' && !some(besides, path),
  );
  return linesOf(product) > untestedMost && !touched.some(({ path }) => tests.test(path));
}

function linesOf(touched: readonly Touched[]): number {
  return touched.reduce((sum, { lines }) => sum + (lines ?? 0), 0);
}
