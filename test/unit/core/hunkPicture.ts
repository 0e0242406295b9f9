import type { Hunk } from "../../../src/core/hunk";
import type { TextChange } from "../../../src/core/shift";

/** A document under review. */
export interface Review {
  readonly lines: readonly string[];
  readonly hunks: readonly Hunk[];
}

/**
 * A review from a picture, in which a mark before every line says what it is. What went stands before what came.
 *
 *     | a line that was there before
 *     - a line that went
 *     + a line that came
 */
export function review(picture: string): Review {
  const lines: string[] = [];
  const hunks: Hunk[] = [];
  let inHunk = false;
  for (const row of rows(picture)) {
    const [mark, text] = [row[0], row.slice(2)];
    if (mark !== "|" && !inHunk) {
      hunks.push({ id: hunks.length + 1, line: lines.length, added: 0, removed: [] });
    }
    inHunk = mark !== "|";
    const hunk = hunks.at(-1);
    if (mark === "-" && hunk !== undefined) {
      hunks[hunks.length - 1] = { ...hunk, removed: [...hunk.removed, text] };
    } else {
      lines.push(text);
    }
    if (mark === "+" && hunk !== undefined) {
      hunks[hunks.length - 1] = { ...hunk, added: hunk.added + 1 };
    }
  }
  return { lines, hunks };
}

/** The picture of a review. */
export function pictureOf({ lines, hunks }: Review): string {
  const drawn: string[] = [];
  let line = 0;
  const draw = (mark: string, some: readonly string[]): void => {
    drawn.push(...some.map((text) => `${mark} ${text}`.trimEnd()));
  };
  for (const hunk of hunks) {
    draw("|", lines.slice(line, hunk.line));
    draw("-", hunk.removed);
    line = hunk.line + hunk.added;
    draw("+", lines.slice(hunk.line, line));
  }
  draw("|", lines.slice(line));
  return drawn.join("\n");
}

/** A picture whose document has a selection `[…]`, or a caret `[]`, and what is put there. */
export function changed(
  drawn: string,
  text: string,
): { readonly before: Review; readonly change: TextChange } {
  const [above = "", inside = "", below = ""] = picture(drawn).split(/[[\]]/);
  const place = (until: string): TextChange["range"]["start"] => ({
    line: rows(until).filter((row) => !row.startsWith("-")).length - 1,
    character: (rows(until).at(-1) ?? "").length - 2,
  });
  return {
    before: review(above + inside + below),
    change: { range: { start: place(above), end: place(above + inside) }, text },
  };
}

/** A picture as it is written in a test, without the indentation there. */
export function picture(drawn: string): string {
  return drawn.trim().replaceAll(/\n\s+/g, "\n");
}

function rows(text: string): readonly string[] {
  return text.split("\n");
}
