/**
 * # src/setup
 *
 * Writes the first davy.yml together with whoever sets Davy up: what is asked, what comes of the
 * answers, and what they have to put elsewhere.
 */

/** Whoever sets Davy up: hears and answers. */
export type Talk = {
  say(text: string): void;
  /** One line; empty where nothing was answered. */
  ask(question: string): Promise<string>;
};

/** Asks until the answer will do. `usual` is taken for an empty one. */
export async function askFor(
  talk: Talk,
  question: string,
  { usual, fits, otherwise }: Wanted,
): Promise<string> {
  for (;;) {
    const said = (
      await talk.ask(`${question}${usual === undefined || usual === '' ? '' : ` [${usual}]`}: `)
    ).trim();
    const answer = said === '' ? (usual ?? '') : said;
    if (fits.test(answer)) return answer;
    talk.say(`  ${otherwise}\n`);
  }
}

/** What an answer has to look like, and what is said of one that does not. */
export type Wanted = {
  readonly usual?: string;
  readonly fits: RegExp;
  readonly otherwise: string;
};

/** What nobody has to think about is answered with no. */
export const yesOrNo: Wanted = { usual: 'no', fits: /^(yes|no)$/, otherwise: 'Write yes or no' };

/** Asks for one of a list, by its number, its name or its id; any id will do. */
export async function choose(
  talk: Talk,
  question: string,
  from: readonly { readonly id: string; readonly name: string }[],
  { fits, otherwise, usual }: Wanted,
): Promise<string> {
  for (const [i, { id, name }] of from.entries())
    talk.say(`  ${String(i + 1).padStart(3)}  ${name}  (${id})\n`);
  for (;;) {
    const said = (await talk.ask(`${question}: `)).trim().replace(/^[#@]/, '');
    if (said === '' && usual !== undefined) return usual;
    const listed = from[Number(said) - 1] ?? from.find(({ name }) => name === said);
    if (listed) return listed.id;
    if (fits.test(said)) return said;
    talk.say(`  ${otherwise}\n`);
  }
}
