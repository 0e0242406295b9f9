// `npm start`: a VS Code with the extension under development and a sample workspace, until Ctrl+C.
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import companionManifest from "./companion/package.json";
import { desktopExecutable } from "./desktop";
import { editorEnvironment } from "./environment";
import { startMessagesEndpoint } from "./messages/server";
import { openLink } from "./openLink";
import { startTree } from "./processes";
import { cacheFolder, projectRoot } from "./project";
import {
  quietSettings,
  extensionsFolder,
  settingsFile,
  startServer,
  workbenchUrl,
  writeSettings,
  type Settings,
} from "./workbench";

const userDir = join(cacheFolder, "start");
const sample = join(cacheFolder, "sample");
const installed = extensionsFolder(userDir);
const companion = join(installed, "companion");
const standInKey = "sk-ant-test-local-stand-in";

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Fresh copies, so that nothing done in this VS Code changes the repository. */
async function copyFolders(): Promise<void> {
  const source = join(projectRoot, "test", "support");
  await rm(sample, { recursive: true, force: true });
  await cp(join(source, "sample"), sample, { recursive: true });
  await mkdir(companion, { recursive: true });
  await cp(join(source, "companion", "package.json"), join(companion, "package.json"));
  await cp(join(projectRoot, "out", "support", "companion", "extension.js"), join(companion, "extension.js"));
}

/** The preferred port, or 0 (any) where another program has it. */
async function freePort(preferred: number): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(0));
    probe.listen(preferred, "127.0.0.1", () => probe.close(() => resolve(preferred)));
  });
}

interface InstalledExtension {
  readonly identifier: { readonly id: string };
}

/** A served workbench takes one extension under development, so that it gets the companion as an installed one. */
async function listCompanion(): Promise<void> {
  const file = join(installed, "extensions.json");
  const known = await readFile(file, "utf8")
    .then((text): readonly InstalledExtension[] => JSON.parse(text))
    .catch((): readonly InstalledExtension[] => []);
  const { name, publisher, version } = companionManifest;
  const id = `${publisher}.${name}`;
  const location = { $mid: 1, scheme: "file", path: pathToFileURL(companion).pathname };
  const others = known.filter(({ identifier }) => identifier.id !== id);
  await writeFile(
    file,
    JSON.stringify([...others, { identifier: { id }, version, location, relativeLocation: "companion" }]),
  );
}

/** What a person set in this VS Code at an earlier start stays, except where the extension sends its requests. */
async function settingsWith(userData: string, baseUrl: string | undefined): Promise<Settings> {
  const kept = await readFile(settingsFile(userData), "utf8")
    .then((text): Settings => JSON.parse(text))
    .catch((): Settings => ({}));
  const { "askClaude.baseUrl": _earlier, ...rest } = { ...quietSettings, ...kept };
  return baseUrl === undefined ? rest : { ...rest, "askClaude.baseUrl": baseUrl };
}

interface Opened {
  readonly what: string;
  /** What the person has to do to see it. */
  readonly hint?: string;
  /** Resolves when the person has closed it. */
  readonly ended: Promise<unknown>;
}

async function openDesktop(
  executable: string,
  baseUrl: string | undefined,
  env: NodeJS.ProcessEnv,
): Promise<Opened> {
  const userData = join(userDir, "desktop");
  await writeSettings(userData, await settingsWith(userData, baseUrl));
  const tree = startTree(
    executable,
    [
      sample,
      join(sample, "pricing.ts"),
      `--extensionDevelopmentPath=${projectRoot}`,
      `--extensionDevelopmentPath=${companion}`,
      `--user-data-dir=${userData}`,
      `--extensions-dir=${join(userDir, "desktop-extensions")}`,
      "--disable-workspace-trust",
      "--skip-release-notes",
      "--skip-welcome",
      "--new-window",
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ],
    { env },
  );
  return { what: "VS Code", ended: tree.ended.then(tree.stop) };
}

async function openServed(baseUrl: string | undefined, env: NodeJS.ProcessEnv): Promise<Opened> {
  await mkdir(userDir, { recursive: true });
  await listCompanion();
  const settings = await settingsWith(join(userDir, "user"), baseUrl);
  // A browser keeps which chat was open by the address, so that this had better be the same each time.
  const server = await startServer({
    userDir,
    settings,
    env: { ...env, EXTENSIONS_GALLERY: "{}" },
    port: await freePort(41_771),
  });
  const link = workbenchUrl({
    server,
    folder: sample,
    extensionPath: projectRoot,
    openFile: join(sample, "pricing.ts"),
  });
  const shown = openLink(link);
  const how = shown ? "It should open by itself; else open" : "Open";
  return {
    what: "VS Code's workbench for a browser",
    hint: `${how} this link, which only this machine can reach:\n${link}`,
    ended: server.ended,
  };
}

async function main(): Promise<void> {
  const withKey = (process.env["ANTHROPIC_API_KEY"] ?? "") !== "";
  await copyFolders();
  const endpoint = withKey ? undefined : await startMessagesEndpoint({ port: await freePort(41_770) });
  const env = editorEnvironment(
    endpoint === undefined
      ? {}
      : { ASK_CLAUDE_START_ORIGIN: endpoint.origin, ASK_CLAUDE_START_KEY: standInKey },
  );
  const executable = await desktopExecutable();
  const opened = await (executable === undefined
    ? openServed(endpoint?.origin, env)
    : openDesktop(executable, endpoint?.origin, env));
  say(`\nStarted ${opened.what} with Ask Claude and a sample workspace (${sample}).`);
  if (opened.hint !== undefined) {
    say(opened.hint);
  }
  say(
    endpoint === undefined
      ? "Answers come from the Anthropic API: Ask Claude offers the key from ANTHROPIC_API_KEY and asks before it uses it."
      : `Answers come from a local stand-in at ${endpoint.origin}, not from Claude. Set ANTHROPIC_API_KEY to talk to the API.`,
  );
  say("Press Ctrl+C here to stop.");
  await opened.ended;
  await endpoint?.close();
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
