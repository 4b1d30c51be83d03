/**
 * Whether what only root can do can be tried here: start the database as another user. Where it
 * cannot, it is said loudly.
 */
export const isRoot = process.getuid?.() === 0;

if (!isRoot)
  console.warn(
    'LEFT OUT: the embedded PostgreSQL as root starts it; ' +
      'run this test as root (sudo npx vitest run test/adapters/embedded-postgres)',
  );
