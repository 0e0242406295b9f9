import { FenceReader } from "./fences";
import { isProse } from "./prose";

/** How many of the last lines are shown. */
const shown = 12;

/**
 * The code of an answer while it arrives, for the eye: fences and words around it are left out as far as one can tell by
 * then. `replacementOf` has the last word. Costs time linear in what arrives, in however many pieces.
 */
export class ArrivingReplacement {
  #reader = new FenceReader({ readsNested: true });
  #place: "before" | "inside" | "after" = "before";
  #lines: readonly string[] = [];
  #count = 0;
  /** What came of the line that is not at its end yet, in pieces: joining at every piece would cost their square. */
  #rest: string[] = [];
  #endedWithReturn = false;

  add(delta: string): void {
    const joint = this.#endedWithReturn && delta.startsWith("\n") ? delta.slice(1) : delta;
    this.#endedWithReturn = delta === "" ? this.#endedWithReturn : delta.endsWith("\r");
    const [first = "", ...others] = joint.split(/\r\n|\r|\n/);
    this.#rest.push(first);
    for (const next of others) {
      this.#read(this.#rest.join(""));
      this.#rest = [next];
    }
  }

  get lineCount(): number {
    return this.#count + (this.#unfinished() === undefined ? 0 : 1);
  }

  /** The last lines of code so far, at most 12; the last may not be at its end. */
  get tail(): readonly string[] {
    const unfinished = this.#unfinished();
    return unfinished === undefined ? this.#lines : [...this.#lines, unfinished].slice(-shown);
  }

  #read(line: string): void {
    const kind = this.#reader.read(line.replace(/^\uFEFF/, ""));
    if (kind === "opener" && this.#place === "before") {
      // What came before was words after all.
      this.#lines = [];
      this.#count = 0;
      this.#place = "inside";
    } else if (kind === "closer" && this.#place === "inside") {
      this.#place = "after";
    } else if (this.#place === "inside" || (this.#place === "before" && this.#isCodeAlready(line))) {
      this.#lines = [...this.#lines, line].slice(-shown);
      this.#count += 1;
    }
  }

  /** Without a fence, everything from the first line on that is no sentence. */
  #isCodeAlready(line: string): boolean {
    return this.#count > 0 || (line.trim() !== "" && !isProse([line]));
  }

  /** Undefined while it may still become a fence or a sentence. */
  #unfinished(): string | undefined {
    const line = this.#rest.join("");
    this.#rest = [line];
    const isCode = this.#place === "inside" || (this.#place === "before" && this.#count > 0);
    return isCode && line !== "" && !/^[ \t]*(?:`+|~+)$/.test(line) ? line : undefined;
  }
}
