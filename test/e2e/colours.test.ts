import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { installColours } from "../support/colours/install";
import { doneFile, type Order, orderFile } from "../support/colours/orders";
import { projectRoot } from "../support/project";
import { isFullSize, times } from "../support/proof";
import { blockLooks, editorLooks, type LineLook } from "./pages/codeLooks";
import { closeAfterSuite } from "./pages/suite";
import { Workbench } from "./pages/workbench";

interface Sample {
  readonly file: string;
  /** What an answer writes behind the fence. */
  readonly label: string;
  readonly text: string;
}

const everySample: readonly Sample[] = readFileSync(
  join(projectRoot, "test", "support", "colours", "samples.txt"),
  "utf8",
)
  .split(/^=== /m)
  .slice(1)
  .map((sample) => {
    const [, file = "", label = "", text = ""] = /^(\S+) (\S+)\n([\s\S]*?)\n$/.exec(sample) ?? [];
    return { file, label, text };
  });

/** To have so many editors open takes its time: usually there is one of each three. */
const between = Math.ceil(everySample.length / times(everySample.length, 11));
const samples = everySample.filter((_, index) => index % between === 0);

const rows = 5;

/** What draws over the colours of a theme's grammar rules, or on top of them, is no part of this. */
const plainEditor = {
  // Its colours come from language servers, which an answer has none of.
  "editor.semanticHighlighting.enabled": false,
  "editor.bracketPairColorization.enabled": false,
  "editor.minimap.enabled": false,
  "editor.matchBrackets": "never",
  "editor.occurrencesHighlight": "off",
  "editor.selectionHighlight": false,
  "editor.colorDecorators": false,
  "editor.links": false,
  "editor.showUnused": false,
  "editor.showDeprecated": false,
  "editor.codeLens": false,
  "editor.inlayHints.enabled": "off",
  "editor.stickyScroll.enabled": false,
  "editor.renderWhitespace": "none",
  "editor.unicodeHighlight.ambiguousCharacters": false,
  "editor.folding": false,
  "[markdown]": { "editor.wordWrap": "off" },
  "editor.lineHeight": 18,
  "breadcrumbs.enabled": false,
  "workbench.editor.showTabs": "none",
};

const builtIn = ["Dark Modern", "Light Modern", "Default High Contrast", "Default High Contrast Light"];
const others = [
  "Dark 2026",
  "Light 2026",
  "Dark+",
  "Light+",
  "Visual Studio Dark",
  "Monokai",
  "Solarized Light",
];
const more = [
  "Abyss",
  "Kimbie Dark",
  "Monokai Dimmed",
  "Quiet Light",
  "Red",
  "Solarized Dark",
  "Tomorrow Night Blue",
];

/** As a browser says the colour that the customisations give comments. */
const customizedComments = "rgb(17, 170, 17)";

const customizations = {
  comments: "#11aa11",
  strings: { foreground: "#cc8800", fontStyle: "italic" },
  functions: "#3399ff",
  textMateRules: [
    { scope: "keyword.control", settings: { foreground: "#ff0088", fontStyle: "underline bold" } },
  ],
  "[Dark Modern]": {
    numbers: "#ffff00",
    textMateRules: [{ scope: ["storage", "constant.language"], settings: { fontStyle: "italic" } }],
  },
  "[*Light*]": { numbers: "#ff0000" },
};

