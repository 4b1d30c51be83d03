import { Client } from 'pg';

/** How our own server is reached: by its socket, whose directory is the lock on the door. */
export type SocketConfig = {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
};

/** Runs something as the server's administrator. */
export async function asAdministrator<T>(
  socket: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = await connect(socket, 'davy preparing');
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/** A connection of the administrator's, under a name others can see. */
export async function connect(socket: string, name: string): Promise<Client> {
  const client = new Client({
    host: socket,
    port: 5432,
    user: 'postgres',
    database: 'postgres',
    application_name: name,
    connectionTimeoutMillis: 5000,
    query_timeout: 10_000,
  });
  // A connection that is cut tells so once more here; whoever asks something of it hears it anyway.
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** Whether it takes questions: one that is still starting, or repairing after a crash, does not. */
export async function isAnswering(socket: string): Promise<boolean> {
  return asAdministrator(socket, async (client) => {
    await client.query('select 1');
    return true;
  }).catch(() => false);
}
