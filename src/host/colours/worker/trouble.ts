/** Takes what went wrong with one file, which is no reason to give up all of the work. */
export type Trouble = (line: string, error: unknown) => void;

/** An error with its stack, as a text that can be told to another thread. */
export function detailOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
