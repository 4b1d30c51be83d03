import { expect, it } from 'vitest';
import { newMetrics } from '../../../playground/board/server/metrics.ts';
import { previewLines } from '../../../playground/board/server/portal/portal.ts';
import { readExposition } from '../../../playground/prometheus/exposition.ts';

const nobody = { users: 0, boards: 0, connections: 0 };
const environment = {
  port: 0,
  portFile: '',
  server: 'board-1',
  service: 'board',
  version: '2.0.0',
  stage: 'production',
  dsn: '',
  storeUrl: '',
  balancerUrl: '',
  strokesPerError: 1,
};

it('a labelled series begins with its first event, as client libraries make them', () => {
  const metrics = newMetrics(environment);
  const series = (name: string) =>
    (readExposition(metrics.text(nobody)) ?? []).filter((one) => one.labels['__name__'] === name);
  expect(series('board_requests_total')).toEqual([]);
  expect(series('board_errors_total')).toEqual([]);
  metrics.request('/board', 200, 3);
  expect(series('board_requests_total')).toMatchObject([{ value: 1, labels: { status: '200' } }]);
  metrics.request('/board', 500, 3);
  metrics.error('TypeError');
  expect(series('board_requests_total').map(({ value }) => value)).toEqual([1, 1]);
  expect(series('board_errors_total')).toMatchObject([{ value: 1 }]);
  // Without labels of its own a counter is there from the start.
  expect(series('board_reconnects_failed_total')).toMatchObject([{ value: 0 }]);
});

it('so do the pictures of the portal: none that is missing is no series, not nought', () => {
  expect(previewLines('a="b"', { drawn: 2, missing: 0 })).toEqual([
    'portal_previews_total{a="b",status="drawn"} 2',
  ]);
});
