/** What a server is told when it is started. */
export type Environment = {
  readonly port: number;
  /** Where to write the port once it is open, so that whoever started the server can find it. */
  readonly portFile: string;
  readonly server: string;
  readonly service: string;
  readonly version: string;
  readonly stage: string;
  /** Where errors go; empty means nowhere. */
  readonly dsn: string;
  readonly storeUrl: string;
  readonly balancerUrl: string;
  /** How many strokes lie between two thumbnails that fail. */
  readonly strokesPerError: number;
};

/** Reads the environment once, at the start. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  const need = (name: string): string => {
    const value = env[name];
    if (value === undefined || value === '') throw new Error(`${name} is missing`);
    return value;
  };
  return {
    port: Number(env['PORT'] ?? 0),
    portFile: env['PORT_FILE'] ?? '',
    server: need('SERVER_ID'),
    service: need('SERVICE'),
    version: need('VERSION'),
    stage: env['SENTRY_ENVIRONMENT'] ?? 'production',
    dsn: env['SENTRY_DSN'] ?? '',
    storeUrl: need('STORE_URL'),
    balancerUrl: need('BALANCER_URL'),
    strokesPerError: Number(need('STROKES_PER_ERROR')),
  };
}
