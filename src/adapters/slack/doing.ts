/** What people read instead of a method's name. */
export function doing(method: string): string {
  switch (method) {
    case 'chat.postMessage':
      return 'posting a message';
    case 'chat.update':
      return 'editing a message';
    case 'auth.teams.list':
      return 'finding the workspace';
    case 'usergroups.users.list':
      return 'reading who is in a group';
    case 'users.lookupByEmail':
    case 'users.info':
      return 'reading who somebody is';
    default:
      return `calling ${method}`;
  }
}
