import { type HealthyTeam, type Plant, reaching } from './healthy-team.ts';

/** One thing that is wrong, how it is made so, and what the doctor has to say of it. */
export type PlantedFault = {
  readonly fault: string;
  readonly plant: (team: HealthyTeam) => Promise<Planted> | Planted;
  readonly finds: RegExp;
  readonly cure: RegExp;
};
type Planted = Plant & { readonly mend?: () => unknown };

/** Here nobody answers. */
export const nowhere = 'http://127.0.0.1:1';
/** Other words in davy.yml. */
export const yml = (from: string, to: string) => (): Planted => ({ yml: [[from, to]] });
/** Another variable. */
export const env = (name: string, value: string) => (): Planted => ({ env: { [name]: value } });

/** The answers of some addresses, changed on their way. */
export function changing(
  team: HealthyTeam,
  part: string,
  change: (answer: Response) => Promise<Response> | Response,
): Planted {
  const fetched = reaching(team.addresses);
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const answer = await fetched(input, init);
    return String(input instanceof Request ? input.url : input).includes(part)
      ? change(answer)
      : answer;
  };
  return { means: { fetch } };
}

/** The same answer with another header. */
export function withHeader(answer: Response, name: string, value: string): Response {
  const headers = new Headers(answer.headers);
  headers.set(name, value);
  return new Response(answer.body, { status: answer.status, headers });
}
