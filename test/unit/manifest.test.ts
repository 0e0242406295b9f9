import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";

import {
  chatContainerId,
  chatViewId,
  commandIds,
  firstSteps,
  originalScheme,
  settingsSection,
  settingTypes,
} from "../../src/host/manifest";
import { readPrompts } from "../../src/core/prompts";

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const contributed = manifest.contributes;
const strings = JSON.parse(readFileSync("package.nls.json", "utf8")) as Record<string, string>;

/** Every `%key%` that the manifest refers to. */
function keysIn(value: unknown): readonly string[] {
  if (typeof value === "string") {
    const key = /^%(.+)%$/.exec(value)?.[1];
    return key === undefined ? [] : [key];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(keysIn) : [];
}

describe("package.json", () => {
  it("contributes exactly the commands that the code handles", () => {
    assert.deepEqual(
      contributed.commands.map((command: { command: string }) => command.command).sort(),
      [...commandIds].sort(),
    );
  });

  it("has the steps of the walkthrough wait for the keys that the code sets", () => {
    const events: readonly string[] = contributed.walkthroughs[0].steps.flatMap(
      ({ id, completionEvents }: { id: string; completionEvents: readonly string[] }) =>
        completionEvents.filter((each) => each.startsWith("onContext:")).map((each) => `${id} ${each}`),
    );
    assert.deepEqual(
      events,
      Object.entries(firstSteps).map(([key, id]) => `${id} onContext:askClaude.${key}`),
    );
  });

  it("gives every setting, and every item of a menu's group, a place of its own", () => {
    const properties = Object.values<{ order: number }>(contributed.configuration.properties);
    const orders = properties.map(({ order }) => order);
    assert.deepEqual(orders.toSorted(), [...new Set(orders)].toSorted());
    for (const name of ["view/title", "askClaude.selection"]) {
      const items: readonly { group: string }[] = contributed.menus[name];
      const places = items.map(({ group }) => group);
      assert.deepEqual(places.toSorted(), [...new Set(places)].toSorted(), name);
    }
  });

  it("writes titles as VS Code does: capitals but for small words, and dots where more is asked", () => {
    const small = /^(a|about|as|for|from|in|into|on|to|with|curl)$/;
    for (const { title } of contributed.commands as readonly { title: string }[]) {
      const words = (strings[title.replaceAll("%", "")] ?? "").split(" ");
      for (const [index, word] of words.entries()) {
        assert.match(word, index > 0 && small.test(word) ? small : /^[A-Z][A-Za-z]*…?$/, words.join(" "));
      }
    }
    assert.doesNotMatch(JSON.stringify(strings), /\.\.\./);
  });

  it("has a picture for every command that stands in a title bar", () => {
    const icons = new Map<string, unknown>(
      contributed.commands.map(({ command, icon }: { command: string; icon?: string }) => [command, icon]),
    );
    const menus = contributed.menus as Record<string, readonly { command?: string; group?: string }[]>;
    const buttons = Object.values(menus)
      .flat()
      .filter(({ group }) => /^(navigation|inline)\b/.test(group ?? ""));
    // Over a text that only shows an edit, what there is to do stands in words.
    assert.deepEqual(
      buttons.map(({ command }) => command).filter((command) => icons.get(command ?? "") === undefined),
      ["askClaude.reviewEdit"],
    );
  });

  it("has pictures of commands that every theme can show: VS Code gives colours to its own signs only", () => {
    interface Command {
      readonly command: string;
      readonly icon?: string | Readonly<Record<string, string>>;
    }
    for (const { command, icon = "$(none)" } of contributed.commands as readonly Command[]) {
      if (typeof icon === "string") {
        assert.match(icon, /^\$\([a-z-]+\)$/, command);
      } else {
        assert.deepEqual(Object.keys(icon).toSorted(), ["dark", "light"], command);
        for (const file of Object.values(icon)) {
          assert.doesNotMatch(readFileSync(file, "utf8"), /currentColor/, command);
        }
      }
    }
  });

  it("begins its settings with the model, names every choice, and links to its own commands only", () => {
    interface Setting {
      readonly order: number;
      readonly enum?: readonly string[];
      readonly enumItemLabels?: readonly string[];
    }
    const properties = Object.entries<Setting>(contributed.configuration.properties);
    assert.deepEqual(
      properties.map(([, { order }]) => order),
      properties.map((_, index) => index + 1),
    );
    assert.equal(properties[0]?.[0], "askClaude.model");
    for (const [name, setting] of properties) {
      assert.equal(setting.enumItemLabels?.length, setting.enum?.length, name);
    }
    for (const file of ["package.nls.json", "package.nls.zh-cn.json"]) {
      const links = [...readFileSync(file, "utf8").matchAll(/\(command:([^)]+)\)/g)].map(([, id]) => id);
      assert.ok(links.length > 5, file);
      assert.deepEqual(
        links.filter((link) => !commandIds.some((id) => id === link)),
        [],
      );
    }
  });

  it("has no buttons for edits over a text that only shows what stood there before", () => {
    const items: readonly { command: string; when: string }[] = contributed.menus["editor/title"];
    const forEdits = items.filter(({ when }) => when.includes("askClaude.pendingPaths"));
    assert.equal(forEdits.length, 7);
    for (const { command, when } of forEdits) {
      assert.ok(when.endsWith(`&& resourceScheme != ${originalScheme}`), command);
    }
  });

  it("shows the titles that the documentation names", () => {
    const titles = Object.fromEntries(
      contributed.commands.map((command: { command: string; title: string }) => [
        command.command,
        strings[command.title.replaceAll("%", "")],
      ]),
    );
    assert.equal(titles["askClaude.askAboutSelection"], "Ask Claude about Selection");
    assert.equal(titles["askClaude.explain"], "Explain with Claude");
    assert.equal(titles["askClaude.newChat"], "New Chat");
    assert.equal(titles["askClaude.setApiKey"], "Set API Key");
    assert.equal(titles["askClaude.removeApiKey"], "Remove API Key");
    assert.equal(titles["askClaude.focusChat"], "Focus Chat");
  });

  it("contributes exactly the settings that the code reads, each with a default of its type", () => {
    const properties = contributed.configuration.properties as Record<string, { default: unknown }>;
    assert.deepEqual(
      Object.fromEntries(
        Object.entries(properties).map(([name, { default: value }]) => [name, typeof value]),
      ),
      Object.fromEntries(
        Object.entries(settingTypes).map(([name, example]) => [`${settingsSection}.${name}`, typeof example]),
      ),
    );
  });

  it("lets only the user's own settings say what is sent and where it goes", () => {
    const properties = contributed.configuration.properties as Record<string, { scope: string }>;
    for (const [name, { scope }] of Object.entries(properties)) {
      if (name !== "askClaude.systemPrompt") {
        assert.equal(scope, "application", name);
      }
    }
  });

  it("lets a workspace have instructions, which count for nothing in Restricted Mode", () => {
    assert.equal(contributed.configuration.properties["askClaude.systemPrompt"].scope, "window");
    assert.deepEqual(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations, [
      "askClaude.systemPrompt",
    ]);
  });

  it("has a prompt for each command that asks one, and names that can be typed", () => {
    const { default: prompts } = contributed.configuration.properties["askClaude.prompts"];
    const texts = Object.fromEntries(
      Object.entries(prompts as Record<string, string>).map(([name, key]) => [
        name,
        strings[key.replaceAll("%", "")],
      ]),
    );
    assert.deepEqual(Object.keys(texts), ["explain", "review", "tests", "document", "fix"]);
    assert.deepEqual(
      readPrompts(texts).map(({ name }) => name),
      Object.keys(texts),
    );
    for (const text of Object.values(texts)) {
      assert.match(text ?? "", /\$\{selection\}/);
    }
  });

  it("says that it does less in an untrusted and in a virtual workspace", () => {
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported, "limited");
    assert.equal(manifest.capabilities.virtualWorkspaces.supported, "limited");
  });

  it("puts the chat where the code looks for it", () => {
    assert.deepEqual(
      contributed.viewsContainers.activitybar.map(({ id }: { id: string }) => id),
      [chatContainerId],
    );
    assert.deepEqual(
      contributed.views[chatContainerId].map(({ id }: { id: string }) => id),
      [chatViewId],
    );
  });

  it("refers in menus to its own commands only, always with a condition", () => {
    const menus = contributed.menus as Record<
      string,
      readonly { command?: string; submenu?: string; when?: string }[]
    >;
    const submenus = (contributed.submenus as readonly { id: string }[]).map(({ id }) => id);
    for (const { command, submenu, when } of Object.values(menus).flat()) {
      const name = command ?? submenu;
      assert.ok(
        [...commandIds, ...submenus].some((id) => id === name),
        name,
      );
      assert.ok(when, `${name} is shown without a condition`);
    }
    for (const id of submenus) {
      assert.ok((menus[id] ?? []).length > 0, `${id} is empty`);
    }
  });

  it("has keys for edits that are under way or pending only, and none that types a letter on the Mac", () => {
    const bindings: readonly { command: string; key: string; mac: string; when: string }[] =
      contributed.keybindings;
    const own = bindings.filter(({ command }) => /Hunk$|All$|Edit$/.test(command));
    assert.deepEqual(
      own.map(({ command, key }) => [command.replace("askClaude.", ""), key]),
      [
        ["cancelEdit", "alt+shift+x"],
        ["keepHunk", "alt+shift+k"],
        ["undoHunk", "alt+shift+u"],
        ["nextHunk", "alt+shift+n"],
        ["previousHunk", "alt+shift+p"],
        ["keepAll", "alt+shift+y"],
        ["undoAll", "alt+shift+z"],
      ],
    );
    for (const { command, key, mac, when } of own) {
      // The next one may stand in another file.
      const isWalk = /(next|previous)Hunk$/.test(command);
      const where = isWalk
        ? "hasPendingEdits"
        : command === "askClaude.cancelEdit"
          ? "isWritingEdit"
          : "pendingInEditor";
      assert.equal(when, `askClaude.${where} && editorTextFocus`);
      // Option writes characters there, with Shift too.
      assert.equal(mac, key.replace("alt+shift", "ctrl+cmd"));
    }
  });

  it("waits until VS Code has started", () => {
    // Nothing else would wake it when a problem could have a quick fix.
    assert.deepEqual(manifest.activationEvents, ["onStartupFinished", "onWebviewPanel:askClaude.chatTab"]);
  });

  it("runs on the person's own machine first", () => {
    assert.deepEqual(manifest.extensionKind, ["ui", "workspace"]);
  });

  it("is built for the VS Code whose types it uses", () => {
    assert.equal(manifest.engines.vscode, `^${manifest.devDependencies["@types/vscode"]}`);
  });

  it("pins every dependency, and has no install scripts", () => {
    for (const [name, version] of Object.entries(manifest.dependencies as Record<string, string>)) {
      assert.match(version, /^\d+\.\d+\.\d+$/, name);
    }
    assert.deepEqual(
      Object.keys(manifest.scripts).filter((name) => /^(pre|post)?install$|^prepare$/.test(name)),
      [],
    );
  });

  it("has every string in every language, and no string that nobody uses", () => {
    const used = [...new Set(keysIn(manifest))].sort();
    for (const file of readdirSync(".").filter((name) => /^package\.nls.*\.json$/.test(name))) {
      assert.deepEqual(Object.keys(JSON.parse(readFileSync(file, "utf8"))).sort(), used, file);
    }
  });
});
