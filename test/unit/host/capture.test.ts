import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { runProgram } from "../../../src/host/capture/program";
import { type Taken, takePicture } from "../../../src/host/capture/takePicture";

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** What a fake tool does with the file that it is to write. */
const behaviours = {
  works: 'cp "$PICTURE" "$FILE"',
  fails: 'echo "it went wrong" >&2; exit 3',
  "writes nothing": "exit 0",
  "writes an empty file": ': > "$FILE"',
  "writes garbage": 'echo garbage > "$FILE"',
  "writes too much": 'head -c 34000000 /dev/zero > "$FILE"',
  "talks without end": "exec yes",
  hangs: ': > "$LOGS/hanging"; exec sleep 600',
} as const;

type Behaviour = keyof typeof behaviours;

// The fake tools are scripts of a shell.
const describeWithShell = process.platform === "win32" ? (): void => undefined : describe;

describeWithShell("taking a screenshot with the tools of a system", () => {
  let root = "";
  let bin = "";
  let logs = "";
  let temporary: string | undefined;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "ask-claude-tools-"));
    [bin, logs] = [join(root, "bin"), join(root, "logs")];
    await Promise.all([mkdir(bin), mkdir(logs), mkdir(join(root, "tmp"))]);
    await writeFile(join(root, "picture.png"), png);
    temporary = process.env["TMPDIR"];
    process.env["TMPDIR"] = join(root, "tmp");
  });
  afterEach(async () => {
    assert.deepEqual(await readdir(join(root, "tmp")), [], "a folder was left behind");
    if (temporary === undefined) {
      delete process.env["TMPDIR"];
    } else {
      process.env["TMPDIR"] = temporary;
    }
    await rm(root, { recursive: true, force: true });
  });

  /** A program that writes down how it was called, then does what it is told to `FILE`. */
  async function tool(name: string, script: string, file = "for FILE; do :; done"): Promise<void> {
    const path = join(bin, name);
    const log = `{ printf '%s\\n' "$@"; } > "$LOGS/${name}"; env > "$LOGS/${name}.env"; pwd > "$LOGS/${name}.pwd"`;
    await writeFile(
      path,
      `#!/bin/sh\n${log}\n${file}\nFILE=\${FILE#png:}\nFILE=\${FILE#--file=}\n${script}\n`,
    );
    await chmod(path, 0o755);
  }

  const called = async (name: string): Promise<readonly string[]> =>
    (await readFile(join(logs, name), "utf8")).split("\n").slice(0, -1);
  const wasCalled = async (name: string): Promise<boolean> => (await readdir(logs)).includes(name);

  function take(
    platform: string,
    environment: Readonly<Record<string, string>>,
    more: { readonly signal?: AbortSignal; readonly timeoutMs?: number } = {},
  ): Promise<Taken> {
    return takePicture({
      signal: more.signal ?? new AbortController().signal,
      timeoutMs: more.timeoutMs ?? 20_000,
      platform,
      environment: {
        PATH: [bin, "/usr/bin", "/bin"].join(delimiter),
        LOGS: logs,
        PICTURE: join(root, "picture.png"),
        ANTHROPIC_API_KEY: "sk-ant-test-1",
        ...environment,
      },
      isPicture: (bytes) => Buffer.from(bytes.subarray(0, 4)).toString("latin1") === "\x89PNG",
      run: async (program, programArguments, place) => {
        // Real tools of this machine would wait for a mouse.
        if (!(await readdir(bin)).includes(program)) {
          return { type: "missing" };
        }
        return runProgram(program, programArguments, place);
      },
    });
  }

  const x11 = { DISPLAY: ":0" };
  const wayland = { WAYLAND_DISPLAY: "wayland-0" };
  const isTaken = (taken: Taken): void => {
    assert.equal(taken.type, "taken");
    assert.deepEqual(taken.type === "taken" ? Buffer.from(taken.bytes) : undefined, png);
  };

  const each: readonly {
    readonly name: string;
    readonly platform: string;
    readonly environment: Readonly<Record<string, string>>;
    readonly program: string;
    readonly quietCancel?: boolean;
    readonly file?: string;
  }[] = [
    { name: "macOS", platform: "darwin", environment: {}, program: "screencapture", quietCancel: true },
    {
      name: "Windows",
      platform: "win32",
      environment: {},
      program: "powershell.exe",
      file: 'FILE="$ASK_CLAUDE_SCREENSHOT"',
    },
    {
      name: "gnome-screenshot",
      platform: "linux",
      environment: x11,
      program: "gnome-screenshot",
      quietCancel: true,
    },
    { name: "spectacle", platform: "linux", environment: wayland, program: "spectacle", quietCancel: true },
    { name: "import", platform: "linux", environment: x11, program: "import" },
    { name: "grim", platform: "linux", environment: wayland, program: "grim" },
  ];
  for (const { name, platform, environment, program, quietCancel, file } of each) {
    describe(name, () => {
      beforeEach(() => tool("slurp", 'echo "10,20 300x400"'));

      it("takes the picture that it wrote, and gives it no secret and an empty folder of its own", async () => {
        await tool(program, `ls -la > "$LOGS/listing"; ${behaviours.works}`, file);
        isTaken(await take(platform, environment));
        assert.doesNotMatch(await readFile(join(logs, `${program}.env`), "utf8"), /sk-ant|ANTHROPIC/);
        const [folder = ""] = await called(`${program}.pwd`);
        assert.ok(folder.startsWith(join(root, "tmp")), folder);
        const listing = await readFile(join(logs, "listing"), "utf8");
        assert.match(listing, /^drwx------ .* \.$/m);
      });

      const faults: readonly Behaviour[] = [
        "fails",
        ...(quietCancel === true ? [] : (["writes nothing"] as const)),
        "writes an empty file",
        "writes garbage",
        "talks without end",
      ];
      for (const fault of faults) {
        it(`says no when it ${fault}`, async () => {
          await tool(
            program,
            platform === "darwin" && fault === "fails"
              ? 'echo "could not create image" >&2; exit 1'
              : behaviours[fault],
            file,
          );
          const taken = await take(platform, environment);
          assert.equal(taken.type, "failed");
          const why = taken.type === "failed" ? taken.tries.map((one) => one.why).filter(Boolean) : [];
          assert.equal(why.length, 1);
        });
      }

      it("ends it when it is called off", async () => {
        await tool(program, behaviours.hangs, file);
        const controller = new AbortController();
        const taking = take(platform, environment, { signal: controller.signal });
        while (!(await wasCalled("hanging"))) {
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
        const before = performance.now();
        controller.abort();
        assert.deepEqual(await taking, { type: "cancelled" });
        assert.ok(performance.now() - before < 2_000);
      });

      it("ends it when it takes too long", async () => {
        await tool(program, behaviours.hangs, file);
        assert.deepEqual(await take(platform, environment, { timeoutMs: 400 }), { type: "timedOut" });
      });

      it("says so when what it wrote is too large", async () => {
        await tool(program, behaviours["writes too much"], file);
        assert.deepEqual(await take(platform, environment), { type: "tooLarge" });
      });
    });
  }

  it("says nothing when the person cancels, and tries no other tool", async () => {
    await tool("import", behaviours.works);
    await tool("grim", behaviours.works);
    const cancels: readonly [string, string, Readonly<Record<string, string>>, string][] = [
      ["screencapture", "darwin", {}, "exit 1"],
      ["powershell.exe", "win32", {}, "exit 2"],
      ["gnome-screenshot", "linux", x11, "exit 0"],
      ["spectacle", "linux", x11, "exit 0"],
      ["slurp", "linux", wayland, 'echo "selection cancelled" >&2; exit 1'],
    ];
    for (const [name, platform, environment, script] of cancels) {
      await tool(name, script);
      assert.deepEqual(await take(platform, environment), { type: "cancelled" }, name);
      assert.ok(!(await wasCalled("import")) && !(await wasCalled("grim")), name);
      await rm(join(bin, name));
    }
  });

  it("tries no other tool when nobody chose for too long, or when what was chosen is too large", async () => {
    await tool("import", behaviours.works);
    await tool("gnome-screenshot", behaviours.hangs);
    assert.deepEqual(await take("linux", x11, { timeoutMs: 400 }), { type: "timedOut" });
    await tool("gnome-screenshot", behaviours["writes too much"]);
    assert.deepEqual(await take("linux", x11), { type: "tooLarge" });
    assert.ok(!(await wasCalled("import")));
  });

  it("goes on to the next tool that works", async () => {
    await tool("gnome-screenshot", behaviours.fails);
    await tool("spectacle", behaviours["writes garbage"]);
    await tool("import", behaviours.works);
    isTaken(await take("linux", x11));
    assert.ok(await wasCalled("gnome-screenshot"));
    assert.ok(await wasCalled("spectacle"));
  });

  it("is content with the first that works", async () => {
    await tool("gnome-screenshot", behaviours.works);
    await tool("spectacle", behaviours.works);
    isTaken(await take("linux", x11));
    assert.ok(!(await wasCalled("spectacle")));
  });

  it("tells grim what was chosen with slurp, as one argument", async () => {
    await tool("slurp", 'echo "10,20 300x400; rm -rf /"');
    await tool("grim", behaviours.works);
    isTaken(await take("linux", wayland));
    assert.deepEqual((await called("grim")).slice(0, 2), ["-g", "10,20 300x400; rm -rf /"]);
  });

  it("goes on when slurp cannot choose here", async () => {
    await tool("slurp", 'echo "compositor does not support it" >&2; exit 1');
    await tool("grim", behaviours.works);
    const taken = await take("linux", wayland);
    assert.equal(taken.type, "failed");
    assert.ok(!(await wasCalled("grim")));
  });

  it("does not use tools of X under Wayland, nor any without a screen", async () => {
    await tool("import", behaviours.works);
    assert.equal((await take("linux", { ...wayland, ...x11 })).type, "failed");
    assert.deepEqual(await take("linux", {}), { type: "failed", tries: [] });
    assert.ok(!(await wasCalled("import")));
  });

  it("says of each tool that it is not there", async () => {
    const tools = ["portal", "gnome-screenshot", "spectacle", "import"];
    assert.deepEqual(await take("linux", x11), {
      type: "failed",
      tries: tools.map((name) => ({ tool: name })),
    });
    assert.deepEqual(await take("darwin", {}), { type: "failed", tries: [{ tool: "screencapture" }] });
    assert.deepEqual(await take("win32", {}), { type: "failed", tries: [{ tool: "snipping" }] });
  });

  it("gives PowerShell a script without double quotes, and the file by its environment", async () => {
    await tool("powershell.exe", behaviours.works, 'FILE="$ASK_CLAUDE_SCREENSHOT"');
    isTaken(await take("win32", {}));
    const words = (await called("powershell.exe")).join("\n");
    assert.match(words, /^-NoLogo\n-NoProfile\n-NonInteractive\n-STA\n-Command\n/);
    assert.match(words, /ms-screenclip:/);
    assert.doesNotMatch(words, /"/);
  });

  it("ends nothing when it was called off before it began", async () => {
    await tool("import", behaviours.works);
    const controller = new AbortController();
    controller.abort();
    assert.deepEqual(await take("linux", x11, { signal: controller.signal }), { type: "cancelled" });
    assert.ok(!(await wasCalled("import")));
    assert.ok((await stat(join(bin, "import"))).isFile());
  });
});
