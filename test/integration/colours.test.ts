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
  let block = 0;
  let places: readonly number[] = [];
  let pages = -1;
  let again: () => Promise<unknown> = () => Promise.resolve();

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

  /** Asks for code's colours; gives the style at the first place where each of some texts stands. */
  async function stylesAt(
    text: string,
    label: { readonly language?: string; readonly fileName?: string },
    ...parts: readonly string[]
  ): Promise<readonly CodeStyle[]> {
    const numbers: number[] = [];
    pages = -1;
    again = () => stylesAt(text, label, ...parts);
    await until(() => {
      // The tab's own page may still be loading: for the view it is this one that is loaded anew, and has to ask again.
      if (pages !== told("snapshot").length) {
        pages = told("snapshot").length;
        block += 1;
        page.say({ type: "colourCode", block, text, language: "", fileName: "", ...label });
      }
      numbers.length = 0;
      for (const { offset, runs } of told("codeColours").filter((message) => message.block === block)) {
        assert.equal(offset, numbers.length);
        for (let index = 0; index < runs.length; index += 2) {
          numbers.push(...Array.from({ length: runs[index] ?? 0 }, () => runs[index + 1] ?? -1));
        }
      }
      return numbers.length >= text.length;
    });
    assert.equal(numbers.length, text.length);
    places = parts.map((part) => numbers[text.indexOf(part)] ?? -1);
    return shown();
  }

  /** How the places that were asked for last look by now. */
  function shown(): readonly CodeStyle[] {
    const all = styles();
    return places.map((number) => {
      const style = all[number];
      assert.ok(style, "a style that the page was not told of");
      return { ...style, ...(style.color === undefined ? {} : { color: style.color.toLowerCase() }) };
    });
  }

  /** Waits for a look of the places that were asked for last, which a page that is loaded anew asks for again. */
  async function untilShown(isSo: (styles: readonly CodeStyle[]) => boolean): Promise<void> {
    await until(async () => {
      if (pages !== told("snapshot").length) {
        await again();
      }
      return isSo(shown());
    });
  }

  async function change(name: string, value: unknown, languageId?: string): Promise<void> {
    await vscode.workspace
      .getConfiguration(undefined, languageId === undefined ? undefined : { languageId })
      .update(name, value, vscode.ConfigurationTarget.Global, languageId !== undefined);
  }

  function bracket(number: number): CodeStyle {
    return { color: `var(--vscode-editorbrackethighlight-foreground${number})` };
  }

  const code = 'const a = f({ b: "c" }); // d';

  it("are those of the grammar and the theme, pairs of brackets in turn", async () => {
    await change("workbench.colorTheme", "Dark+");
    assert.deepEqual(
      await stylesAt(code, { language: "ts" }, "const", "f(", "(", "{", '"c', "}", ")", "//"),
      [
        { color: "#569cd6" },
        { color: "#dcdcaa" },
        bracket(1),
        bracket(2),
        { color: "#ce9178" },
        bracket(2),
        bracket(1),
        { color: "#6a9955" },
      ],
    );
    assert.deepEqual(await stylesAt("a = (1, [2)", { fileName: "src/a.py" }, "(", "[", ")"), [
      bracket(1),
      { color: "var(--vscode-editorbrackethighlight-unexpectedbracket-foreground)" },
      bracket(1),
    ]);
  });

  it("follow the theme and the person's changes to it, with nothing tokenised again", async () => {
    await change("workbench.colorTheme", "Dark+");
    await stylesAt(code, { language: "typescript" }, "const", "//");
    await change("workbench.colorTheme", "Light+");
    await untilShown(([first]) => first?.color === "#0000ff");
    await change("editor.tokenColorCustomizations", {
      comments: "#010203",
      "[Light*]": { keywords: { fontStyle: "bold underline" } },
    });
    await untilShown(([, second]) => second?.color === "#010203");
    assert.deepEqual(shown(), [{ color: "#0000ff", bold: true, underline: true }, { color: "#010203" }]);
    const answered = told("codeColours").map((message) => message.block);
    assert.equal(new Set(answered).size, answered.length, "each block is told of once");
  });

  it("leave brackets as they are in a language where they are not to be coloured in turn", async () => {
    await change("workbench.colorTheme", "Dark+");
    await change("editor.bracketPairColorization.enabled", false, "css");
    try {
      assert.deepEqual(await stylesAt("a { color: red }", { language: "CSS" }, "{"), [{}]);
      assert.deepEqual(await stylesAt("a { color: red }", { language: "scss" }, "{"), [bracket(1)]);
    } finally {
      await change("editor.bracketPairColorization.enabled", undefined, "css");
    }
  });

  it("keep a line plain that is too long for the editor too, and colour what follows", async () => {
    await change("workbench.colorTheme", "Dark+");
    const long = `/* ${"x".repeat(20_000)}`;
    assert.deepEqual(await stylesAt(`${long}\nlet y;`, { language: "js" }, "/*", "let"), [
      {},
      { color: "#569cd6" },
    ]);
  });

  it("are none for a language that nobody contributes", async () => {
    page.say({ type: "colourCode", block: 1_000, text: "x y z", language: "no such language", fileName: "" });
    await stylesAt("let y;", { language: "js" }, "let");
    await until(() => told("codeColours").some((message) => message.block === 1_000));
    assert.deepEqual(
      told("codeColours").filter((message) => message.block === 1_000),
      [{ type: "codeColours", block: 1_000, offset: 5, runs: [] }],
      "the page does not wait for more",
    );
  });
});
