import type { Fonts } from "../core/protocol";

/** Puts the person's fonts to use; what is absent is as VS Code has it. All other sizes are relative to these. */
export function applyFonts(fonts: Fonts): void {
  const { family, size, codeFamily, codeSize } = fonts;
  const properties = {
    "--chat-font": family,
    "--chat-font-size": pixels(size),
    "--chat-code-font": codeFamily,
    "--chat-code-font-size": pixels(codeSize),
    "--chat-code-features": fonts.codeFeatures,
    "--chat-code-spacing": pixels(fonts.codeSpacing),
    "--chat-code-tab-size": fonts.codeTabSize?.toString(),
  };
  for (const [name, value] of Object.entries(properties)) {
    // An absent one is removed: the style sheet then falls back to VS Code's own.
    document.documentElement.style.setProperty(name, value ?? "");
  }
}

function pixels(size: number | undefined): string | undefined {
  return size === undefined ? undefined : `${size}px`;
}