describe("the colours of code in an answer", () => {
  let workbench: Workbench;
  let orders = 0;

  async function order(what: Omit<Order, "number">): Promise<void> {
    orders += 1;
    const file = join(workbench.workspace, orderFile);
    const done = join(workbench.workspace, doneFile);
    await writeFile(`${file}.new`, JSON.stringify({ ...what, number: orders }));
    await rename(`${file}.new`, file);
    while (!existsSync(done) || (await readFile(done, "utf8")) !== String(orders)) {
      await sleep(50);
    }
  }

  before(async function () {
    this.timeout(240_000);
    workbench = await Workbench.openWithKey({
      files: Object.fromEntries(samples.map(({ file, text }) => [file, text])),
      settings: plainEditor,
      viewport: { width: 3600, height: 2000 },
      install: installColours,
    });
    const first = await workbench.chat.content.locator("body").getAttribute("data-vscode-theme-id");
    assert.ok(first);
    themeByMark.set(await shownMark(), first);
    const columns = Array.from({ length: Math.ceil(samples.length / rows) }, (_, column) =>
      samples.slice(column * rows, (column + 1) * rows).map(({ file }) => file),
    );
    await order({ columns });
    const fences = samples.map(({ label, text }) => `\`\`\`\`${label}\n${text}\n\`\`\`\``);
    workbench.endpoint.next({ type: "answer", text: `${fences.join("\n\n")}\n\nThat is all.`, deltaMs: 0 });
    await workbench.chat.ask("Show me.");
    await workbench.chat.conversation.getByText("That is all.").waitFor();
    await workbench.chat.send.waitFor();
    for (const index of samples.keys()) {
      // Colours are asked for where somebody may look.
      const block = workbench.chat.content.locator("pre").nth(index);
      await block.evaluate((pre) => pre.scrollIntoView({ block: "center" }));
      await block.locator(".code-lines > span").first().waitFor({ state: "attached", timeout: 10_000 });
    }
  });
  closeAfterSuite(() => workbench);

  const differences = async (): Promise<readonly string[]> => {
    const inEditors = await editorLooks(workbench.page);
    const inAnswer = await blockLooks(workbench.chat.content.locator("pre"));
    return samples.flatMap(({ file, text }, index) =>
      text.split("\n").flatMap((_, line) => {
        const words = difference(inEditors[file]?.[line], inAnswer[index]?.[line]);
        return words === "" ? [] : [`${file}:${line + 1} ${words}`];
      }),
    );
  };

  /** Whose mark the workbench had on, to tell the next one's from it. */
  const themeByMark = new Map<string, string>();
  const shownMark = (): Promise<string> =>
    workbench.page.locator(".monaco-workbench").evaluate(({ classList }) => {
      // Named for the theme's file; put on together with the editors' colours.
      return [...classList].filter((name) => /-(?:json|tmTheme)$/.test(name)).join(" ");
    });

  /** Sets a theme, and waits until both the answer's page and the editors are shown in it. */
  async function show(theme: string, settings: Readonly<Record<string, unknown>> = {}): Promise<void> {
    await order({ settings: { "workbench.colorTheme": theme, ...settings } });
    await shown(theme);
  }

  async function shown(theme: string): Promise<void> {
    await workbench.chat.content
      .locator(`body[data-vscode-theme-id="${theme}"]`)
      .waitFor({ state: "attached", timeout: 10_000 });
    await until(async () => [undefined, theme].includes(themeByMark.get(await shownMark())));
    themeByMark.set(await shownMark(), theme);
  }

  /** Waits until some text in the editors has a colour, or none has it any more. */
  async function untilEditorsHave(color: string, isThere = true): Promise<void> {
    await until(async () => {
      const looks = Object.values(await editorLooks(workbench.page)).flat(2);
      return looks.some((piece) => piece.includes(color)) === isThere;
    });
  }

  /** Waits until brackets in the editors are coloured in turn, or are not. */
  async function untilBrackets(areColoured: boolean): Promise<void> {
    const brackets = workbench.page.locator('.view-line [class*="bracket-highlighting-"]');
    await until(async () => (await brackets.count()) > 0 === areColoured);
  }

  async function until(isSo: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + 10_000;
    while (!(await isSo())) {
      assert.ok(Date.now() < deadline, "The editors do not show what was set.");
      await sleep(50);
    }
  }

  async function assertSame(theme: string): Promise<void> {
    // Both sides follow a new theme in their own time.
    let found = await differences();
    for (let tries = 12; found.length > 0 && tries > 0; tries -= 1) {
      await sleep(250);
      found = await differences();
    }
    await workbench.screenshot(`colours ${theme}`);
    assert.equal(found.join("\n"), "");
  }

  for (const theme of [
    ...builtIn,
    ...(isFullSize ? [...others, ...more] : others.slice(5, 6)),
    "colours-test",
    "colours-plist",
  ]) {
    it(`are those of the editor, for every character in ${samples.length} languages, in ${theme}`, async () => {
      await show(theme);
      await assertSame(theme);
    });
  }

  it("are those of the editor where pairs of brackets are coloured in turn", async () => {
    await order({ settings: { "editor.bracketPairColorization.enabled": true } });
    for (const theme of ["Dark Modern", "Default High Contrast Light"]) {
      await show(theme);
      await untilBrackets(true);
      await assertSame(`brackets in ${theme}`);
    }
    const inOnePool = JSON.stringify(await editorLooks(workbench.page));
    await order({
      settings: { "editor.bracketPairColorization.independentColorPoolPerBracketType": true },
    });
    await until(async () => JSON.stringify(await editorLooks(workbench.page)) !== inOnePool);
    await assertSame("brackets in colours of their own");
    await order({
      settings: {
        "editor.bracketPairColorization.enabled": false,
        "editor.bracketPairColorization.independentColorPoolPerBracketType": false,
      },
    });
    await untilBrackets(false);
    await assertSame("brackets as others again");
  });

  it("follow themes that are looked at in the list of themes, which no setting names", async () => {
    await show("Dark Modern");
    await workbench.palette("Preferences: Color Theme");
    const input = workbench.page.locator(".quick-input-widget input:visible").first();
    for (const theme of ["Quiet Light", "Abyss"]) {
      await input.fill(theme);
      await shown(theme);
      await assertSame(`looking at ${theme}`);
    }
    await workbench.page.keyboard.press("Escape");
    await shown("Dark Modern");
    await assertSame("Dark Modern after others");
  });

  it("follow the person's own changes to a theme", async () => {
    for (const theme of ["Dark Modern", "Light Modern"]) {
      await show(theme, { "editor.tokenColorCustomizations": customizations });
      await untilEditorsHave(customizedComments);
      await assertSame(`customised ${theme}`);
    }
    await order({ settings: { "editor.tokenColorCustomizations": {} } });
    await untilEditorsHave(customizedComments, false);
    await assertSame("Light Modern again");
  });
});

/** In words how a line looks in the editor and in the answer, where that is not the same. */
function difference(inEditor: LineLook | undefined, inAnswer: LineLook | undefined): string {
  if (!inEditor || !inAnswer) {
    return "is not in sight";
  }
  const at = inEditor.findIndex((piece, index) => piece !== inAnswer[index]);
  return at === -1 && inEditor.length === inAnswer.length ? "" : `${inEditor[at]} | ${inAnswer[at]}`;
}
