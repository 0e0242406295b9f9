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

  /** Asks for code whose grammar has parts of the text in its scopes; tells how many styles that made. */
  async function manyStyles(): Promise<number> {
    for (let index = 0; index < 41; index += 1) {
      const attributes = Array.from(
        { length: index < 13 ? 500 : 1 },
        (_, each) => `data-x${index}-${each}="a"`,
      );
      await stylesAt(`<p ${attributes.join("\n")}>`, { language: "html" }, "<p");
    }
    return Math.max(...told("codeStyles").map(({ first, styles: next }) => first + next.length));
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

  it("are of the theme that the page says it is shown in, whatever the settings name", async () => {
    await change("workbench.colorTheme", "Dark+");
    const seen = await stylesAt(code, { language: "ts" }, "const");
    assert.deepEqual(seen, [{ color: "#569cd6" }]);
    const shownIn = async (id: string, color: string | undefined): Promise<void> => {
      await untilShown(([style]) => {
        // The tab's own page may still say its own.
        page.say({ type: "theme", id });
        return style?.color === color;
      });
    };
    // As in the list of themes: the setting, and the kind of the window, stay behind.
    await shownIn("Light+", "#0000ff");
    const from = page.told.length;
    await change("editor.tokenColorCustomizations", { comments: "#010203" });
    await shownIn("Monokai", "#66d9ef");
    const flashes = page.told
      .slice(from)
      .filter((message) => message.type === "codeStyles")
      .filter(({ styles: all }) => all.every(({ color }) => color === undefined));
    assert.deepEqual(flashes, [], "never plain in between");
    // Nobody contributes it: the settings are what is left.
    await shownIn("no such theme", "#569cd6");
    await change("workbench.colorTheme", "Dark Modern");
    await until(() => vscode.window.activeColorTheme.kind === vscode.ColorThemeKind.Dark);
    await shownIn("Dark Modern", "#569cd6");
  });

  it("come with the width of tabs in the language, where there are tabs", async () => {
    await change("editor.tabSize", 3, "go");
    try {
      await stylesAt("func f() {\n\tg()\n}", { language: "go" }, "func");
      assert.equal(told("codeColours").at(-1)?.tabSize, 3);
      await stylesAt("func f() {\n    g()\n}", { language: "go" }, "func");
      assert.equal(told("codeColours").at(-1)?.tabSize, undefined);
    } finally {
      await change("editor.tabSize", undefined, "go");
    }
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

  it("are asked for again, and are others, when languages have changed", async () => {
    const css = "a { color: red }";
    await change("workbench.colorTheme", "Dark+");
    assert.deepEqual(await stylesAt(css, { language: "css" }, "{"), [bracket(1)]);
    try {
      await change("editor.language.colorizedBracketPairs", [], "css");
      await until(() => told("codeAnew").length > 0);
      assert.deepEqual(await stylesAt(css, { language: "css" }, "{"), [{}]);
    } finally {
      await change("editor.language.colorizedBracketPairs", undefined, "css");
    }
  });

  it("do not end with code that has more styles than anybody can tell apart", async function () {
    this.timeout(60_000);
    await change("workbench.colorTheme", "Dark+");
    const count = await manyStyles();
    assert.equal(count, 10_000);
    assert.deepEqual(await stylesAt("const b: number = 1", { language: "ts" }, "const"), [
      { color: "#569cd6" },
    ]);
    assert.ok(told("codeAnew").length > 0);
  });
});
