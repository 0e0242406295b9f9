import assert from "node:assert/strict";

import { runsCode } from "../../../src/core/runsCode";

function named(
  path: string,
  lines: readonly string[] = ["a"],
  original: readonly string[] = [],
): string | undefined {
  return runsCode(path, lines, original);
}

/** Each row: paths of files that make programs run, then harmless neighbours. */
const rows: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  [
    "settings of a folder",
    [
      ".vscode/tasks.json",
      ".vscode/launch.json",
      ".vscode/settings.json",
      ".vscode/extensions.json",
      ".vscode/mcp.json",
      ".vscode/c_cpp_properties.json",
      ".vscode/a.jsonc",
      "packages/a/.vscode/settings.json",
      "/home/a/shop/.vscode/tasks.json",
    ],
    [
      "vscode/tasks.json",
      "src/tasks.json",
      "settings.json",
      ".vscode/shop.code-snippets",
      ".vscode/readme.md",
      ".vscode-test.mjs",
    ],
  ],
  [
    "workspaces",
    ["shop.code-workspace", "a/b/Shop.code-workspace"],
    ["code-workspace", "shop.code-workspace.md"],
  ],
  [
    "development containers",
    [
      ".devcontainer/devcontainer.json",
      ".devcontainer/postCreate.sh",
      ".devcontainer.json",
      "a/.devcontainer/x/Dockerfile",
    ],
    ["Dockerfile", "devcontainer.md"],
  ],
  [
    "settings of the person",
    [
      "/User/settings.json",
      "/User/profiles/-3f2a/tasks.json",
      "/home/a/.config/Code/User/settings.json",
      "/home/a/.config/Code - Insiders/User/keybindings.json",
      "/home/a/.config/VSCodium/User/profiles/1/settings.json",
      "/Users/a/Library/Application Support/Code/User/mcp.json",
      "C:\\Users\\a\\AppData\\Roaming\\Code\\User\\tasks.json",
      "/home/a/.vscode-server/data/Machine/settings.json",
      "/home/a/.local/share/code-server/User/settings.json",
      "/opt/code/data/user-data/User/settings.json",
      "/home/a/.vscode-server-insiders/data/User/tasks.json",
    ],
    [
      "user/settings.json",
      "src/user/settings.json",
      "/home/a/code/user/settings.json",
      "/home/user/settings.json",
      "/User/notes.md",
      "/User/snippets/a.json",
    ],
  ],
  [
    "servers and hooks of other tools",
    [
      ".mcp.json",
      ".cursor/mcp.json",
      ".claude/settings.json",
      ".claude/settings.local.json",
      ".claude/hooks/format.sh",
    ],
    ["mcp.json", ".claude/notes.md", "claude/settings.json"],
  ],
  [
    "git",
    [
      ".git",
      ".git/config",
      ".git/hooks/pre-commit",
      "a/.git/info/attributes",
      "shop.git/hooks/update",
      "shop.git/config",
      ".gitconfig",
      "/home/a/.config/git/config",
    ],
    [
      ".gitignore",
      ".gitattributes",
      ".github/README.md",
      "git/config",
      "shop.git/description",
      "src/git/hooks.ts",
    ],
  ],
  [
    "hooks in the repository",
    [
      ".husky/pre-commit",
      ".git-hooks/pre-push",
      "lefthook.yaml",
      "lefthook.json",
      ".githooks/pre-push",
      ".pre-commit-config.yaml",
      ".pre-commit-config.yml",
      "lefthook.yml",
      ".lefthook.toml",
      "lefthook-local.yml",
      ".lintstagedrc.json",
      "lint-staged.config.mjs",
      ".huskyrc",
    ],
    ["husky.ts", "hooks/pre-commit.md", "src/hooks/useState.ts", "pre-commit-config.md"],
  ],
  [
    "continuous integration",
    [
      ".github/workflows/test.yml",
      ".github/actions/build/action.yml",
      ".gitea/workflows/a.yml",
      ".forgejo/workflows/a.yml",
      ".appveyor.yml",
      ".woodpecker/a.yml",
      ".woodpecker.yaml",
      ".gitlab-ci.yml",
      ".gitlab/ci/test.yml",
      ".circleci/config.yml",
      ".travis.yml",
      "azure-pipelines.yml",
      "azure-pipelines-nightly.yaml",
      "Jenkinsfile",
      "jenkinsfile.release",
      "bitbucket-pipelines.yml",
      ".drone.yml",
      "appveyor.yml",
      ".woodpecker.yml",
      ".buildkite/pipeline.yml",
      ".cirrus.yml",
      "cloudbuild.yaml",
    ],
    [
      ".github/CODEOWNERS",
      ".github/ISSUE_TEMPLATE/bug.yml",
      "workflows/test.yml",
      "gitlab-ci.md",
      "docker-compose.yml",
      "src/actions/build.ts",
    ],
  ],
  [
    "package managers and environments",
    [
      ".npmrc",
      ".pnpmfile.mjs",
      "mise.toml",
      "usercustomize.py",
      "a/.yarnrc",
      ".yarnrc.yml",
      ".pnpmfile.cjs",
      "pnpmfile.js",
      ".pnp.cjs",
      "bunfig.toml",
      ".yarn/plugins/a.cjs",
      ".yarn/releases/yarn-4.cjs",
      ".cargo/config",
      ".cargo/config.toml",
      ".envrc",
      ".mise.toml",
      "sitecustomize.py",
    ],
    [
      "npmrc",
      "yarn.lock",
      "Cargo.toml",
      "cargo/config.toml",
      ".env.example",
      "pnpm-lock.yaml",
      "package.json",
      "Makefile",
      "conftest.py",
      "build.rs",
      ".editorconfig",
    ],
  ],
  [
    "shells and logins",
    [
      ".bashrc",
      ".bash_login",
      ".bash_logout",
      ".zlogout",
      ".tcshrc",
      ".login",
      ".logout",
      ".xinitrc",
      ".xsession",
      ".inputrc",
      "/etc/profile",
      "Library/LaunchDaemons/a.plist",
      ".bash_profile",
      ".bash_aliases",
      ".profile",
      ".zshrc",
      ".zshenv",
      ".zprofile",
      ".zlogin",
      ".cshrc",
      ".kshrc",
      ".xprofile",
      "/home/a/.config/fish/config.fish",
      "fish/conf.d/a.fish",
      "/etc/profile.d/a.sh",
      "Microsoft.PowerShell_profile.ps1",
      "profile.ps1",
      "/home/a/.config/autostart/a.desktop",
      "/home/a/.config/systemd/user/a.service",
      "Library/LaunchAgents/a.plist",
      "crontab",
    ],
    ["bashrc.md", "profile.ts", "src/profile", "user.profile", "a.service", "fish.ts", "a.ps1"],
  ],
  [
    "connections, debuggers, editors",
    [
      ".ssh/config",
      ".ssh/authorized_keys",
      "/home/a/.ssh/rc",
      ".gdbinit",
      ".lldbinit",
      ".vimrc",
      ".exrc",
      ".nvim.lua",
    ],
    ["ssh/config.ts", "sshd.md", "vimrc", "init.lua"],
  ],
  [
    "names as disks take them",
    [
      ".VSCODE/Tasks.JSON",
      ".vscode\\tasks.json",
      ".git\\hooks\\pre-commit",
      ".git./config",
      ".git /config",
      ".vscode/tasks.json.",
      ".vscode/tasks.json::$DATA",
      "GIT~1/config",
      ".g\u200Cit/config",
      ".vſcode/tasks.json",
      ".vscode/./tasks.json",
      ".vscode/a/../tasks.json",
      "src/../.vscode/tasks.json",
      ".vscode//tasks.json",
    ],
    [".vscode/../tasks.json", ".git/../config", "...", "", "/", "."],
  ],
];

