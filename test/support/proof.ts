import { appendFileSync } from "node:fs";

/** One row of what `npm run prove` writes into SECURITY.md. */
export interface Proof {
  /** The threat or fault, as `threats.ts` numbers it. */
  readonly row: string;
  /** What was tried, in a few words that follow "tried": "kill -9 of a process that is writing". */
  readonly tried: string;
  /** How often. */
  readonly count: number;
  /** What came of it, as a figure or a few words; "held" unless told. */
  readonly result?: string;
}

/** Whether this is the full-size run, `npm run prove`. */
export const isFullSize = process.env["ASK_CLAUDE_PROVE"] === "full";

/** How often something is tried: the full number in `npm run prove`, a share of it in every other run. */
export function times(full: number, share: number): number {
  return isFullSize ? full : share;
}

/**
 * Notes what a test has just proved; to be called as its last step, so that a test that fails notes nothing. The notes go
 * to the file that `ASK_CLAUDE_PROOFS` names, a JSON line each; without one, nowhere.
 */
export function proved(proof: Proof): void {
  const file = process.env["ASK_CLAUDE_PROOFS"];
  if (file !== undefined) {
    appendFileSync(file, `${JSON.stringify(proof)}\n`);
  }
}
