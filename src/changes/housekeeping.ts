import type { Words } from './commit-words.ts';

/** Who wrote a change; robots have names, too. */
export type Author = { readonly name: string; readonly email: string };

/** Whether a change only brings a newer dependency, as robots and people write it. */
export function isUpdate(title: string): boolean {
  return [numbered, ...updates].some((form) => form.test(plain(title)));
}

/**
 * Whether a change only keeps house: a robot's update of a dependency, or a release that was
 * prepared. No user meets it, whatever its words promise. Where files of the `product` changed,
 * people are believed only by the exact words: "Version 2" is housekeeping, and "Version 2 of the
 * editor" is what users get.
 */
export function isHousekeeping(
  { title, type, scope }: Words,
  author: Author,
  product: readonly string[],
): boolean {
  const said = plain(title);
  const isOfDependencies = type !== null && /^(dev-)?dep(s|endencies)(-dev)?$/i.test(scope ?? '');
  const isExact = [...updates, ...releases].some((form) => form.test(said));
  const isKept = keeping.test(said) && product.every((path) => manifests.test(path));
  return (
    isOfDependencies ||
    (type === null && (isExact || isKept)) ||
    updaters.test(author.name) ||
    (isRobot(author) && isUpdate(title))
  );
}

const version = String.raw`v?\d+(?:\.\d+)+[\w.+-]*`;
const number = String.raw`\^?v?\d[\w.+-]*`;
const name = String.raw`(?:(?:of|for|version)[ :]+)?(?:[\w@/.-]+[ @])?`;
/** What may follow on any of them without saying more. */
const end = String.raw`(?: \[(?:skip ci|ci skip)\])?\.?$`;
const exactly = (form: string) => new RegExp(`^(?:${form})${end}`, 'i');

/** It also fits what people write of the product, so alone it proves nothing. */
const numbered = /^(bump|update|upgrade|pin)\b.{0,200}\b(to|from) v?\d/i;
const kinds = '(?:(?:all|dev|minor|major|patch|non-major) )*';
const updates = [
  `(?:bump|update|upgrade|pin|refresh) (?:the )?${kinds}dependenc(?:y|ies)(?: \\([\\w -]+\\))?`,
  `(?:bump|update|upgrade|pin) ${kinds}dependency \\S+(?: from ${number})?(?: to ${number})?`,
  `(?:bump|update|upgrade) (?:the )?${kinds}dep(?:endencie)?s to (?:the |their )?latest.{0,10}`,
  '(?:bump|update|upgrade|refresh) (?:the )?(?:lock ?files?|deps|requirements\\.txt)',
  'update .{1,150} digest to [0-9a-f]{6,}',
  '(?:lock ?file maintenance|\\[?pre-commit(?:\\.ci)?\\]? .{0,20}auto-?update)',
].map(exactly);

const development = 'development(?: (?:cycle|iteration|phase|version))?';
const begun = '(?:start|begin|open|back to|post)(?: the| next| new)*';
const releases = [
  `(?:@?[\\w/.-]+@)?${version}`,
  `(?:pre-?)?releas(?:e|ed|es|ing)[ :]+${name}${version}`,
  `releas(?:e|ed|ing)[ :]+(?:version )?${number}`,
  `releas(?:e|ed|ing)[ :]+(?:candidate(?: ${number})?|branch|commit|prep(?:aration)?s?)`,
  `prepar(?:e|ed|es|ing|ation)[ :]+(?:for )?(?:the )?(?:next )?${name}${version}`,
  'prepar(?:e|ed|es|ing|ation)[ :]+(?:for )?(?:the |a )?(?:new |next )?(?:release|version)',
  `prepare (?:for )?(?:the )?next ${development}`,
  `(?:version|set version to|bump version(?: to)?|tag) ${number}`,
  'version (?:bump|packages)',
  `${begun} ${development}(?: (?:of|on|at) ${version})?`,
  `${begun} ${version}(?: ${development})?`,
  '\\[maven-release-plugin\\].*',
  `(?:update (?:the )?)?(?:changelog|change log|release notes)(?: (?:of|for) ${name}${version})?`,
].map(exactly);

/** How people begin it, whatever follows. */
const keeping =
  /^(bump|update|upgrade|pin|refresh|prepar(e|ed|ing)|releas(e|ed|ing)|version|set version|tag)\b/i;
/** Files that say what a build is made of and what it is called, and nothing else. */
const manifests = new RegExp(
  String.raw`(^|/)(package\.json|composer\.json|gemfile|[\w.-]+\.gemspec|pom\.xml|go\.mod|` +
    String.raw`mix\.exs|build\.gradle(\.kts)?|gradle\.properties|cargo\.toml|pyproject\.toml|` +
    String.raw`setup\.(py|cfg)|version)$`,
  'i',
);

/** They do nothing but update. */
const updaters =
  /^(dependabot|renovate|greenkeeper|snyk|pyup|depfu|scala[- ]steward|pre-commit-ci)\b/i;

function isRobot({ name: called, email }: Author): boolean {
  return /\[bot\]$|(^|[\s-])bot$/i.test(called) || /\[bot\]@/i.test(email);
}

/** Without the sign or the word in brackets that some put in front. */
function plain(title: string): string {
  return title.replace(/^(\[(security|release)\]|:\w+:|[^\p{L}\p{N}[:@]+)\s*/iu, '').trim();
}
