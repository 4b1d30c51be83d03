/**
 * Calls people. The key folds repeats into one incident. `accepted` is not yet `arrived`: what
 * nobody answers comes `again`, for the next target.
 */
export type Pager = {
  page(page: {
    readonly service: string;
    readonly key: string;
    readonly summary: string;
    readonly severity: 'critical' | 'error';
    readonly link: string | null;
    readonly again: boolean;
  }): Promise<void>;
  resolve(service: string, key: string): Promise<void>;
};
