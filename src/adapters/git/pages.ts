import type { Pull } from '../../changes/merge-words.ts';

/** Addresses of a repository's pages, null where its host shows none. */
export type Pages = {
  readonly compare: (from: string, to: string) => string | null;
  readonly pull: (pull: Pull) => string | null;
};

/** Hosts whose pages are where their repositories are. */
const hosts = ['github.com', 'gitlab.com', 'bitbucket.org', 'codeberg.org'];

/** `web` names the page of the repository; without it only well-known hosts are linked to. */
export function pagesOf(repository: string, web: string | null): Pages {
  const base = (web ?? guess(repository))?.replace(/(?<!\/)\/+$/, '') ?? null;
  if (base === null) return { compare: () => null, pull: () => null };
  return {
    compare: (from, to) =>
      base.includes('bitbucket')
        ? `${base}/branches/compare/${to}..${from}`
        : `${base}/compare/${from}...${to}`,
    pull: ({ number, host }) => `${base}/${paths[host]}/${number}`,
  };
}

const paths: Readonly<Record<Pull['host'], string>> = {
  github: 'pull',
  gitlab: '-/merge_requests',
  bitbucket: 'pull-requests',
};

function guess(repository: string): string | null {
  const [, host = '', path = ''] =
    /^(?:https?:\/\/|ssh:\/\/)?(?:[\w.-]+@)?([A-Za-z0-9.-]+)(?::\d+)?[:/](.+?)(?:\.git)?\/?$/.exec(
      repository,
    ) ?? [];
  return hosts.includes(host) ? `https://${host}/${path.replace(/^\/+/, '')}` : null;
}
