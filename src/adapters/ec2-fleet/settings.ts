import type { EC2ClientConfig } from '@aws-sdk/client-ec2';

/** What is said to the clients of the SDK; the rest is for its own chain to find. */
export type AwsSettings = Pick<
  EC2ClientConfig,
  'region' | 'endpoint' | 'credentials' | 'requestHandler'
>;
