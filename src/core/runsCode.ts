import { anyGlob } from "./glob";

/**
 * Files by which programs run without being asked for by name: when a folder is opened, a shell starts, something is
 * committed, pushed, installed or debugged. In small letters; a row stands for the end of a path.
 */
const risky = anyGlob([
  // VS Code: tasks that run on opening, settings that name programs, servers that are started.
  ".vscode/**/*.{json,jsonc}",
  "*.code-workspace",
  ".devcontainer/**",
  ".devcontainer.json",
  // Settings of the person, wherever VS Code keeps them.
  "/user/{*,profiles/*/*}.json",
  "{.config/*,application support/*,roaming/*,code-server,user-data}/user/{*,profiles/*/*}.json",
  ".vscode*/data/{user,machine}/*.json",
  // Servers and hooks of tools that work with models.
  "{.mcp,.cursor/mcp}.json",
  ".claude/settings*.json",
  ".claude/hooks/**",
  // Git: configuration names programs, hooks are programs.
  ".git/**",
  "*.git/{config,hooks/**}",
  "{.gitconfig,.config/git/config}",
  "{.husky,.githooks,.git-hooks}/**",
  ".pre-commit-config.y{a,}ml",
  "{.lefthook,lefthook}{,-local}.{yml,yaml,toml,json}",
  "{.lintstagedrc*,lint-staged.config.*,.huskyrc*}",
  // Continuous integration.
  "{.github,.gitea,.forgejo}/{workflows,actions}/**",
  "{.gitlab-ci,.travis,.drone,.appveyor,appveyor,bitbucket-pipelines,.cirrus,cloudbuild}.{yml,yaml}",
  "{azure-pipelines*,.woodpecker*}.{yml,yaml}",
  "{.circleci,.buildkite,.woodpecker,.gitlab/ci}/**",
  "{jenkinsfile,jenkinsfile.*}",
  // Package managers and environments: what they load before anything is asked of them.
  "{.npmrc,.yarnrc,.yarnrc.yml,.pnpmfile.cjs,.pnpmfile.mjs,pnpmfile.js,.pnp.cjs,bunfig.toml}",
  ".yarn/{plugins,releases}/**",
  ".cargo/config{,.toml}",
  "{.envrc,.mise.toml,mise.toml}",
  "{sitecustomize,usercustomize}.py",
  // Shells, and what starts at login.
  ".{bashrc,bash_profile,bash_login,bash_logout,bash_aliases,profile,zshrc,zshenv,zprofile,zlogin,zlogout}",
  ".{cshrc,tcshrc,login,logout,kshrc,xprofile,xinitrc,xsession,inputrc}",
  "{fish/config.fish,fish/conf.d/*.fish,etc/profile,etc/profile.d/*}",
  "{profile.ps1,*_profile.ps1}",
  "{.config/autostart/*,.config/systemd/user/**,launchagents/*,launchdaemons/*,crontab}",
  // Where a connection leads, and what is run for it.
  ".ssh/**",
  "{.gdbinit,.lldbinit,.vimrc,.exrc,.nvim.lua}",
]);

/** What runs when packages are installed, without its name being said. */
const lifecycleScript =
  /"(?:pre|post)?(?:install|uninstall|prepare|publish|pack|prepublishOnly)"(?:[^"]*"[^"]*")?/g;

/** A schema from elsewhere is fetched as soon as the file is open, from wherever it says. */
const schema = /"\$schema"[^"]*"(?:[a-z]+:)?\/\/[^"]*"|yaml-language-server:\s*\$schema=\S+/gi;

/**
 * The end of a document's path by which it is one that makes programs run, or says which; undefined for all others.
 * Names count as Windows and macOS take them. Of a package.json only the scripts count that run on install, and of data
 * files a schema that is fetched, and only those that came.
 */
export function runsCode(
  path: string,
  proposal: readonly string[],
  original: readonly string[],
): string | undefined {
  const parts = partsOf(path);
  const plain = parts.map(asDisksSeeIt);
  for (let first = parts.length - 1; first >= 0; first--) {
    const end = plain.slice(first).join("/");
    if (risky.test(end)) {
      return parts.slice(first).join("/");
    }
  }
  const name = plain.at(-1) ?? "";
  const adds = (pattern: RegExp): boolean => hasMore(pattern, proposal, original);
  const isRisky =
    (name === "package.json" && adds(lifecycleScript)) ||
    (/\.(?:json|jsonc|json5|ya?ml)$/.test(name) && adds(schema));
  return isRisky ? parts.at(-1) : undefined;
}

function partsOf(path: string): readonly string[] {
  const parts: string[] = [];
  for (const part of path.split(/[/\\]/)) {
    if (part === "..") {
      parts.pop();
    } else if (part !== ".") {
      parts.push(part);
    }
  }
  return parts;
}

/** Windows takes dots and spaces at the end away, and knows streams and short names; macOS skips what cannot be seen. */
function asDisksSeeIt(part: string): string {
  return part
    .normalize("NFKC")
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cc}]/gu, "")
    .toLowerCase()
    .replace(/(?<=.):.*$/, "")
    .replace(/(?<=[^. ])[. ]+$/, "")
    .replace(/^git~\d$/, ".git");
}

/** Whether a text has something that the other does not have, or has fewer of. */
function hasMore(pattern: RegExp, proposal: readonly string[], original: readonly string[]): boolean {
  const had = matchesOf(pattern, original);
  return matchesOf(pattern, proposal).some((match) => {
    const index = had.indexOf(match);
    had.splice(index, index === -1 ? 0 : 1);
    return index === -1;
  });
}

function matchesOf(pattern: RegExp, lines: readonly string[]): string[] {
  const text = lines
    .join("\n")
    .replace(/\\u([\da-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return [...text.matchAll(pattern)].map(([match]) => match.replace(/\s+/g, ""));
}
