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
      for (let found = nextForm(lower, forms, at); found !== undefined; found = nextForm(lower, forms, at)) {
        clean += show(text, at, found.start) + keyPlaceholder;
        at = found.end;
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

function nextForm(
  text: string,
  forms: readonly string[],
  from: number,
): { readonly start: number; readonly end: number } | undefined {
  const found = forms
    .map((form) => ({ start: text.indexOf(form, from), length: form.length }))
    .filter(({ start }) => start >= 0)
    .toSorted((a, b) => a.start - b.start || b.length - a.length)[0];
  return found === undefined ? undefined : { start: found.start, end: found.start + found.length };
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
