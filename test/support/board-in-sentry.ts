/** What tests watch of the sample service in Sentry, and how much is too much there. */
export const boardInSentry = {
  organization: 'acme',
  project: 'board',
  environment: 'production',
  release: '{service}@{version}',
  newErrors: 0,
  fatal: 'roll-back',
  worseBy: 0.5,
  floor: 5,
  fetch,
  now: Date.now,
} as const;
