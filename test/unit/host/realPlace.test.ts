import assert from "node:assert/strict";
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { placeOutside } from "../../../src/host/context/realPlace";
import { proved } from "../../support/proof";

describe("where a file of a workspace really lies", () => {
  let folder: string;
  const at = (...parts: readonly string[]): string => join(folder, ...parts);

  before(async function () {
    folder = await realpath(await mkdtemp(join(tmpdir(), "ask-claude-links-")));
    for (const each of ["ws/src", "ws2", "home/.ssh", "other"]) {
      await mkdir(at(each), { recursive: true });
    }
    for (const file of ["ws/src/a.ts", "ws2/b.ts", "home/.ssh/id_rsa", "other/c.ts"]) {
      await writeFile(at(file), "text");
    }
    const links: readonly (readonly [string, string])[] = [
      ["ws/inside", "src/a.ts"],
      ["ws/folder-inside", "src"],
      ["ws/notes.md", "../home/.ssh/id_rsa"],
      ["ws/absolute.md", at("home/.ssh/id_rsa")],
      ["ws/docs", at("home")],
      ["ws/chain", "notes.md"],
      ["ws/neighbour", "../ws2/b.ts"],
      ["ws/up", ".."],
      ["ws/zero", "/dev/zero"],
      ["ws/nowhere", "gone"],
      ["ws/circle", "circle"],
      ["linked-ws", "ws"],
    ];
    try {
      for (const [link, target] of links) {
        await symlink(target, at(link));
      }
    } catch {
      // Windows lets not everybody make links; then there are none to fear here.
      this.skip();
    }
  });

  after(() => rm(folder, { recursive: true, force: true }));

  it("is told when a link, or a folder above it, leads out, and only then", async () => {
    const cases: readonly (readonly [string, string | undefined])[] = [
      ["ws/src/a.ts", undefined],
      ["ws/inside", undefined],
      ["ws/folder-inside/a.ts", undefined],
      ["ws", undefined],
      ["ws/notes.md", at("home/.ssh/id_rsa")],
      ["ws/absolute.md", at("home/.ssh/id_rsa")],
      ["ws/docs/.ssh/id_rsa", at("home/.ssh/id_rsa")],
      ["ws/chain", at("home/.ssh/id_rsa")],
      ["ws/neighbour", at("ws2/b.ts")],
      ["ws/up/other/c.ts", at("other/c.ts")],
      ["ws/up", folder],
      ["ws/zero", "/dev/zero"],
      ["ws/nowhere", undefined],
      ["ws/circle", undefined],
    ];
    for (const root of ["ws", "linked-ws"]) {
      for (const [path, outside] of cases) {
        assert.equal(
          await placeOutside(at(path.replace(/^ws/, root)), [at(root)]),
          outside,
          `${root}: ${path}`,
        );
      }
    }
    assert.equal(await placeOutside(at("ws/neighbour"), [at("ws"), at("ws2")]), undefined);
    proved({ row: "T28", tried: "links out of a workspace, on a real disk", count: cases.length * 2 });
  });
});
