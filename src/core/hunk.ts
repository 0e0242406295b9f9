/** One change of a pending edit, in a document as it is now: which lines came, and what stood in their place. */
export interface Hunk {
  /** Unique within its edit; a hunk keeps it while the document changes around it. */
  readonly id: number;
  /** 0-based line of the first line that came; where none came, the line before which the others went. */
  readonly line: number;
  /** How many lines came. */
  readonly added: number;
  /** The lines that went, without their ends. */
  readonly removed: readonly string[];
}
