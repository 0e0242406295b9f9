/** What came of one try to take a picture. */
export type Shot =
  | { readonly type: "taken"; readonly bytes: Uint8Array }
  /** By the person: nothing else is to be tried, and nothing to be said. */
  | { readonly type: "cancelled" }
  /** The tool is not installed. */
  | { readonly type: "missing" }
  /** @property why for the log */
  | { readonly type: "failed"; readonly why: string };
