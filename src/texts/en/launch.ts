import { many } from './amount.ts';

/** How servers come to be, where it does not go by itself. */
export const launchTexts = {
  deadSpares: (dead: number, of: number) =>
    `${dead} of ${many(of, 'spare')} would not start, new servers take their place`,
  noRoom: (servers: number, tries: number, said: string) =>
    `no room for ${many(servers, 'server')}, ${many(tries, 'try', 'tries')} so far: ${said}`,
};
