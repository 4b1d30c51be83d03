/** What counters are asked with, and what is said of it when it is written wrong. */
export const countersQueries = {
  answered: [
    'topk(2, users)',
    'topk(1, requests_total) by (code)',
    'topk by (version) (1, sum by (version, code) (requests_total))',
    'topk(0, users)',
    'topk(scalar(users{instance="a:1"}) - 1e9, users)',
    'label_replace(users, "part", "all", "", "")',
    'label_replace(users, "host", "$1!", "instance", "(.*):.*")',
    'label_replace(users, "host", "x", "instance", "a")',
    'label_replace(sum by (instance) (requests_total), "part", "all", "", "") or ' +
      'label_replace(sum by (instance) (requests_total{code="500"}), "part", "bad", "", "")',
    'time() - max by (instance) (timestamp(users{instance="a:1"}) or timestamp(gone))',
    'users and on (instance, job) (requests_total{version="1.1"})',
    '(users and on (job) nothing_here) or on (instance) (users and on (instance) build_info)',
    '"words"',
  ],
  refused: [
    'topk(users)',
    'topk(users, 1)',
    'sum(1, users)',
    'label_replace(users, "a", "b", "c")',
    'label_replace(users, a, "b", "", "")',
    '-"words"',
    '"words" + 1',
    'sum("words")',
    'users / on(instance requests_total',
    'vector(users)',
    '3 + on(a) 4',
  ],
  impossible: [
    'label_replace(users, "in-stance", "b", "", "")',
    'label_replace(users, "a", "b", "instance", "(")',
    'label_replace(users, "instance", "same", "", "")',
    'label_replace(users, "instance", "", "instance", ".*")',
  ],
} as const;
