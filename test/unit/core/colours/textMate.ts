import { type IGrammar, type IRawGrammar, INITIAL, Registry } from "vscode-textmate";

import type { ThemeRule } from "../../../../src/core/colours/themeRules";
import type { GrammarTraits } from "../../../../src/core/colours/tokenKind";

/** What VS Code's own reader of grammars makes of a scope stack. */
export interface Encoded {
  readonly color: string;
  readonly italic: boolean;
  readonly bold: boolean;
  readonly underline: boolean;
  readonly strikethrough: boolean;
  readonly language: number;
  readonly type: string;
  readonly hasBrackets: boolean;
}

/** Expressions of a grammar that is made of plain letters. */
const onigLib = Promise.resolve({
  createOnigScanner: (patterns: string[]) => ({
    findNextMatchSync: (text: string | { readonly content: string }, from: number) => {
      const content = typeof text === "string" ? text : text.content;
      const places = patterns.map((pattern) => content.indexOf(pattern, from));
      const place = Math.min(...places.filter((each) => each !== -1));
      const index = places.indexOf(place);
      if (index === -1) {
        return null;
      }
      const end = place + (patterns[index] ?? "").length;
      return { index, captureIndices: [{ start: place, end, length: end - place }] };
    },
  }),
  createOnigString: (content: string) => ({ content }),
});

/** Has VS Code's own reader say how code in each of these scope stacks looks; all of them begin with `root`. */
export async function encode(
  stacks: readonly (readonly string[])[],
  rules: readonly ThemeRule[],
  traits?: GrammarTraits,
): Promise<readonly Encoded[]> {
  const words = stacks.map((_, index) => `<${index}>`);
  const raw = {
    scopeName: "root",
    patterns: stacks.map((stack, index) => ({
      match: words[index] ?? "",
      ...(stack.length > 1 ? { name: stack.slice(1).join(" ") } : {}),
    })),
    repository: {},
  } as unknown as IRawGrammar;
  const registry = new Registry({ onigLib, loadGrammar: () => Promise.resolve(raw) });
  registry.setTheme({
    settings: [
      { settings: { foreground: "#000001" } },
      ...rules.map(({ scope, foreground, fontStyle }) => ({
        scope: scope as string | string[],
        settings: {
          ...(foreground === undefined ? {} : { foreground }),
          ...(fontStyle === undefined ? {} : { fontStyle }),
        },
      })),
    ],
  });
  const languages = [...new Set(traits?.embedded.values() ?? [])].sort();
  const grammar = (await registry.loadGrammarWithConfiguration("root", 1, {
    embeddedLanguages: Object.fromEntries(
      [...(traits?.embedded ?? [])].map(([scope, language]) => [scope, languages.indexOf(language) + 2]),
    ),
    tokenTypes: Object.fromEntries(
      [...(traits?.tokenTypes ?? [])].map(([selector, type]) => [selector, types.indexOf(type)]),
    ),
    balancedBracketSelectors: [...(traits?.balanced ?? ["*"])],
    unbalancedBracketSelectors: [...(traits?.unbalanced ?? [])],
  })) as IGrammar;
  return words.map((word) => {
    const metadata = grammar.tokenizeLine2(word, INITIAL).tokens[1] ?? 0;
    const font = (metadata >>> 11) & 15;
    return {
      color: registry.getColorMap()[(metadata >>> 15) & 511] ?? "",
      italic: (font & 1) !== 0,
      bold: (font & 2) !== 0,
      underline: (font & 4) !== 0,
      strikethrough: (font & 8) !== 0,
      language: metadata & 255,
      type: types[(metadata >>> 8) & 3] ?? "",
      hasBrackets: (metadata & 1024) !== 0,
    };
  });
}

const types = ["other", "comment", "string", "regex"];
