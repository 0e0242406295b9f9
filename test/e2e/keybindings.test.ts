import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { type Keybinding, type Platform, readDefaults, shadowed } from "../support/keybindings";
import { closeAfterSuite } from "./pages/suite";
import { Workbench } from "./pages/workbench";

const contributed: readonly Keybinding[] =
  JSON.parse(readFileSync("package.json", "utf8")).contributes.keybindings ?? [];

/** A workbench in a browser has the key bindings of the system that the browser says it is on. */
const systems: Readonly<Record<Platform, string>> = {
  linux: "X11; Linux x86_64",
  mac: "Macintosh; Intel Mac OS X 10_15_7",
  win: "Windows NT 10.0; Win64; x64",
};

describe("the default key bindings", () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.open();
  });
  closeAfterSuite(() => workbench);

  for (const platform of ["linux", "mac", "win"] as const) {
    it(`stay VS Code's on ${platform}: the extension takes no key from it`, async () => {
      await workbench.reloadAs(
        `Mozilla/5.0 (${systems[platform]}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36`,
      );
      await workbench.palette("Preferences: Open Default Keyboard Shortcuts (JSON)");
      await workbench.editor.locator(".view-line").first().click();
      const defaults = readDefaults(await workbench.wholeText(platform === "mac" ? "Meta+A" : "Control+A"));
      const isMac = defaults.some(({ key }) => key.includes("cmd"));
      assert.equal(isMac, platform === "mac");
      assert.ok(defaults.length > 500);
      assert.deepEqual(shadowed(contributed, defaults, platform), []);
    });
  }
});
