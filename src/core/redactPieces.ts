import { keyForms, keyPlaceholder } from "./redact";
import { shortestSecret } from "./ownKey";

/** Takes one key out of a text that comes in pieces, wherever the pieces part. */
export interface PieceRedactor {
  /** What of the text so far may be shown now, beyond what was shown before. */
  readonly push: (piece: string) => string;
  /** The rest, when the text has ended. */
  readonly end: () => string;
}

/** Every key begins with as much that is no secret; holding it back would make honest words wait. */
const harmlessBeginning = 7;

/**
 * Only this key, in every form that `redactKey` finds: what else has the shape of a key may be the example that somebody
 * asked for. A text is shown at once, but for what from its eighth character on reads as the key does.
 */
export function redactPieces(apiKey: string): PieceRedactor {
  const forms = apiKey.length < shortestSecret ? [] : keyForms(apiKey).map((form) => form.toLowerCase());
  const pattern = forms.length === 0 ? undefined : anyOf(forms);
  const longest = Math.max(0, ...forms.map(({ length }) => length));
  /** The end of the text so far that a form may begin with, and how much of it was shown. */
  let pending = "";
  let shown = 0;

  const show = (text: string, from: number, to: number): string => text.slice(Math.max(from, shown), to);

  return {
    push: (piece) => {
      const text = pending + piece;
      const lower = lowered(text);
      let clean = "";
      let at = 0;
      for (const { 0: form, index } of pattern === undefined ? [] : lower.matchAll(pattern)) {
        clean += show(text, at, index) + keyPlaceholder;
        at = index + form.length;
      }
      const begins = beginningOfForm(lower, forms, Math.max(at, text.length - longest));
      const visible = Math.max(shown, Math.min(begins + harmlessBeginning, text.length));
      clean += show(text, at, visible);
      pending = text.slice(begins);
      shown = visible - begins;
      return clean;
    },
    end: () => {
      const rest = pending.length < shortestSecret ? pending.slice(shown) : keyPlaceholder;
      pending = "";
      shown = 0;
      return rest;
    },
  };
}

/** In small letters, each character where it was: some letters become two when they are made small. */
function lowered(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** One pattern of all forms, so that a text with many of them is read once; where two begin, the longer one is found. */
function anyOf(forms: readonly string[]): RegExp {
  return new RegExp(forms.map((form) => form.replace(/[^\w]/g, "\\$&")).join("|"), "g");
}

/** Where the end of a text begins that a form begins with; the text's length where there is none. */
function beginningOfForm(text: string, forms: readonly string[], from: number): number {
  for (let start = from; start < text.length; start += 1) {
    const rest = text.slice(start);
    if (forms.some((form) => form.startsWith(rest))) {
      return start;
    }
  }
  return text.length;
}
