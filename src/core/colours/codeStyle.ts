/** The largest code block that is coloured, in UTF-16 units; a larger one stays plain. */
export const longestColoured = 1_000_000;

/** How some code looks; what is absent is as in the rest of the block. */
export interface CodeStyle {
  /** A colour as CSS writes it: `#rrggbb`, `#rrggbbaa` or `var(--vscode-…)`. */
  readonly color?: string;
  readonly italic?: true;
  readonly bold?: true;
  readonly underline?: true;
  readonly strikethrough?: true;
}
