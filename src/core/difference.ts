import type { LineRange } from "./lineRange";

/** Lines that differ: these of the one text stand where those of the other do. At most one of the two is empty. */
export interface Difference {
  readonly before: LineRange;
  readonly after: LineRange;
}
