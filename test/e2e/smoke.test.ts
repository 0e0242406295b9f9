import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../support/project";
import { closeAfterSuite } from "./pages/suite";
import { Workbench } from "./pages/workbench";

function texts(): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(join(projectRoot, "package.nls.json"), "utf8"));
}

interface Contributed {
  readonly commands: readonly {
    readonly command: string;
    readonly title: string;
    readonly category?: string;
  }[];
  readonly menus: { readonly commandPalette: readonly { readonly command: string; readonly when: string }[] };
}

function manifest(): Contributed {
  return JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")).contributes;
}

describe("the workbench with the extension", () => {
  let workbench: Workbench | undefined;
  const opened = (): Workbench => {
    assert.ok(workbench);
    return workbench;
  };

  before(async () => {
    workbench = await Workbench.open({
      files: { "greeting.ts": 'export const greeting = "Hello";\n' },
      openFile: "greeting.ts",
    });
  });
  closeAfterSuite(() => workbench);

  it("shows Ask Claude in the activity bar", async () => {
    const tab = opened().page.getByRole("tab", { name: "Ask Claude" });
    await tab.click();
    await opened().page.getByRole("heading", { name: "Ask Claude" }).first().waitFor();
    assert.equal(await tab.getAttribute("aria-selected"), "true");
    await opened().screenshot("smoke");
  });

  it("offers every command in the palette while an editor is open", async () => {
    const { commands, menus } = manifest();
    const conditions = new Map(menus.commandPalette.map(({ command, when }) => [command, when]));
    // What an editor, a workspace and trust are enough for; the rest stands in the menus of what it is about.
    const enough =
      /^(?:editorLangId|workspaceFolderCount > 0|\(editorLangId \|\| .*\)) && isWorkspaceTrusted$/;
    const titles = commands
      .filter(({ command }) => enough.test(conditions.get(command) ?? "editorLangId && isWorkspaceTrusted"))
      .map(({ title, category }) => {
        const words = texts()[title.replaceAll("%", "")] ?? title;
        return category === undefined ? words : `${category}: ${words}`;
      });
    assert.ok(titles.length > 20);
    await opened().openFile("greeting.ts");
    assert.deepEqual(await opened().missingInPalette(titles), []);
  });
});
