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

/** A line of the file that tests note in: a proof, or the program they ran in. */
export type Note = Proof | { readonly host: string };

/** Whether this is the full-size run, `npm run prove`. */
export const isFullSize = process.env["ASK_CLAUDE_PROVE"] === "full";

/** How often something is tried: the full number in `npm run prove`, a share of it in every other run. */
export function times(full: number, share: number): number {
  return isFullSize ? full : share;
}

function note(what: Note): void {
  const file = process.env["ASK_CLAUDE_PROOFS"];
  if (file !== undefined) {
    appendFileSync(file, `${JSON.stringify(what)}\n`);
  }
}

/**
 * Notes what a test has just proved; to be called as its last step, so that a test that fails notes nothing. The notes go
 * to the file that `ASK_CLAUDE_PROOFS` names, a JSON line each; without one, nowhere.
 */
export function proved(proof: Proof): void {
  note(proof);
}

/** Notes for each test of the suite in which it is called, when it has passed, that its case of the row was tried. */
export function eachProves(proof: Omit<Proof, "count">): void {
  afterEach(function () {
    if (this.currentTest?.state === "passed") {
      proved({ ...proof, count: 1 });
    }
  });
}

/** Notes what the tests of this process run in, with its version: "VS Code 1.105.0". */
export function ranIn(host: string): void {
  note({ host });
}
