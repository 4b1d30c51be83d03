/** A line longer than this is no sentence of a person. */
const lineMost = 2_000;

/** Lines of a body that say whose ticket this is; others may only speak of one. */
const closing = [
  /^(fix(e[sd])?|close[sd]?|resolve[sd]?|implement(s|ed)?|complete[sd]?|address(es|ed)?)\b/i,
  /^(refs?|references?|jira|tickets?|issues?)\b|^(task|story|bug|keys?)\s*:/i,
];
/** From here on a line speaks of other work, whatever it links to. */
const elsewhere =
  /\b(?:see also|follow[- ]?ups?|related|blocked by|depends on|unlike|cf|nothing of)\b/i;
/** What lists, quotes and Markdown put in front of a line. */
const decoration = /^[\s>*_#•-]+/;
/** What may stand beside keys on a line that holds nothing else. */
const between = /https?:\/\/\S*|[\s,;&/()[\]<>{}*_.:|#•+-]|\band\b/gi;
/** How Jira's own pages name a ticket. */
const pages = /https?:\/\/[^\s<>()|]{0,500}?(?:\/browse\/|\/issues\/|selectedIssue=)([\w-]+)/gi;

/** The keys of some projects, as people write them: in any case, and in the names of branches. */
export type Keys = {
  /** In a line that is about the change itself, such as its title. */
  readonly inLine: (line: string) => readonly string[];
  /** In the name of a branch, where `-` and `_` stand between words. */
  readonly inBranch: (name: string) => readonly string[];
  /** In a line of a body, if it says that the change is about them. */
  readonly inBody: (line: string) => readonly string[];
  /** Around a title keys only make it longer; in the middle of a sentence they belong to it. */
  readonly without: (title: string) => string;
};

/** Keys of no other projects are found: `UTF-8` and `ISO-8601` look just like them. */
export function keysOf(projects: readonly string[]): Keys {
  if (projects.length === 0)
    return { inLine: () => [], inBranch: () => [], inBody: () => [], without: (title) => title };
  // Neither in a longer word, nor in a longer key (`A_BRD-1`), nor in a number (`V-1.5`).
  const key = `(?:${projects.map(inAnyCase).join('|')})-[1-9]\\d{0,8}(?![\\p{L}\\p{N}]|\\.\\d)`;
  const word = `(?<![\\p{L}\\p{N}]|[A-Z0-9]_|-)${key}`;
  const words = new RegExp(word, 'gu');
  // In a branch a number may stand in front: `2024-brd-32`.
  const parts = new RegExp(`(?<![\\p{L}\\p{N}]|[A-Z][A-Z0-9]*[_-])${key}`, 'gu');
  const heading = new RegExp(`^${word}(?:\\s*:|\\s+#[a-z])`, 'u');
  const tail = new RegExp(`[([]\\s*${word}\\s*[)\\]]\\s*$`, 'u');
  const some = `${word}(?:[\\s,;&/]+${word})*`;
  const inBrackets = new RegExp(`\\s*[([]\\s*${some}\\s*[)\\]]`, 'gu');
  const inFront = new RegExp(`^${some}(?:\\s*[:|-])?\\s+`, 'u');

  const all = (form: RegExp, text: string) =>
    (text.slice(0, lineMost).match(form) ?? []).map((one) => one.toUpperCase());
  const inLine = (line: string) => all(words, line);
  return {
    inLine,
    inBranch: (name) => all(parts, name),
    inBody(line) {
      const [said = ''] = line.slice(0, lineMost).replace(decoration, '').split(elsewhere);
      const isOwn =
        closing.some((form) => form.test(said)) ||
        heading.test(said) ||
        (tail.test(said) && /^\s*[-*•]\s/.test(line)) ||
        said.replaceAll(words, '').replaceAll(between, '') === '';
      return isOwn
        ? inLine(said)
        : [...said.matchAll(pages)].flatMap(([, linked = '']) => inLine(linked));
    },
    without: (title) => title.replaceAll(inBrackets, '').replace(inFront, ''),
  };
}

/** `BRD` as `[Bb][Rr][Dd]`: only the key is read in any case, and not what stands around it. */
function inAnyCase(project: string): string {
  return project.replaceAll(/[A-Z]/g, (letter) => `[${letter}${letter.toLowerCase()}]`);
}
