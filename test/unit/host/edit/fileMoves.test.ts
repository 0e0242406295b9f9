import assert from "node:assert/strict";
import type * as vscode from "vscode";

import { movedUri } from "../../../../src/host/edit/fileMoves";

interface Parts {
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;
  readonly fragment: string;
}

function uri(text: string): vscode.Uri {
  const { protocol, host, pathname, hash } = new URL(text);
  return made({ scheme: protocol.slice(0, -1), authority: host, path: pathname, fragment: hash });
}

const made = (parts: Parts): vscode.Uri =>
  ({
    ...parts,
    with: (change: Partial<Parts>) => made({ ...parts, ...change }),
    toString: () => `${parts.scheme}://${parts.authority}${parts.path}${parts.fragment}`,
  }) as unknown as vscode.Uri;

describe("where a file went", () => {
  for (const [what, from, to, moved] of [
    ["file://h/a/b.txt", "file://h/a/b.txt", "file://h/c.txt", "file://h/c.txt"],
    ["file://h/a/b.txt", "file://h/a", "file://h/z", "file://h/z/b.txt"],
    ["file://h/ab/b.txt", "file://h/a", "file://h/z", undefined],
    ["file://h/a/b.txt", "file://other/a", "file://h/z", undefined],
    ["vscode-notebook-cell://r/a/n.ipynb#W1", "file://h/a/n.ipynb", "file://h/a/m.ipynb", "/a/m.ipynb#W1"],
    ["vscode-notebook-cell://r/a/n.ipynb#W1", "file://h/a", "file://h/z", "/z/n.ipynb#W1"],
    ["vscode-notebook-cell://r/b/n.ipynb#W1", "file://h/a", "file://h/z", undefined],
  ] as const) {
    it(`${what}, when ${from} becomes ${to}`, () => {
      const expected = moved?.startsWith("/") === true ? `vscode-notebook-cell://r${moved}` : moved;
      assert.equal(movedUri(uri(what), uri(from), uri(to))?.toString(), expected);
    });
  }
});
