import { runTests } from "@vscode/test-electron";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { format } from "node:util";
import { launchBrowser } from "./browser";
import { desktopExecutable } from "./desktop";
import { startEndpointProcess } from "./endpoint";
import { testEnvironment } from "./environment";
import { projectRoot } from "./project";
import { isFullSize } from "./proof";
import { outputMark } from "./suites";
import { quietSettings, startServer, workbenchUrl, writeSettings, type Settings } from "./workbench";

interface Place {
  readonly folder: string;
  readonly userDir: string;
  readonly settings: Settings;
  readonly env: NodeJS.ProcessEnv;
  readonly reportFile: string;
  readonly print: (text: string) => void;
}

/** What a run is about. */
export interface IntegrationOptions {
  readonly reportFile: string;
  readonly print: (text: string) => void;
  /** Only these suites, relative to their folder; all unless told. */
  readonly files?: readonly string[];
}

const testsPath = join(projectRoot, "out", "integration", "index.js");
const limitMs = (isFullSize ? 12 * 60 : 30) * 60_000;

/** A workbench logs a lot that is no news, unless the run broke down: then its last lines are the best clue. */
function showNoise({ print }: Place, noise: readonly string[]): void {
  print(`VS Code's own last log lines:\n${noise.slice(-40).join("\n")}\n`);
}

async function inServer(place: Place): Promise<void> {
  const server = await startServer({ userDir: place.userDir, settings: place.settings, env: place.env });
  try {
    const browser = await launchBrowser();
    try {
      const noise: string[] = [];
      const page = await browser.newPage();
      await page.exposeFunction("codeAutomationLog", (type: string, args: readonly unknown[]) => {
        const text = format(...args);
        if (text.startsWith(outputMark)) {
          place.print(`${text.slice(outputMark.length)}\n`);
        } else {
          noise.push(`[${type}] ${text.split("\n", 1)[0]}`);
        }
      });
      const ended = new Promise<void>((resolve, reject) => {
        page.once("crash", () => reject(new Error("The browser page with the workbench crashed.")));
        setTimeout(() => reject(new Error(`No end within ${limitMs / 60_000} minutes.`)), limitMs).unref();
        void page.exposeFunction("codeAutomationExit", () => resolve());
      });
      await page.goto(workbenchUrl({ server, folder: place.folder, extensionPath: projectRoot, testsPath }));
      await ended.finally(() => {
        if (!existsSync(place.reportFile)) {
          showNoise(place, noise);
        }
      });
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
  }
}

async function inDesktop(executable: string, place: Place): Promise<void> {
  const userData = join(place.userDir, "user");
  await writeSettings(userData, { ...quietSettings, ...place.settings });
  const unset = Object.keys(process.env).filter((name) => !(name in place.env));
  await runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: projectRoot,
    extensionTestsPath: testsPath,
    launchArgs: [
      place.folder,
      `--user-data-dir=${userData}`,
      `--extensions-dir=${join(place.userDir, "extensions")}`,
      "--disable-extensions",
      "--password-store=basic",
    ],
    extensionTestsEnv: { ...Object.fromEntries(unset.map((name) => [name, undefined])), ...place.env },
  });
}

/** Runs the integration suites inside a real VS Code; their totals come in the report file. */
export async function runIntegration({ reportFile, print, files }: IntegrationOptions): Promise<void> {
  const userDir = await mkdtemp(join(tmpdir(), "ask-claude-"));
  const folder = join(userDir, "workspace");
  try {
    const executable = await desktopExecutable();
    await mkdir(folder);
    await cp(join(projectRoot, "test", "integration", "workspace"), folder, { recursive: true });
    // The second is where nothing may ever arrive unasked: traps point at it.
    const [endpoint, other] = await Promise.all([startEndpointProcess(), startEndpointProcess()]);
    try {
      const env = testEnvironment({
        ASK_CLAUDE_TEST_ENDPOINT: endpoint.origin,
        ASK_CLAUDE_TEST_OTHER_ENDPOINT: other.origin,
        ASK_CLAUDE_TEST_REPORT: reportFile,
        ASK_CLAUDE_TEST_USER_DIR: userDir,
        ...(files === undefined ? {} : { ASK_CLAUDE_TEST_FILES: files.join("\n") }),
      });
      const place = {
        folder,
        userDir,
        settings: {
          "askClaude.baseUrl": endpoint.origin,
          // So that the endpoint hears only what somebody asked.
          "askClaude.countTokens": false,
        },
        env,
        reportFile,
        print,
      };
      await (executable === undefined ? inServer(place) : inDesktop(executable, place));
    } finally {
      await Promise.all([endpoint.stop(), other.stop()]);
    }
  } finally {
    await rm(userDir, { recursive: true, force: true, maxRetries: 5 });
  }
}
