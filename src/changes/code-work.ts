/** What is said of work on the code alone, whatever follows. */
const always = [
  /^(bump|refactor)(s|ed|ing)?\b|^lint(s|ed)?\b/i,
  /^(upgrade|update)[sd]? .{1,200}\b(to|from) ([\w.-]+ )?v?\d+\.\d/i,
  /^tests? (that|whether|for|of)\b/i,
  /^comment(s|ed)? out\b/i,
  /^merge (branch|branches|remote-tracking branch|tag) ['"]/i,
  /^update (the )?readme\b/i,
];

/** What is done to code, and by users to what they work with, too. */
const either = new RegExp(
  '^(rename|clean(-?up)?|tidy|extract|simplif(?:y|ie)|(re)?format|inline|chore|test|document' +
    '|upgrade|describe|explain|comment|(delete|remove)s? (the )?(unused|dead))(s|d|ed|ing)?\\b',
  'i',
);

/** What only those who write code have in their hands. */
const things =
  '(code|sources?|unit tests?|specs?|class(es)?|functions?|methods?|modules?|variables?' +
  '|constants?|imports?|exports?|helpers?|util(itie)?s?|interfaces?|enums?|parameters?' +
  '|arguments?|components?|mixins?|packages?|dependenc(y|ies)|logic|internals?|api|apis|sql' +
  '|css|style ?sheets?|selectors?|typescript|tsc|prettier|eslint|oxlint|ruff|gofmt|black|ci' +
  '|assert(ion)?s?|fixtures?|mocks?|stubs?|callbacks?|singletons?|namespaces?)';
const codeThing = new RegExp(String.raw`\b${things}\b`, 'i');

/** A name as only code has them: an inner capital, an underscore, a call, a path, a quotation. */
const names = [
  /\b[a-z]+[A-Z]\w*|\b[A-Z][a-z0-9]+[A-Z]\w*|\w_\w|\w\(\)|`[^`]+`/,
  /(?<![\w-])[\w-]+\.(tsx?|jsx?|py|rb|go|rs|java|css)\b/,
];

/**
 * Whether a title says that only the code was worked on: by a word that means nothing else, or by
 * one of a thing that only code has. "Rename a helper" is such work, and "Rename boards" is what
 * users get; in doubt they are told.
 */
export function isCodeWork(title: string): boolean {
  if (always.some((form) => form.test(title))) return true;
  const [verb] = either.exec(title) ?? [];
  if (verb === undefined) return false;
  const rest = title.slice(verb.length);
  return (
    /^( up| again)?[.!]?$/i.test(rest) || [codeThing, ...names].some((form) => form.test(rest))
  );
}
