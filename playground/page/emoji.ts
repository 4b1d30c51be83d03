/**
 * How an emoji is shown: drawn here, so that it looks the same without an emoji font, or as a
 * character.
 */
export type Emoticon =
  | { readonly kind: 'drawn'; readonly paths: readonly Stroke[] }
  | { readonly kind: 'character'; readonly character: string };

/** One shape of a drawing, 20 by 20. */
export type Stroke = { readonly d: string; readonly fill: string; readonly stroke?: string };

const disc = 'M10 1.500a8.500 8.500 0 1 1 0 17 8.500 8.500 0 0 1 0-17z';
const tile = 'M4.500 1.500h11a3 3 0 0 1 3 3v11a3 3 0 0 1-3 3h-11a3 3 0 0 1-3-3v-11a3 3 0 0 1 3-3z';

const circle = (fill: string): Emoticon => ({ kind: 'drawn', paths: [{ d: disc, fill }] });
const on = (base: string, fill: string, d: string, ink = '#fff'): Emoticon => ({
  kind: 'drawn',
  paths: [
    { d: base, fill },
    { d, fill: 'none', stroke: ink },
  ],
});

const drawn: Readonly<Record<string, Emoticon>> = {
  large_blue_circle: circle('#3b82e0'),
  large_green_circle: circle('#2fa866'),
  large_yellow_circle: circle('#e8b923'),
  large_orange_circle: circle('#ea8a2c'),
  red_circle: circle('#d3384f'),
  white_circle: circle('#c9d1d3'),
  white_check_mark: on(tile, '#2fa866', 'M5.500 10.500 8.700 13.700 14.800 6.800'),
  heavy_check_mark: on('M0 0', 'none', 'M3.500 10.800 8 15.200 16.500 5', '#2fa866'),
  x: on('M0 0', 'none', 'M4 4 16 16M16 4 4 16', '#d3384f'),
  double_vertical_bar: on(tile, '#5c7cc9', 'M7.500 6v8M12.500 6v8'),
  leftwards_arrow_with_hook: on(
    tile,
    '#5c7cc9',
    'M8 5.500 4.800 8.700 8 11.900M5.200 8.700h6.600a3 3 0 0 1 0 6H8.500',
  ),
  warning: on(
    'M10 1.800a1.500 1.500 0 0 1 1.300.8l7.300 13.600a1.500 1.500 0 0 1-1.300 ' +
      '2.200H2.700a1.500 1.500 0 0 1-1.300-2.200L8.700 2.600a1.500 1.500 0 0 1 1.300-.8z',
    '#f0b429',
    'M10 7.500v4.500M10 15v.2',
    '#3a2a00',
  ),
  unlock: on(tile, '#2fa866', 'M6 9.500h8v5.500h-8zM7.500 9.500V7.200a2.500 2.500 0 0 1 4.800-1'),
  no_entry: on(disc, '#d3384f', 'M5.800 10h8.400'),
  hourglass_flowing_sand: {
    kind: 'drawn',
    paths: [
      {
        d:
          'M5 2h10v2.800c0 2.200-2 3.600-3.400 5.200 1.400 1.600 3.400 3 3.400 ' +
          '5.200V18H5v-2.800c0-2.200 2-3.600 3.400-5.200C7 8.400 5 7 5 4.800z',
        fill: '#cfe0ea',
      },
      {
        d:
          'M6.600 5.500h6.800c-.7 1.500-2.300 2.600-3.400 3.900C8.900 8.100 7.300 7 6.600 ' +
          '5.500zM10 11.500c1.200 1.600 3.400 2.400 3.600 5H6.400c.2-2.600 2.400-3.400 3.600-5z',
        fill: '#e09a2b',
      },
      { d: 'M4 1.800h12M4 18.200h12', fill: 'none', stroke: '#8a6a3a' },
    ],
  },
  rotating_light: {
    kind: 'drawn',
    paths: [
      { d: 'M5 15V10.500a5 5 0 0 1 10 0V15z', fill: '#e0364f' },
      { d: 'M3.500 15h13a1 1 0 0 1 1 1v2.200h-15V16a1 1 0 0 1 1-1z', fill: '#55626b' },
      {
        d: 'M10 1.200v1.600M3.600 3.600l1.200 1.200M16.400 3.600l-1.200 1.200',
        fill: 'none',
        stroke: '#e0364f',
      },
      { d: 'M8 12.500v-2a2 2 0 0 1 2-2', fill: 'none', stroke: '#ffc9d0' },
    ],
  },
  eyes: {
    kind: 'drawn',
    paths: [
      {
        d:
          'M5.500 3.500c2.200 0 4 2.900 4 6.500s-1.800 6.500-4 6.500-4-2.900-4-6.500 ' +
          '1.800-6.500 4-6.500zM14.500 3.500c2.200 0 4 2.900 4 6.500s-1.800 6.500-4 ' +
          '6.500-4-2.900-4-6.500 1.800-6.500 4-6.500z',
        fill: '#eef3f4',
        stroke: '#8b999f',
      },
      {
        d:
          'M4.200 8a2 2.600 0 1 1 0 5.200 2 2.600 0 0 1 0-5.200zM13.200 8a2 2.600 0 1 1 0 ' +
          '5.200 2 2.600 0 0 1 0-5.200z',
        fill: '#22303a',
      },
    ],
  },
};

const characters: Readonly<Record<string, string>> = {
  hourglass: '⌛',
  rocket: '🚀',
  tada: '🎉',
  lock: '🔒',
  bell: '🔔',
  wave: '👋',
  fire: '🔥',
  mag: '🔍',
  memo: '📝',
  bar_chart: '📊',
  question: '❓',
  arrow_right: '➡️',
  arrows_counterclockwise: '🔄',
  snowflake: '❄️',
  thumbsup: '👍',
  '+1': '👍',
  '-1': '👎',
  thread: '🧵',
  bulb: '💡',
  stopwatch: '⏱️',
};

/** What an emoji name stands for, or undefined where Slack would show the bare name. */
export function emoticon(name: string): Emoticon | undefined {
  const character = characters[name];
  return drawn[name] ?? (character === undefined ? undefined : { kind: 'character', character });
}
