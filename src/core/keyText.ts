import { isSendableKey } from "./redact";

/** What was pasted as a key: the key itself, or why it cannot be one. */
export type KeyText =
  | { readonly ok: true; readonly key: string }
  | {
      readonly ok: false;
      readonly problem: "empty" | "lineBreak" | "space" | "notAscii" | "tooShort" | "tooLong";
    };

/** A shorter text could not be told from ordinary words when it is kept out of the log. */
const shortestKey = 8;
const longestKey = 1_000;

/** Trims what was pasted and tells what a header could not carry. */
export function readKeyText(text: string): KeyText {
  const key = text.trim();
  if (key === "") {
    return { ok: false, problem: "empty" };
  }
  if (/[\r\n]/.test(key)) {
    return { ok: false, problem: "lineBreak" };
  }
  if (/[ \t]/.test(key)) {
    return { ok: false, problem: "space" };
  }
  if (!isSendableKey(key)) {
    return { ok: false, problem: "notAscii" };
  }
  if (key.length < shortestKey) {
    return { ok: false, problem: "tooShort" };
  }
  return key.length > longestKey ? { ok: false, problem: "tooLong" } : { ok: true, key };
}
