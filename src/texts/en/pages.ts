/** Pages outside of Slack, and other places in it, that buttons open. */
export const pagesTexts = {
  dashboard: 'Open Dashboard',
  status: 'Status Page',
  thread: 'Open Thread',
  report: 'Open Report',
};
