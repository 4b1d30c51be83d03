/** What a build does to its users. Only stories know; to Davy every build looks the same. */
export type Behaviour =
  'healthy' | 'noisy' | 'throws' | 'half-fleet' | 'never-healthy' | 'one-endpoint' | 'slow';

/** A real change of the service's own source, and the commit it came with. */
export type Change = {
  readonly title: string;
  readonly path: string;
  readonly edits: readonly (readonly [from: string, to: string])[];
};

/** Changes that harm nobody; each is used once. */
export const harmless: readonly Change[] = [
  {
    title: 'Add teal to the palette (ACC-88) (#838)',
    path: 'server/accounts/palette.ts',
    edits: [["'#8c564b'", "'#8c564b', '#17becf'"]],
  },
  {
    title: 'Give people a second more to come back (BRD-458) (#866)',
    path: 'server/board/drain.ts',
    edits: [['const patienceMs = 4_000;', 'const patienceMs = 5_000;']],
  },
];

/** The change that makes a build behave so. */
export const changes: Readonly<Record<Exclude<Behaviour, 'healthy'>, Change>> = {
  // The same five errors as before, in other words.
  noisy: {
    title: 'Say which font lacks a glyph (BRD-436) (#845)',
    path: 'server/board/thumbnail.ts',
    edits: [
      ['no glyph for U+1F58C', 'no glyph for U+1F58C in Inter'],
      ['the encoder asked for a second pass', 'the encoder asked for pass 2'],
    ],
  },
  // A dot and a dash have no third point.
  throws: {
    title: 'Round off short strokes as well (BRD-431) (#842)',
    path: 'server/board/smooth.ts',
    edits: [
      [
        '  if (points.length < 3) return points;\n',
        '  const pull = (points[2]!.x - points[0]!.x) / 1_000;\n',
      ],
      ['return { x: (', 'return { x: pull + ('],
    ],
  },
  // The store lends only so many connections to all servers together.
  'half-fleet': {
    title: 'Give every board a store connection of its own (BRD-440) (#851)',
    path: 'server/board/store.ts',
    edits: [
      [
        '/** All boards of a server share one connection. */',
        '/** A slow board no longer holds up the others. */',
      ],
      [
        '_board: string): string {\n  return server;',
        'board: string): string {\n  return `${server}.${board}`;',
      ],
    ],
  },
  // Nothing ever fills the second cache.
  'never-healthy': {
    title: 'Take no users before the fonts are there (BRD-452) (#860)',
    path: 'server/health.ts',
    edits: [['const wanted = 1;', 'const wanted = 2;']],
  },
  // Nothing throws, so Sentry hears nothing.
  'one-endpoint': {
    title: 'Answer pages of boards from the cache (BRD-463) (#872)',
    path: 'server/http.ts',
    edits: [
      [
        "    metrics.request('page', 200, performance.now() - began);",
        '    const status = board.charCodeAt(board.length - 1) % 2 === 0 ? 200 : 500;\n' +
          "    metrics.request('page', status, performance.now() - began);",
      ],
      [
        'send(response, 200, { board, strokes: room.board.strokes.size });',
        'send(response, status, { board, strokes: room.board.strokes.size });',
      ],
    ],
  },
  // Whoever draws waits for it; nothing is refused and nothing is lost.
  slow: {
    title: 'Draw strokes in the order in which people began them (BRD-465) (#875)',
    path: 'server/socket.ts',
    edits: [
      [
        '    take(world, socket, room, visitor, stroke, thumbnails);\n',
        '    const began = performance.now();\n' +
          '    setTimeout(() => {\n' +
          '      if (room.leaving) return;\n' +
          '      take(world, socket, room, visitor, stroke, thumbnails, began);\n' +
          '    }, 700);\n',
      ],
      [
        '  thumbnails: Thumbnails,\n): void {\n  const began = performance.now();\n  const {',
        '  thumbnails: Thumbnails,\n  began: number,\n): void {\n  const {',
      ],
    ],
  },
};
