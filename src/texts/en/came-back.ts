import { joined, many } from './amount.ts';

/** Servers of a release that is over, which are there again. */
export const cameBackTexts = {
  head: (name: string) => `Servers of ${name} are there again`,
  spoken: (name: string, servers: number) =>
    `Servers of ${name} are there again. Its release is over, and somebody has to take care of ` +
    `${many(servers, 'server')}.`,
  text: (ids: readonly string[]) =>
    `*Its release is over, and these run: ${joined(ids)}.* A list may have left them out for ` +
    'long, or somebody started them. Davy leaves them alone: close them, let their users go, ' +
    'and take them away.',
  next: (servers: number) => `Take away ${many(servers, 'server')} of it, there again`,
  more: (servers: number) => many(servers, 'more server', 'more servers'),
  overHead: (name: string) => `Servers of ${name} were taken care of`,
  overSpoken: (name: string) =>
    `Servers of ${name} were taken care of. They are gone or adopted, or their build is live.`,
  overText: (ids: readonly string[]) =>
    `*Nothing is left to do for ${joined(ids)}.* They are gone or adopted, or their build is live.`,
  overPager: 'The call of the pager is over',
  pager: 'The pager calls too',
};
