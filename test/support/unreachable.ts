/** Lines with branches that no input reaches, and why they stand there all the same. */
export interface Unreachable {
  readonly why: string;
  /** By file: the lines as they stand there, trimmed, so that a line that changes is judged again. */
  readonly lines: Readonly<Record<string, readonly string[]>>;
}

/** The exceptions of `npm run coverage`. */
export const unreachable: readonly Unreachable[] = [];
