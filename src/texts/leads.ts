/** Those who may, by name, and those of them who are at their desk in a sentence. */
export type Leads = { readonly online: string | null; readonly names: readonly string[] };