describe("a file that makes programs run", () => {
  for (const [name, risky, harmless] of rows) {
    describe(name, () => {
      for (const path of risky) {
        it(`is ${path}`, () => assert.notEqual(named(path), undefined));
      }
      for (const path of harmless) {
        it(`is not ${path}`, () => assert.equal(named(path), undefined));
      }
    });
  }

  it("is named by the part of its path that says so, as it is written", () => {
    assert.equal(named("/home/a/shop/.vscode/Tasks.json"), ".vscode/Tasks.json");
    assert.equal(named("shop/.git/hooks/pre-commit"), ".git/hooks/pre-commit");
    assert.equal(named("C:\\shop\\.npmrc"), ".npmrc");
    assert.equal(named("/home/a/.config/Code/User/settings.json"), ".config/Code/User/settings.json");
  });

  describe("by what comes into it", () => {
    const schema = '  "$schema": "https://example.com/schema.json",';
    const install = '    "postinstall": "node setup.js",';

    it("is a package.json with another script that runs on install", () => {
      for (const line of [
        install,
        '"prepare":"husky"',
        '"preinstall" : "x"',
        '"prepublishOnly": "x"',
        '"po\\u0073tinstall": "x"',
      ]) {
        assert.equal(named("a/package.json", ["{", line, "}"], ["{", "}"]), "package.json", line);
      }
      assert.equal(
        named("package.json", ['"postinstall":', '"b"'], ['"postinstall":', '"a"']),
        "package.json",
      );
      assert.equal(named("package.json", [install, '"test": "mocha"'], [install]), undefined);
      assert.equal(named("package.json", [install.trim()], [install]), undefined);
      assert.equal(
        named("package.json", ['"test": "mocha"', '"install-peers": "x"', '"version": "2.0.0"']),
        undefined,
      );
      assert.equal(named("lib/scripts.json", [install]), undefined);
    });

    it("is a file of data with a schema from elsewhere", () => {
      for (const line of [
        schema,
        '"$schema" : "//example.com/a"',
        '"\\u0024schema":"http://a"',
        '"$SCHEMA": "HTTPS://a"',
      ]) {
        assert.equal(named("data/a.json", ["{", line, "}"], ["{", "}"]), "a.json", line);
      }
      assert.equal(named("a.jsonc", ['"$schema": // where', '  "https://example.com/a"']), "a.jsonc");
      assert.equal(named("a.yml", ["# yaml-language-server: $schema=https://example.com/a"]), "a.yml");
      assert.equal(named("a.json", [schema, '"b": 1'], [schema]), undefined);
      assert.equal(named("a.json", [schema, schema], [schema]), "a.json");
      assert.equal(named("a.json", ['"$schema": "./node_modules/a/schema.json"']), undefined);
      assert.equal(
        named("a.json", ['"schema": "https://example.com"', '"$id": "https://example.com"']),
        undefined,
      );
      assert.equal(named("a.ts", [schema]), undefined);
    });
  });
});
