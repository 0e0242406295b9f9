import assert from "node:assert/strict";
import * as vscode from "vscode";

import type { CodeStyle } from "../../src/core/colours/codeStyle";
import type { ToView } from "../../src/core/protocol";
import { Attaching } from "./attaching";
import { FakePage } from "./fakePage";
import { until } from "./host";

describe("the colours of code", () => {
  const chat = new Attaching();
  let page: FakePage;
  let blocks = 0;

  beforeEach(async () => {
    page = await FakePage.open(chat.api);
    page.say({ type: "ready" });
    await until(() => page.conversation !== undefined);
  });
  afterEach(async () => {
    page.dispose();
    await change("workbench.colorTheme", undefined);
    await change("editor.tokenColorCustomizations", undefined);
    await change("editor.bracketPairColorization.enabled", undefined);
  });

  function told<Type extends ToView["type"]>(type: Type): readonly Extract<ToView, { type: Type }>[] {
    return page.told.filter((message): message is Extract<ToView, { type: Type }> => message.type === type);
  }

  /** The styles as a page that was told of them has them. */
  function styles(): readonly CodeStyle[] {
    return told("codeStyles").reduce<readonly CodeStyle[]>(
      (known, { first, styles: next }) => [
        ...known.slice(0, first),
        ...next,
        ...known.slice(first + next.length),
      ],
      [],
    );
  }

  /** Asks for code's colours; gives each part of it with its style, when all of it was told of. */
  async function colour(
    text: string,
    language: string,
    fileName = "",
  ): Promise<readonly (readonly [string, CodeStyle])[]> {
    blocks += 1;
    const block = blocks;
    page.say({ type: "colourCode", block, text, language, fileName });
    const runs = (): readonly number[] =>
      told("codeColours")
        .filter((message) => message.block === block)
        .flatMap((message) => message.runs);
    await until(
      () => runs().reduce((sum, value, index) => sum + (index % 2 === 0 ? value : 0), 0) >= text.length,
    );
    return drawn(text, runs());
  }

  function drawn(text: string, runs: readonly number[]): readonly (readonly [string, CodeStyle])[] {
    let offset = 0;
    return runs.flatMap((length, index) => {
      if (index % 2 === 1) {
        return [];
      }
      const part = text.slice(offset, offset + length);
      offset += length;
      const style = styles()[runs[index + 1] ?? -1];
      assert.ok(style, "a style that the page was not told of");
      return [[part, style] as const];
    });
  }

  async function change(name: string, value: unknown): Promise<void> {
    await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
  }

  it("are those of the grammar and the theme, pairs of brackets in turn", async () => {
    await change("workbench.colorTheme", "Dark+");
    const parts = await colour('const a = f({ b: "c" }); // d', "ts");
    const styleOf = (text: string): CodeStyle | undefined =>
      parts.find(([part]) => part.trim() === text)?.[1];
    assert.deepEqual(
      ["const", "f", "(", "{", '"c"', "}", ")", "// d"].map((text) => styleOf(text)?.color?.toLowerCase()),
      [
        "#569cd6",
        "#dcdcaa",
        "var(--vscode-editorbrackethighlight-foreground1)",
        "var(--vscode-editorbrackethighlight-foreground2)",
        "#ce9178",
        "var(--vscode-editorbrackethighlight-foreground2)",
        "var(--vscode-editorbrackethighlight-foreground1)",
        "#6a9955",
      ],
    );
  });
});
