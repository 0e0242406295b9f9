import fc from "fast-check";

const line = fc.constantFrom("", "a", "b", "c", "}", "  }", "  a", "é𝒳", "\tb");

/** A few lines, of which many are the same, so that there are many ways to tell two texts apart; or none. */
export const fewLines = fc.array(line, { maxLength: 12 });

/** The same, of a document: it has at least one. */
export const severalLines = fc.array(line, { minLength: 1, maxLength: 12 });
