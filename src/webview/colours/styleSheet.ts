import type { CodeStyle } from "../../core/colours/codeStyle";
import { isObject } from "../../core/shape";

const colour = /^(?:#[\da-f]{3,8}|var\(--vscode-[\w-]+\))$/i;
const looks = ["italic", "bold", "underline", "strikethrough"] as const;

/** Whether a value is a style that may become a rule of the page's style sheet: nothing in it can say more than a look. */
export function isCodeStyle(value: unknown): value is CodeStyle {
  return (
    isObject(value) &&
    (value["color"] === undefined || (typeof value["color"] === "string" && colour.test(value["color"]))) &&
    looks.every((look) => value[look] === undefined || value[look] === true)
  );
}

/** The class of code that has the style with this number. */
export function styleClass(number: number): string {
  return `c${number}`;
}

/** Whether an element has the class of a style. */
export function isStyled(element: Element): boolean {
  return /^c\d+$/.test(element.className);
}

/** The styles of code as a sheet that no file holds: a rule for each, at the index that is its number. */
export class CodeStyleSheet {
  readonly #sheet = new CSSStyleSheet();

  constructor() {
    document.adoptedStyleSheets.push(this.#sheet);
  }

  /** How many there are: a number from here on stands for nothing. */
  get count(): number {
    return this.#sheet.cssRules.length;
  }

  /** Takes over the styles from number `first` on; from 0 on they are all there are. Those after a gap are left out. */
  set(first: number, styles: readonly CodeStyle[]): void {
    if (first === 0) {
      this.#sheet.replaceSync(styles.map(rule).join("\n"));
      return;
    }
    for (const [index, style] of styles.entries()) {
      const number = first + index;
      if (number < this.count) {
        this.#sheet.deleteRule(number);
      }
      if (number <= this.count) {
        this.#sheet.insertRule(rule(style, number), number);
      }
    }
  }
}

function rule(style: CodeStyle, number: number): string {
  return `.${styleClass(number)}{${declarations(style).join(";")}}`;
}

/** As the editor draws them. */
function declarations({ color, italic, bold, underline, strikethrough }: CodeStyle): readonly string[] {
  const lines = [...(underline ? ["underline"] : []), ...(strikethrough ? ["line-through"] : [])];
  return [
    ...(color === undefined ? [] : [`color:${color}`]),
    ...(italic ? ["font-style:italic"] : []),
    ...(bold ? ["font-weight:bold"] : []),
    ...(lines.length > 0 ? [`text-decoration:${lines.join(" ")}`] : []),
    ...(underline ? ["text-underline-position:under"] : []),
  ];
}
