import type { TextPosition, TextRange } from "../../../src/core/lineEdits";

interface TextEdit {
  readonly range: TextRange;
  readonly text: string;
}

/** What VS Code's text model does to a text, in the simplest way: offsets in one string, and one kind of line end. */
export class TextModel {
  private text: string;

  constructor(
    lines: readonly string[],
    private readonly eol: string,
  ) {
    this.text = lines.join(eol);
  }

  get value(): string {
    return this.text;
  }

  get lines(): readonly string[] {
    return this.text.split(this.eol);
  }

  /** Edits made at once: every range is in the text as it was before all of them; they may touch, not overlap. */
  apply(edits: readonly TextEdit[]): void {
    const sorted = edits
      .map(({ range, text }) => ({
        start: this.offset(range.start),
        end: this.offset(range.end),
        text: text.replaceAll(/\r\n|\r|\n/g, this.eol),
      }))
      .sort((one, other) => one.start - other.start || one.end - other.end);
    let result = "";
    let from = 0;
    for (const { start, end, text } of sorted) {
      if (start < from) {
        throw new Error("Overlapping ranges are not allowed!");
      }
      result += this.text.slice(from, start) + text;
      from = end;
    }
    this.text = result + this.text.slice(from);
  }

  private offset({ line, character }: TextPosition): number {
    let start = 0;
    for (let passed = 0; passed < line; passed += 1) {
      const end = this.text.indexOf(this.eol, start);
      if (end === -1) {
        throw new Error("There is no such line.");
      }
      start = end + this.eol.length;
    }
    const end = this.text.indexOf(this.eol, start);
    if (character > (end === -1 ? this.text.length : end) - start) {
      throw new Error("There is no such character.");
    }
    return start + character;
  }
}
