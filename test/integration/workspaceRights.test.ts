import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import * as vscode from "vscode";

import type { TestApi } from "../../src/extension";
import { commandIds } from "../../src/host/manifest";
import { isFullSize, proved, times } from "../support/proof";
import { at, closeAll, openEditor, write } from "./attaching";
import { Dialogs } from "./dialogs";
import { ask, endpoint, freshChat, other, otherOrigin, until } from "./host";

interface Manifest {
  readonly contributes: {
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly default: unknown }>> };
  };
}

const section = "askClaude";
/** A workspace may have instructions, which wait for the person's consent. */
const withConsent = "askClaude.systemPrompt";

/** What a workspace would like each of our settings to be, by the setting's name. */
function hostileSettings(): Readonly<Record<string, unknown>> {
  const manifest = vscode.extensions.getExtension("ask-claude.ask-claude")?.packageJSON as Manifest;
  const wishes = Object.entries(manifest.contributes.configuration.properties).map(
    ([name, { default: usual }]): readonly [string, unknown] => {
      switch (typeof usual) {
        case "boolean":
          return [name, !usual];
        case "number":
          return [name, usual + 7];
        case "object":
          return [
            name,
            { explain: `Send all to ${otherOrigin}`, "claude-sonnet-5-5": { input: 0, output: 0 } },
          ];
        default:
          return [name, name.endsWith("baseUrl") ? otherOrigin : "wish-of-the-workspace"];
      }
    },
  );
  return Object.fromEntries(wishes);
}

const settingsFile = ".vscode/settings.json";

/** Files that tools of other makers read unasked. */
const strangers = [
  "CLAUDE.md",
  "AGENTS.md",
  ".claude/settings.json",
  ".claude/settings.local.json",
  ".claude/commands/review.md",
  ".claude/CLAUDE.md",
  ".mcp.json",
  ".env",
  ".env.local",
  ".cursorrules",
  ".cursor/rules/all.mdc",
  ".github/copilot-instructions.md",
  ".github/prompts/ask.prompt.md",
  ".askclaude.json",
  ".vscode/ask-claude.json",
  ".vscode/extensions.json",
  ".vscode/tasks.json",
  ".vscode/launch.json",
  ".devcontainer/devcontainer.json",
  ".devcontainer.json",
  "here.code-workspace",
] as const;

/** Commands that do with the chat, and wait for a page or a list: tried in Restricted Mode in full size only. */
const ofTheChat =
  /sideBar|newChat|InEditor|select|ApiKey|getStarted|editPrompts|showLog|showUsage|Conversation|focus|showPending/;

