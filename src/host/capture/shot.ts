/** What came of one try to take a picture. */
export type Shot =
  | { readonly type: "taken"; readonly bytes: Uint8Array }
  /** By the person: nothing else is to be tried, and nothing to be said. */
  | { readonly type: "cancelled" }
  /** Nobody chose anything for too long: whoever comes back later is not to find the next tool asking. */
  | { readonly type: "timedOut" }
  /** The person has chosen, and it is more than a picture may have. */
  | { readonly type: "tooLarge" }
  /** The tool is not installed. */
  | { readonly type: "missing" }
  /** @property why for the log */
  | { readonly type: "failed"; readonly why: string };
