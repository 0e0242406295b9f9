/**
 * A text with what hides in it brought to light: a character that shows as nothing, or that changes how its neighbours
 * show (zero-width, bidirectional, tag and control characters), becomes its code, such as `\u{200b}`. Line breaks and
 * tabs stay.
 */
export function withHiddenShown(text: string): string {
  return text.replace(/[\p{Cf}\p{Co}\p{Cc}\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]/gu, (character) =>
    character === "\n" || character === "\t"
      ? character
      : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/**
 * A text as a sentence of a message may hold it: with what hides in it brought to light, and without links. VS Code makes
 * them of `[label](command:…)` in a notification, and a click runs the command, whoever wrote the text.
 */
export function quotedInMessage(text: string): string {
  return withHiddenShown(text).replaceAll("](", "] (");
}
