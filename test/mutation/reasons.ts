import type { Tried } from "./trying";

interface Reason {
  readonly file: string;
  /** A piece of the source's line. */
  readonly where: string;
  readonly why: string;
}

/** Mutants that were looked at. */
const reasons: readonly Reason[] = [
  { file: "core/record.ts", where: ": true,", why: "only whether the key is there is looked at" },
  {
    file: "core/record.ts",
    where: "a.writer < b.writer",
    why: "no two records have order and writer in common here",
  },
  { file: "core/record.ts", where: "} catch {", why: "the end of the function gives back the same" },
  { file: "core/redact.ts", where: "const forms: string[]", why: "one more form, which no text has" },
  {
    file: "core/redact.ts",
    where: "before === 0",
    why: "finds the key all the same, but for the first sign of its base64",
  },
  { file: "core/redact.ts", where: "form.length >= 8", why: "a bound that was chosen, not found" },
  {
    file: "host/disk.ts",
    where: "} finally {",
    why: "a file that is left open is closed when its handle is collected",
  },
  {
    file: "host/disk.ts",
    where: "error instanceof Error",
    why: "what the file system throws is an Error with a code; the checks are for the compiler",
  },
  { file: "core/shift.ts", where: "isNothing(edit)", why: "a shortcut: the rest comes to the same" },
  {
    file: "core/shift.ts",
    where: "return start === end && lines.length === 0",
    why: "a shortcut: the rest comes to the same",
  },
  { file: "core/shift.ts", where: "more === 0", why: "a shortcut: an equal hunk instead of the same" },
  {
    file: "core/editState.ts",
    where: "suspects.length === 0",
    why: "a shortcut: the rest comes to the same",
  },
];

/** Why a mutant that lives may live. */
export function reasonFor(mutant: Tried): string {
  const known = reasons.find(({ file, where }) => file === mutant.file && mutant.where.includes(where));
  if (known !== undefined) {
    return known.why;
  }
  if (mutant.outcome === "unreached") {
    return /\?\? (?:""|0|-1|\[\]|\{\})/.test(mutant.where)
      ? "what would stand there cannot be missing; the compiler wants a value"
      : "no test of the group reaches it";
  }
  return "not judged yet";
}
