import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { chromium, type Browser } from "playwright-core";
import { watchRequests } from "./browserRequests";
import { fetched } from "./download";

const chromiumVersion = "153.0.0";

function usualPlaces(): readonly string[] {
  const { env, platform } = process;
  if (platform === "darwin") {
    return ["Google Chrome", "Chromium", "Microsoft Edge"].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (platform === "win32") {
    const roots = [env["PROGRAMFILES"], env["PROGRAMFILES(X86)"], env["LOCALAPPDATA"]];
    const products = [
      "Google\\Chrome\\Application\\chrome.exe",
      "Chromium\\Application\\chrome.exe",
      "Microsoft\\Edge\\Application\\msedge.exe",
    ];
    return products.flatMap((product) =>
      roots.flatMap((root) => (root === undefined ? [] : [join(root, product)])),
    );
  }
  const names = [
    "google-chrome-stable",
    "google-chrome",
    "chromium",
    "chromium-browser",
    "microsoft-edge-stable",
    "microsoft-edge",
  ];
  const folders = [...(env["PATH"] ?? "").split(":"), "/usr/bin", "/usr/local/bin"];
  return names.flatMap((name) =>
    folders.filter((folder) => folder !== "").map((folder) => join(folder, name)),
  );
}

/** Machines without a desktop often lack fonts and security libraries: the package's own are used there only. */
const launcher = `#!/bin/sh
here=$(cd "$(dirname "$0")" && pwd)
[ -d /etc/fonts ] || export FONTCONFIG_PATH="$here/fonts"
"$here/chromium" --version >/dev/null 2>&1 || export LD_LIBRARY_PATH="$here/al2023/lib"
exec "$here/chromium" "$@"
`;

const fontSettings = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

/** The package unpacks into the temporary folder of its process and, told it runs in a cloud, its libraries too. */
async function unpackChromium(folder: string): Promise<void> {
  const entry = pathToFileURL(
    join(folder, "node_modules", "@sparticuz", "chromium", "build", "index.js"),
  ).href;
  await promisify(execFile)(
    process.execPath,
    ["--input-type=module", "--eval", `await (await import("${entry}")).default.executablePath();`],
    { env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" } },
  );
  await writeFile(join(folder, "fonts", "fonts.conf"), fontSettings);
  const start = join(folder, "start-chromium");
  await writeFile(start, launcher);
  await chmod(start, 0o755);
}

/** Path of a Chromium-family browser: BROWSER_EXECUTABLE, an installed one, or one fetched from npm (Linux x64). */
export async function browserExecutable(): Promise<string> {
  const named = process.env["BROWSER_EXECUTABLE"];
  if (named !== undefined && named !== "") {
    if (!existsSync(named)) {
      throw new Error(`BROWSER_EXECUTABLE names ${named}, which does not exist.`);
    }
    return named;
  }
  const installed = usualPlaces().find((path) => existsSync(path));
  if (installed !== undefined) {
    return installed;
  }
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error(
      "No Chrome, Chromium or Edge was found: install one, or name one with BROWSER_EXECUTABLE, then run the same command again.",
    );
  }
  const folder = await fetched({
    folder: `chromium-${chromiumVersion}`,
    title: `Chromium ${chromiumVersion}`,
    packages: [`@sparticuz/chromium@${chromiumVersion}`],
    finish: unpackChromium,
  });
  return join(folder, "start-chromium");
}

/** How a browser is started when the default (no window) is not what is wanted. */
export interface BrowserOptions {
  readonly headless?: boolean;
  readonly args?: readonly string[];
}

/** Starts a browser with a fresh profile that contacts nobody on its own; the caller closes it. */
export async function launchBrowser(options: BrowserOptions = {}): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: await browserExecutable(),
    headless: options.headless ?? true,
    args: [
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...(options.args ?? []),
    ],
  });
  return watchRequests(browser);
}
