import assert from "node:assert/strict";
import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { readImageHeader } from "../../../src/core/imageHeader";
import { takePicture } from "../../../src/host/capture/takePicture";

const run = promisify(execFile);

/** A display without a screen, what draws on it, and what moves its mouse. */
const programs = ["Xvfb", "import", "display", "convert", "xdotool"];

function missing(): readonly string[] {
  return programs.filter((program) => {
    try {
      execFileSync("which", [program], { stdio: "ignore" });
      return false;
    } catch {
      return true;
    }
  });
}

const absent = missing();
if (absent.length > 0) {
  process.stdout.write(`No test of a real screenshot: ${absent.join(", ")} not found.\n`);
} else {
  describe("a screenshot with ImageMagick on a real display", function () {
    this.timeout(60_000);
    let folder = "";
    let server: ChildProcess | undefined;
    let environment: Record<string, string> = {};
    /** A red field on green. */
    const screen = Buffer.concat([
      Buffer.from("P6 800 600 255\n"),
      ...Array.from({ length: 800 * 600 }, (_, at) => {
        const [x, y] = [at % 800, Math.floor(at / 800)];
        return Buffer.from(x >= 100 && x < 300 && y >= 50 && y < 150 ? [255, 0, 0] : [0, 128, 0]);
      }),
    ]);

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), "ask-claude-display-"));
      // The server chooses a free number and tells it.
      server = spawn(
        "Xvfb",
        ["-displayfd", "3", "-screen", "0", "800x600x24", "-noreset", "-nolisten", "tcp"],
        {
          stdio: ["ignore", "ignore", "ignore", "pipe"],
        },
      );
      const told = server.stdio[3];
      assert.ok(told);
      const [number] = (await once(told, "data")) as [Buffer];
      environment = { PATH: process.env["PATH"] ?? "", DISPLAY: `:${String(number).trim()}`, HOME: folder };
      await writeFile(join(folder, "screen.ppm"), screen);
      const drawing = spawn("display", ["-window", "root", join(folder, "screen.ppm")], {
        env: environment,
        stdio: "ignore",
      });
      // It draws, and may then end with a code of its own.
      await once(drawing, "exit");
    });
    after(async () => {
      const ended = server && once(server, "exit");
      server?.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    });

    it("has exactly the pixels of the window that it is of", async () => {
      const taken = await takePicture({
        signal: new AbortController().signal,
        platform: "linux",
        environment,
        isPicture: (bytes) => readImageHeader(bytes).ok,
        // While somebody chooses, the tool keeps every other program from the mouse: none can choose in their place.
        window: "root",
      });
      assert.equal(taken.type, "taken", JSON.stringify(taken));
      const file = join(folder, "taken.png");
      await writeFile(file, taken.type === "taken" ? taken.bytes : "");
      const { stdout } = await run("convert", [file, "-depth", "8", "rgb:-"], {
        encoding: "buffer",
        maxBuffer: 10_000_000,
      });
      assert.ok(stdout.equals(screen.subarray(screen.length - 800 * 600 * 3)));
    });

    it("lets go of the mouse when it is called off while the person chooses", async () => {
      const controller = new AbortController();
      const taking = takePicture({
        signal: controller.signal,
        platform: "linux",
        environment,
        isPicture: (bytes) => readImageHeader(bytes).ok,
      });
      setTimeout(() => controller.abort(), 700);
      assert.deepEqual(await taking, { type: "cancelled" });
      await run("xdotool", ["mousemove", "5", "5", "click", "1"], { env: environment, timeout: 5_000 });
    });
  });
}
