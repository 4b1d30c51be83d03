/** Small work that every version carries: a title, a file, and the line that is added to it. */
export const chores: readonly (readonly [title: string, path: string, line: string])[] = [
  [
    'feat(board): let guests zoom with two fingers (BRD-401) (#790)',
    'web/zoom.css',
    '.board { touch-action: pinch-zoom; }',
  ],
  [
    'Keep the cursor of a guest who is away (BRD-404) (#793)',
    'server/board/limits.ts',
    'export const awayAfterSeconds = 90;',
  ],
  [
    'docs: explain how boards move between servers (#795)',
    'docs/moving-boards.md',
    'A board is saved, its route is freed, its people come back elsewhere.',
  ],
  [
    'Shorten long guest names (ACC-71) (#798)',
    'server/accounts/limits.ts',
    'export const nameLettersMax = 24;',
  ],
  [
    'Index boards by team (BRD-409) (#801)',
    'migrations/012-boards-by-team.sql',
    'create index concurrently boards_by_team on boards (team_id);',
  ],
  [
    'Escape names: <!channel> & <@U0ANA> *bold* `code` <https://example.com|click> :tada: ' +
      '(BRD-417) (#805)',
    'server/accounts/limits.ts',
    "export const escaped = ['<', '>', '&'];",
  ],
  [
    'Bump the grid to eight pixels (BRD-419) (#808)',
    'web/grid.css',
    '.grid { background-size: 8px 8px; }',
  ],
  [
    'fix(accounts): log out idle guests after a day (ACC-80) (#811)',
    'server/accounts/limits.ts',
    'export const idleHoursMax = 24;',
  ],
  [
    'Merge pull request #815 from whiteboard-works/BRD-422-long-strokes\n\n' +
      'Allow five hundred points in a stroke',
    'server/board/limits.ts',
    'export const pointsMax = 500;',
  ],
  [
    'Describe the drain door for whoever is on call (#818)',
    'docs/on-call.md',
    '`POST /drain {"keep": 0}` sends everybody elsewhere and answers at once.',
  ],
  ['Make the eraser round (BRD-425) (#821)', 'web/tools.css', '.eraser { border-radius: 50%; }'],
  [
    'Remember the last colour of a guest (ACC-84, BRD-428) (#826)',
    'server/accounts/limits.ts',
    'export const coloursKept = 1;',
  ],
  ['Fix a typo in the empty board', 'web/empty.html', '<p>Nothing here yet. Draw something.</p>'],
  [
    'Drop the old export of boards (BRD-430) (#833)',
    'migrations/013-drop-exports.sql',
    'drop table board_exports;',
  ],
  ['Draw the cursor above the ink (BRD-437) (#846)', 'web/cursor.css', '.cursor { z-index: 9; }'],
  [
    'Say "2 guests" and not "2 guest" (ACC-90) (#849)',
    'web/guests.html',
    '<span data-plural="guests"></span>',
  ],
  [
    'Merge pull request #853 from whiteboard-works/more-undo\n\n' +
      'Undo ten steps instead of five (BRD-441)',
    'server/board/limits.ts',
    'export const undoStepsMax = 10;',
  ],
  [
    'Write down what a connection to the store costs (#855)',
    'docs/store.md',
    'The store lends a fixed number of connections to all servers together.',
  ],
  [
    'feat(accounts): accept names in any script\n\nFixes ACC-92',
    'server/accounts/limits.ts',
    'export const nameBytesMax = 96;',
  ],
  [
    'Load the marker tool when it is first used (BRD-447) (#862)',
    'web/marker.html',
    '<link rel="prefetch" href="/marker.js">',
  ],
  [
    'Add an index for boards nobody opens (BRD-455) (#864)',
    'migrations/014-idle-boards.sql',
    'create index concurrently boards_idle on boards (opened_at);',
  ],
  [
    'Tell guests when they are offline (BRD-460) (#868)',
    'web/offline.html',
    '<p>You are offline. What you draw is kept.</p>',
  ],
  [
    'Say how long a board is kept (ACC-91) (#870)',
    'docs/keeping-boards.md',
    'A board that nobody opens for a year is put away.',
  ],
  [
    'Give the toolbar a dark theme (BRD-462) (#871)',
    'web/dark.css',
    '@media (prefers-color-scheme: dark) { .tools { background: #222; } }',
  ],
  [
    'Allow teams of five hundred (ACC-93) (#873)',
    'server/accounts/limits.ts',
    'export const teamMax = 500;',
  ],
  [
    'Tell people what a shared link shows (BRD-464) (#874)',
    'web/share.html',
    '<p>Whoever has the link sees the board, and draws on it.</p>',
  ],
];
