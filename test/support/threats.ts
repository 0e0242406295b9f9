// What goes wrong in extensions that hold a key, read code and show text of others. The numbers stay as they are: tests,
// SECURITY.md and people refer to them.

import { threats1to33 } from "./threats1to33";
import { threats34to58 } from "./threats34to58";

/** A row of the table in SECURITY.md. */
export interface Threat {
  /** `T1` and so on; what `proved({ row })` names. */
  readonly row: string;
  readonly threat: string;
  readonly defence: string;
  /** Why nothing has to be proved: the extension lacks what could go wrong. */
  readonly notApplicable?: string;
}

/** A row as it is written down; its place gives it its number. */
export type Unnumbered = Omit<Threat, "row">;

/** Every row, in order. */
export const threats: readonly Threat[] = [...threats1to33, ...threats34to58].map((threat, index) => ({
  row: `T${index + 1}`,
  ...threat,
}));
