import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../support/project";
import { closeAfterSuite } from "./pages/suite";
import { Workbench } from "./pages/workbench";

function texts(): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(join(projectRoot, "package.nls.json"), "utf8"));
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
    const titles = Object.entries(texts())
      .filter(([key]) => key.startsWith("command."))
      // Two titles say whose they are by themselves.
      .map(([, title]) => (title.includes("Claude") ? title : `Ask Claude: ${title}`));
    assert.ok(titles.length > 0);
    await opened().openFile("greeting.ts");
    const offered = await opened().paletteTitles("Claude");
    assert.deepEqual(
      titles.filter((title) => !offered.includes(title)),
      [],
    );
  });
});
