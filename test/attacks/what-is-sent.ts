import { type Attack, refusedBy, slash, type Target, toBuilds, toSlackDoor } from './target.ts';

const build = {
  service: 'board',
  version: '9.9.9',
  commit: 'a'.repeat(40),
  image: 'img-9',
  checks: { passed: 1, failed: 0 },
};

const wrongBuilds: readonly (readonly [id: string, what: string, body: object | string])[] = [
  ['X43', 'a service that is SQL', { ...build, service: "a'; drop table builds" }],
  ['X43', 'a service called constructor', { ...build, service: 'constructor' }],
  ['X42', 'a version that is a command', { ...build, version: '$(curl x)' }],
  ['X42', 'a version that is an option', { ...build, version: '--upload-pack=x' }],
  ['X39', 'a version with letters turned round', { ...build, version: '1.4\u202E2.0' }],
  ['X44', 'a version that is a query', { ...build, version: '"} or vector(0)' }],
  ['X47', 'an image that is a path', { ...build, image: '../../x' }],
  ['X47', 'an image that is an address', { ...build, image: 'file:///etc/passwd' }],
  ['X47', 'no commit', { ...build, commit: 'main' }],
  ['X49', '1e309 checks', JSON.stringify(build).replace('"passed":1', '"passed":1e309')],
  ['X49', 'half a check', { ...build, checks: { passed: 0.5, failed: 0 } }],
  ['X49', 'checks in words', { ...build, checks: { passed: '10', failed: 0 } }],
  ['X49', 'fewer than no checks', { ...build, checks: { passed: -1, failed: 0 } }],
  ['X13', 'keys nobody knows', { ...build, approved: true }],
  ['X13', 'a prototype', JSON.stringify(build).replace('{', '{"__proto__":{"x":1},')],
  ['X08', 'lists without an end', '['.repeat(60_000)],
];

/** What CI is not, and what no build is (C). */
export const whatIsSent: readonly Attack[] = [
  ...wrongBuilds.map(([id, what, body]): Attack => [
    id,
    what,
    async (at) => refusedBy(await toBuilds(at, body), 400, 404),
  ]),
  [
    '14.13',
    'a build with a wrong secret',
    async (at) => refusedBy(await toBuilds(at, build, { secret: 'guessed' }), 401),
  ],
  [
    '14.13',
    'a build of 301 s ago',
    async (at) =>
      refusedBy(await toBuilds(at, build, { at: Math.floor(Date.now() / 1_000) - 301 }), 401),
  ],
  [
    'X52',
    'a webhook that nobody signed',
    async (at) => refusedBy(await post(at, '/sentry', '{"action":"approve"}'), 401, 503),
  ],
  [
    'X52',
    'a page that nobody signed',
    async (at) => refusedBy(await post(at, '/pagerduty', '{"event":{}}'), 401, 503),
  ],
  ...[
    'a'.repeat(9_000),
    '<@0|'.repeat(2_000),
    '1.'.repeat(4_000),
    '&lt;!channel&gt; '.repeat(400),
  ].map((text): Attack => [
    '14.10',
    `9,000 characters such as ${text.slice(0, 8)}`,
    async (at) => {
      const before = performance.now();
      const { status } = await toSlackDoor(at, slash(text));
      const ms = Math.round(performance.now() - before);
      return { answer: `${status} in ${ms} ms`, refused: status === 200 && ms < 3_000 };
    },
  ]),
];

async function post({ url }: Pick<Target, 'url'>, path: string, body: string) {
  const answer = await fetch(`${url}${path}`, { method: 'POST', body });
  return { status: answer.status, text: await answer.text() };
}