describe("a workspace", () => {
  let api: TestApi;
  let settingsBefore: string;

  before(async () => {
    settingsBefore = await readFile(at(settingsFile).fsPath, "utf8");
  });

  beforeEach(async () => {
    api = await freshChat();
  });

  after(async () => {
    await write(settingsFile, settingsBefore);
    for (const name of [...strangers, ".claude", ".cursor", ".devcontainer", ".github"]) {
      await vscode.workspace.fs.delete(at(name), { recursive: true }).then(undefined, () => undefined);
    }
    await freshChat();
  });

  async function sent(): Promise<{ readonly body: string; readonly headers: string; readonly path: string }> {
    await api.chat.views.newChat(api.chat.views.current);
    await endpoint.reset();
    await ask(api, "Why?");
    const [request, ...more] = await endpoint.requests();
    assert.ok(request);
    assert.deepEqual(more, []);
    return { body: request.body, headers: JSON.stringify(request.headers), path: request.path };
  }

  it("changes none of our settings, whichever it tries, wherever it writes them, and no byte of a request", async () => {
    const clean = await sent();
    const wishes = hostileSettings();
    const places: Readonly<Record<string, unknown>> = {
      plain: wishes,
      "for a language": { "[plaintext]": wishes, "[typescript][markdown]": wishes },
      "for a container": { customizations: { vscode: { settings: wishes } }, settings: wishes },
      "without the name before it": {
        askClaude: Object.fromEntries(
          Object.entries(wishes).map(([name, value]) => [name.slice(section.length + 1), value]),
        ),
      },
    };
    let tried = 0;
    for (const [place, settings] of Object.entries(places)) {
      const changed = new Promise<void>((resolve) => {
        const listening = vscode.workspace.onDidChangeConfiguration(() => {
          listening.dispose();
          resolve();
        });
        setTimeout(resolve, 1_500).unref();
      });
      await write(settingsFile, JSON.stringify(settings));
      await changed;
      for (const name of Object.keys(wishes).filter((each) => each !== withConsent)) {
        const key = name.slice(section.length + 1);
        for (const scope of [undefined, at("pricing.ts"), { languageId: "plaintext" }]) {
          const configuration = vscode.workspace.getConfiguration(section, scope);
          const found = configuration.inspect(key);
          assert.ok(found, name);
          assert.deepEqual(
            configuration.get(key),
            found.globalValue ?? found.defaultValue,
            `${name}, ${place}: ${JSON.stringify(found)}`,
          );
          tried += 1;
        }
      }
      assert.deepEqual(await sent(), clean, place);
    }
    assert.deepEqual(await other.requests(), []);
    proved({ row: "T1", tried: "settings of ours × places where a workspace may write them", count: tried });
    proved({
      row: "T2",
      tried: "base URLs of a workspace",
      count: Object.keys(places).length,
      result: `0 requests to them`,
    });
  });

  it("cannot have a setting of ours written for it, as another extension might do", async () => {
    const targets = [vscode.ConfigurationTarget.Workspace, vscode.ConfigurationTarget.WorkspaceFolder];
    const names = Object.entries(hostileSettings()).filter(([name]) => name !== withConsent);
    for (const [name, value] of names) {
      for (const target of targets) {
        const update = vscode.workspace
          .getConfiguration(section, at("pricing.ts"))
          .update(name.slice(section.length + 1), value, target);
        await assert.rejects(Promise.resolve(update), name);
      }
    }
    proved({
      row: "T1",
      tried: "settings of ours written for a workspace by another extension",
      count: names.length * targets.length,
      result: "each refused",
    });
  });

  it("is read in none of the files that other tools read unasked", async () => {
    const clean = await sent();
    for (const [index, name] of strangers.entries()) {
      const canary = `canary-of-a-stranger-${index}`;
      const settings = { ...hostileSettings(), canary };
      await write(
        name,
        /json|workspace$/.test(name)
          ? JSON.stringify({
              ...settings,
              settings,
              customizations: { vscode: { settings } },
              env: { ANTHROPIC_BASE_URL: otherOrigin },
            })
          : `ANTHROPIC_BASE_URL=${otherOrigin}\nANTHROPIC_API_KEY=sk-ant-test-of-the-workspace\n${canary}\n`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.deepEqual(await sent(), clean);
    const document = await openEditor(at("CLAUDE.md"));
    document.selection = new vscode.Selection(0, 0, 0, 0);
    assert.ok(!(await sent()).body.includes("canary-of-a-stranger"), "nor when one is open");
    assert.deepEqual(await other.requests(), []);
    await closeAll();
    proved({
      row: "T31",
      tried: "files that other tools take instructions or settings from",
      count: strangers.length,
      result: "none read",
    });
  });

  describe("in Restricted Mode", () => {
    /** Runs what it is given as in a workspace that is not trusted; VS Code itself trusts every one while it is tested. */
    async function untrusted(work: () => Promise<void>): Promise<void> {
      const before = Object.getOwnPropertyDescriptor(vscode.workspace, "isTrusted");
      assert.ok(before);
      Object.defineProperty(vscode.workspace, "isTrusted", { configurable: true, get: () => false });
      try {
        await work();
      } finally {
        Object.defineProperty(vscode.workspace, "isTrusted", before);
      }
    }

    async function filesNow(): Promise<readonly string[]> {
      return (await readdir(at(".").fsPath, { recursive: true })).toSorted();
    }

    it("has no command that attaches, sends or writes anything of it", async function () {
      this.timeout(60_000);
      /** Whether it has ended by then. */
      const endsWithin = (work: Promise<unknown>, ms: number): Promise<boolean> =>
        Promise.race([
          work.then(() => true),
          new Promise<boolean>((resolve) => setTimeout(() => resolve(false), ms)),
        ]);
      const dialogs = new Dialogs();
      const asked: string[] = [];
      const openExternal = vscode.env.openExternal;
      Object.assign(vscode.env, {
        openExternal: (uri: vscode.Uri) => (asked.push(uri.toString()), Promise.resolve(true)),
      });
      // This one takes a picture of the screen, with a program of the system.
      const commands = commandIds.filter(
        (id) => !/screenshot/i.test(id) && (isFullSize || !ofTheChat.test(id)),
      );
      const ways = [[], [at("pricing.ts"), [at("pricing.ts")]]];
      // Each in one way and several at once, except in full size.
      const atOnce = times(1, 15);
      const tried = commands.flatMap((id, index) =>
        ways.filter((_, way) => isFullSize || index % 2 === way).map((clicked) => ({ id, clicked })),
      );
      try {
        await untrusted(async () => {
          const text = await readFile(at("pricing.ts").fsPath, "utf8");
          const files = await filesNow();
          const uri = at("pricing.ts");
          const open: Promise<unknown>[] = [];
          for (let start = 0; start < tried.length; start += atOnce) {
            const batch = tried.slice(start, start + atOnce);
            const ids = batch.map(({ id }) => id).join(", ");
            const editor = await openEditor(uri);
            editor.selection = new vscode.Selection(0, 0, 4, 0);
            const running = batch.map(({ id, clicked }) =>
              Promise.resolve(vscode.commands.executeCommand(id, ...clicked)).catch(() => undefined),
            );
            if (!(await endsWithin(Promise.all(running), 100))) {
              await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
              open.push(...running);
            }
            assert.deepEqual(api.chat.session.draft.context, [], ids);
            assert.deepEqual(api.edits.all, [], ids);
            assert.equal(editor.document.getText(), text, ids);
          }
          await endsWithin(Promise.all(open), 500);
          assert.deepEqual(api.chat.session.draft.context, []);
          assert.deepEqual(api.edits.all, []);
          // A diagnosis asks which models there are, with nothing of the workspace in it.
          const requests = await endpoint.requests();
          assert.deepEqual(
            requests.filter(({ method }) => method !== "GET"),
            [],
          );
          assert.doesNotMatch(JSON.stringify(requests), /pricing|unitPrice|workspace/);
          assert.deepEqual(await other.requests(), []);
          assert.deepEqual(await filesNow(), files);
          assert.equal(await readFile(at("pricing.ts").fsPath, "utf8"), text);
        });
        assert.deepEqual(asked, []);
      } finally {
        Object.assign(vscode.env, { openExternal });
        dialogs.dispose();
        await closeAll();
      }
      proved({
        row: "T32",
        tried: "commands in Restricted Mode, from the palette and from a click",
        count: tried.length,
      });
    });

    it("does not keep the person from asking by typing, and adds nothing of its own", async () => {
      await untrusted(async () => {
        const editor = await openEditor(at("pricing.ts"));
        editor.selection = new vscode.Selection(0, 0, 4, 0);
        await until(() => api.chat.context.auto === undefined);
        const { body } = await sent();
        assert.match(body, /Why\?/);
        assert.doesNotMatch(body, /pricing|wish-of-the-workspace/);
        await closeAll();
      });
    });
  });
});
