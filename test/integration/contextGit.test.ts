import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as vscode from "vscode";

import type { ContextItem } from "../../src/core/context";
import { contextText } from "../../src/core/contextText";
import { Attaching, add, at, write } from "./attaching";
import { until } from "./host";

describe("context of a repository", () => {
  const chat = new Attaching();

  describe("git", () => {
    const git = (...args: readonly string[]): string =>
      execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], {
        cwd: at("repo").fsPath,
        encoding: "utf8",
      });

    before(async function () {
      this.timeout(60_000);
      await vscode.workspace
        .getConfiguration("git")
        .update("enabled", true, vscode.ConfigurationTarget.Global);
      await write("repo/kept.txt", "one\ntwo\n");
      await write("repo/staged.txt", "old\n");
      await write("repo/.gitignore", "*.log\n");
      git("init", "-q");
      git("add", ".");
      git("commit", "-q", "-m", "First");
      await write("repo/staged.txt", "new\n");
      git("add", "staged.txt");
      await write("repo/kept.txt", "one\nTWO\n");
      await write("repo/debug.log", "noise\n");
      await write("repo/unknown.txt", "not known to git\n");
      const extension = vscode.extensions.getExtension("vscode.git");
      assert.ok(extension);
      const exported = await extension.activate();
      await until(() => exported.enabled, 30_000);
      await exported.getAPI(1).openRepository(at("repo"));
      await until(() => {
        const { state } = exported.getAPI(1).getRepository(at("repo")) ?? {};
        return state?.indexChanges.length === 1 && state.workingTreeChanges.length >= 1;
      }, 30_000);
    });

    it("gives staged and unstaged changes apart", async () => {
      await chat.choose("staged", "Git Diff: Staged Changes");
      await chat.choose("diff", "Git Diff: Unstaged Changes");
      const [staged, unstaged] = chat.chips;
      assert.match(staged?.text ?? "", /-old\n\+new/);
      assert.doesNotMatch(staged?.text ?? "", /TWO/);
      assert.match(unstaged?.text ?? "", /-two\n\+TWO/);
      assert.match(contextText(staged as ContextItem), /^Staged changes in `repo`:\n```diff\n/);
      assert.match(contextText(unstaged as ContextItem), /^Unstaged changes in `repo`:\n```diff\n/);
    });

    it("asks about secrets in changes: by the names of their files, and in their lines", async () => {
      await write("repo/.env.local", "DB_PASSWORD=Zk39xQ7LmW2vRt8p\n");
      git("add", ".env.local");
      try {
        chat.dialogs.answer = "Leave Out";
        await chat.choose("staged", "Git Diff: Staged Changes");
        assert.deepEqual(chat.chips, []);
        assert.match(
          chat.dialogs.said,
          /It shows \.env\.local, and files of this name usually hold secrets\./,
        );
        assert.match(chat.dialogs.said, /Line \d+ seems to set a password or key\./);
      } finally {
        git("rm", "-q", "-f", ".env.local");
      }
    });

    it("gives the changes of the file that was clicked in the source control view", async () => {
      await vscode.commands.executeCommand(
        "askClaude.addChanges",
        { resourceUri: at("repo/kept.txt") },
        { resourceUri: at("repo/unknown.txt") },
      );
      const [changed, added] = chat.chips;
      assert.deepEqual(
        [changed?.kind, changed?.extent, changed?.fileName],
        ["diff", "unstaged", "repo/kept.txt"],
      );
      assert.match(changed?.text ?? "", /^diff --git a\/kept\.txt b\/kept\.txt\n/);
      // Git knows no changes of a file that is new to it: the file itself is meant.
      assert.deepEqual([added?.kind, added?.text], ["file", "not known to git\n"]);
    });

    it("gives the changes of a group that was clicked", async () => {
      await vscode.commands.executeCommand("askClaude.addChanges", {
        id: "index",
        resourceStates: [{ resourceUri: at("repo/staged.txt") }],
      });
      assert.equal(chat.only.extent, "staged");
      assert.match(chat.only.text, /\+new/);
    });

    it("marks a file that it is told to ignore, as a chip and in the list", async () => {
      await add(undefined, [at("repo/debug.log"), at("repo/kept.txt")]);
      assert.deepEqual(
        chat.chips.map(({ isIgnored }) => isIgnored),
        [true, undefined],
      );
      const lines = await chat.complete("debug.log");
      assert.equal(lines.find(({ label }) => label === "debug.log")?.isIgnored, true);
    });

    it("says so when there are no changes", async () => {
      await vscode.commands.executeCommand("askClaude.addChanges", {
        resourceUri: at("repo/.gitignore"),
      });
      assert.deepEqual(chat.chips, []);
      assert.match(chat.dialogs.said, /\.gitignore has no unstaged changes\./);
    });
  });
});
