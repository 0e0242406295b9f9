import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import type { Locator } from "playwright-core";
import { type MessagesEndpoint, startMessagesEndpoint } from "../support/messages/server";
import { projectRoot } from "../support/project";
import { proved } from "../support/proof";
import { pricing } from "./pages/sample";
import { closeAfterSuite } from "./pages/suite";
import { Workbench } from "./pages/workbench";

/** A workspace may have instructions, which wait for the person's consent. */
const withConsent = "askClaude.systemPrompt";

/** What a workspace would like each of our settings to be. */
function wishes(elsewhere: string): Readonly<Record<string, unknown>> {
  const { contributes } = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")) as {
    readonly contributes: {
      readonly configuration: {
        readonly properties: Readonly<Record<string, { readonly default: unknown }>>;
      };
    };
  };
  const wish = (name: string, usual: unknown): unknown => {
    switch (typeof usual) {
      case "boolean":
        return !usual;
      case "number":
        return usual + 7;
      case "object":
        return { explain: "wish-of-the-workspace" };
      default:
        return name.endsWith("baseUrl") ? elsewhere : "wish-of-the-workspace";
    }
  };
  return Object.fromEntries(
    Object.entries(contributes.configuration.properties)
      .filter(([name]) => name !== withConsent)
      .map(([name, { default: usual }]) => [name, wish(name, usual)]),
  );
}

describe("a workspace of several folders, opened by its file", () => {
  const folders = [{ path: "one" }, { path: "two" }];
  const file = "all.code-workspace";
  const settingsFiles = ["one/.vscode/settings.json", "two/.vscode/settings.json"];
  let workbench: Workbench;
  let elsewhere: MessagesEndpoint;
  let settings: Readonly<Record<string, unknown>>;

  before(async () => {
    elsewhere = await startMessagesEndpoint();
    settings = wishes(elsewhere.origin);
    workbench = await Workbench.openWithKey({
      workspaceFile: file,
      files: {
        [file]: JSON.stringify({ folders, settings }),
        "one/pricing.ts": pricing,
        "two/notes.md": "# Notes\n",
        ...Object.fromEntries(settingsFiles.map((path) => [path, JSON.stringify(settings)])),
      },
    });
  });
  const userSettings = (): Promise<string> =>
    readFile(join(dirname(workbench.workspace), "user", "User", "settings.json"), "utf8");
  closeAfterSuite(() => workbench);
  after(() => elsewhere.close());

  it("changes nothing of what is sent or where it goes, with every setting of ours in it", async () => {
    const { endpoint, page } = workbench;
    await workbench.exchange("Why?", "That is why.");
    assert.ok((await page.title()).includes("all (Workspace)"), await page.title());
    await writeFile(join(workbench.workspace, file), JSON.stringify({ folders }));
    for (const path of settingsFiles) {
      await writeFile(join(workbench.workspace, path), "{}");
    }
    await workbench.focusChat("New Chat");
    await workbench.exchange("Why?", "That is why.");
    const [hostile, plain, ...more] = endpoint.requests().filter(({ path }) => path === "/v1/messages");
    assert.deepEqual(more, []);
    assert.ok(hostile !== undefined && plain !== undefined);
    assert.equal(hostile.body, plain.body);
    assert.deepEqual(hostile.headers, plain.headers);
    assert.doesNotMatch(hostile.body, /wish-of-the-workspace/);
    assert.deepEqual(elsewhere.requests(), []);
    proved({
      row: "T1",
      tried: "settings of ours in a .code-workspace and in each of its folders",
      count: Object.keys(settings).length * (1 + settingsFiles.length),
      result: "0 bytes of a request changed",
    });
  });

  it("lets a link be allowed for good by the person, in the person's own settings", async () => {
    const { chat, page } = workbench;
    const opened: string[] = [];
    await page.context().route("https://docs-page.test/**", async (route) => {
      opened.push(route.request().url());
      await route.fulfill({ contentType: "text/html", body: "<title>The guide</title>" });
    });
    workbench.endpoint.next({
      type: "answer",
      text: "See [the guide](https://docs-page.test/guide) and [the start](https://docs-page.test/start).",
    });
    await chat.ask("Which?");
    const link = (name: string): Locator => chat.content.getByRole("link", { name });
    // VS Code asks too, of every site that is not among its own trusted ones.
    const letOpen = async (): Promise<void> => {
      await workbench.question.getByText("to open the external website").waitFor();
      const tab = page.context().waitForEvent("page");
      await workbench.dialog("Open");
      await (await tab).waitForLoadState();
      await (await tab).close();
    };
    await link("the start").waitFor();
    await chat.send.waitFor();
    await link("the guide").click();
    await workbench.question.getByText("https://docs-page.test/guide").waitFor();
    await workbench.screenshot("link question");
    await workbench.dialog("Open and Always Allow docs-page.test");
    await letOpen();
    const allowed = /"askClaude\.allowedLinkHosts":\s*\[\s*"docs-page\.test"\s*\]/;
    for (let tries = 0; tries < 50 && !allowed.test(await userSettings()); tries += 1) {
      await page.waitForTimeout(100);
    }
    assert.match(await userSettings(), allowed);
    await link("the start").click();
    // The first question that comes is VS Code's: ours is answered for good.
    await workbench.question.waitFor();
    assert.match(await workbench.question.innerText(), /to open the external website/);
    await letOpen();
    assert.deepEqual(opened, ["https://docs-page.test/guide", "https://docs-page.test/start"]);
    proved({ row: "T13", tried: "links of an allowed host clicked in a real workbench", count: 2 });
  });
});
